/** 新到 — which entries came in while the reader was looking; the mark goes after a while. */
import { useEffect, useRef, useState } from 'react'
import type { EntryView } from '../use-matter.ts'

const MARKED = 12_000
const NONE: ReadonlySet<number> = new Set()

export function useArrivals(timeline: readonly EntryView[]): ReadonlySet<number> {
  const last = timeline.at(-1)?.seq ?? 0
  const known = useRef(last)
  const [arrived, setArrived] = useState(NONE)
  useEffect(() => {
    if (last <= known.current) return
    const before = known.current
    known.current = last
    setArrived(new Set(timeline.filter(({ seq }) => seq > before).map(({ seq }) => seq)))
    const timer = setTimeout(() => setArrived(NONE), MARKED)
    return () => clearTimeout(timer)
  }, [last, timeline])
  return arrived
}
