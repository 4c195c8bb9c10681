/** 打印 — whether the page is being put on paper: what is folded on the screen is unfolded there. */
import { useSyncExternalStore } from 'react'
import { flushSync } from 'react-dom'

let printing = false
const listeners = new Set<() => void>()

/** At once: the browser takes the page as it stands when the event is over. */
function become(next: boolean): void {
  printing = next
  flushSync(() => {
    for (const listener of listeners) listener()
  })
}

window.addEventListener('beforeprint', () => become(true))
window.addEventListener('afterprint', () => become(false))

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const usePrinting = (): boolean => useSyncExternalStore(subscribe, () => printing)
