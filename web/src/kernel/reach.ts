/** 连接 — whether the server answers; screens tell people when it does not, and when it does again. */
import { useSyncExternalStore } from 'react'

export type Reach = 'reached' | 'away' | 'back'

/** How long "back again" stays on screen. */
const TOLD = 5_000

let reach: Reach = 'reached'
let forget: ReturnType<typeof setTimeout> | undefined
const listeners = new Set<() => void>()

export function reportReach(reached: boolean): void {
  if (!reached) return change('away')
  if (reach !== 'away') return
  change('back')
  forget = setTimeout(() => change('reached'), TOLD)
}

function change(next: Reach): void {
  if (next === reach) return
  clearTimeout(forget)
  reach = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useReach = (): Reach => useSyncExternalStore(subscribe, () => reach)
