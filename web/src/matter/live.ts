/** 变动 — tells open lists which matters have changed; null where anything may have. */
type Listener = (matterId: string | null) => void

const listeners = new Set<Listener>()

export function onChange(listener: Listener): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export function tellChange(matterId: string | null): void {
  for (const listener of listeners) listener(matterId)
}
