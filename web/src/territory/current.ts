/**
 * 当前辖区 — the territory that the desk is looking at. It lasts as long as the browser tab; a link that names a
 * territory wins, so that a shared list shows the same to both.
 */
import { useCallback, useSyncExternalStore } from 'react'
import { useSearchParams } from 'react-router'

const KEY = 'huying.territory'
const CODE = /^\d{2,22}$/
const listeners = new Set<() => void>()

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
const read = (): string | null => sessionStorage.getItem(KEY)

function write(code: string | null): void {
  if (code === null) sessionStorage.removeItem(KEY)
  else sessionStorage.setItem(KEY, code)
  for (const listener of listeners) listener()
}

/** Null is everything in one's scope. */
export type CurrentTerritory = {
  readonly code: string | null
  /** Whether the address names it. */
  readonly linked: boolean
  choose(code: string | null): void
}

export function useTerritory(): CurrentTerritory {
  const kept = useSyncExternalStore(subscribe, read)
  const [params, setParams] = useSearchParams()
  const linked = params.get('territory')
  const choose = useCallback(
    (code: string | null) => {
      write(code)
      if (linked !== null) setParams((before) => withTerritory(before, code), { replace: true })
    },
    [linked, setParams],
  )
  const isLinked = linked !== null && CODE.test(linked)
  return { code: isLinked ? linked : kept, linked: isLinked, choose }
}

function withTerritory(before: URLSearchParams, code: string | null): URLSearchParams {
  const next = new URLSearchParams(before)
  if (code === null) next.delete('territory')
  else next.set('territory', code)
  return next
}

/** Whoever sits down next begins with their own. */
export const forgetTerritory = (): void => write(null)
