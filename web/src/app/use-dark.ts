/** 明暗 — the look follows the system, unless somebody chose one for this machine. */
import { useSyncExternalStore } from 'react'

export const looks = ['system', 'light', 'dark'] as const
export type Look = (typeof looks)[number]

const KEY = 'huying.look'
const system = window.matchMedia('(prefers-color-scheme: dark)')
const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  system.addEventListener('change', listener)
  return () => {
    listeners.delete(listener)
    system.removeEventListener('change', listener)
  }
}

function chosen(): Look {
  const kept = localStorage.getItem(KEY)
  return looks.find((look) => look === kept) ?? 'system'
}

export function chooseLook(look: Look): void {
  localStorage.setItem(KEY, look)
  for (const tell of listeners) tell()
}

export const useLook = (): Look => useSyncExternalStore(subscribe, chosen)

/** Also while the page is open. */
export function useDark(): boolean {
  const isSystemDark = useSyncExternalStore(subscribe, () => system.matches)
  const look = useLook()
  return look === 'system' ? isSystemDark : look === 'dark'
}
