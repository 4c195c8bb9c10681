/** 轨迹编排 — entries in the reader's order, by day, with what only the system says folded where it comes in rows. */
import type { EntryView } from '../use-matter.ts'

export type Order = 'newest' | 'oldest'

export type Group =
  | { readonly kind: 'entry'; readonly entry: EntryView }
  | { readonly kind: 'quiet'; readonly entries: readonly EntryView[] }

export type Day = { readonly day: string; readonly groups: readonly Group[] }

/** What the engine does by itself on somebody's act. A broken deadline is news and never quiet. */
const QUIET = new Set([
  'UnitAsked',
  'UnitInformed',
  'ClockWarned',
  'ClockResumed',
  'ChildOpened',
  'ChildClosed',
  'MergeReceived',
])

export const isQuiet = ({ type, texts }: EntryView): boolean =>
  QUIET.has(type) && Object.keys(texts).length === 0

/** From this many in a row on they are folded. */
const FOLDED = 3

export function daysOf(
  entries: readonly EntryView[],
  order: Order,
  dayOf: (entry: EntryView) => string,
): Day[] {
  const ordered = order === 'newest' ? entries.toReversed() : entries
  return [...Map.groupBy(ordered, dayOf)].map(([day, each]) => ({ day, groups: folded(each) }))
}

function folded(entries: readonly EntryView[]): Group[] {
  const groups: Group[] = []
  let run: EntryView[] = []
  const flush = () => {
    if (run.length >= FOLDED) groups.push({ kind: 'quiet', entries: run })
    else groups.push(...run.map((entry): Group => ({ kind: 'entry', entry })))
    run = []
  }
  for (const entry of entries) {
    if (isQuiet(entry)) run.push(entry)
    else {
      flush()
      groups.push({ kind: 'entry', entry })
    }
  }
  flush()
  return groups
}
