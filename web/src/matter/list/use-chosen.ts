/** 选中 — which rows are chosen; with Shift all between this one and the one before. */
import type { MatterRow } from '@huying/contract/matter/list.ts'
import { useCallback, useEffect, useRef, useState } from 'react'

const NOBODY: ReadonlySet<string> = new Set()

export function useChosen(rows: readonly MatterRow[], listKey: string) {
  const [chosen, setChosen] = useState(NOBODY)
  const last = useRef<string | null>(null)
  const shown = useRef(rows)
  shown.current = rows
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was chosen in one list is not chosen in another
  useEffect(() => setChosen(NOBODY), [listKey])
  const choose = useCallback((id: string, range: boolean) => {
    const ids = shown.current.map((row) => row.id)
    const [from, to] = [ids.indexOf(last.current ?? ''), ids.indexOf(id)]
    last.current = id
    setChosen((before) => {
      const next = new Set(before)
      if (range && from >= 0) {
        for (const between of ids.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(between)
        return next
      }
      if (!next.delete(id)) next.add(id)
      return next
    })
  }, [])
  const keep = useCallback((ids: Iterable<string>) => setChosen(new Set(ids)), [])
  return { chosen, choose, keep }
}
