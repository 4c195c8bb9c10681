/** 会话 — whether it ended while somebody worked: the screen behind the door keeps everything until they are back. */
import { useSyncExternalStore } from 'react'

let isOver = false
const listeners = new Set<() => void>()

export function setSessionOver(next: boolean): void {
  if (next === isOver) return
  isOver = next
  for (const listener of listeners) listener()
}

export const isSessionOver = (): boolean => isOver

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useSessionOver = (): boolean => useSyncExternalStore(subscribe, isSessionOver)
