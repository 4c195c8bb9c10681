import { useSyncExternalStore } from 'react'

const system = window.matchMedia('(prefers-color-scheme: dark)')

function subscribe(listener: () => void): () => void {
  system.addEventListener('change', listener)
  return () => system.removeEventListener('change', listener)
}

/** Dark follows the system, also while the page is open. */
export const useDark = (): boolean => useSyncExternalStore(subscribe, () => system.matches)
