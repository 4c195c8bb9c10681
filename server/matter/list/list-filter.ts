/**
 * 筛选条件 — what narrows a list, as conditions on rows. How a clock stands is asked here by the same three instants that the badge
 * is made of (`core/matter/pace.ts`), so that a filter shows what the badges say.
 */

import type { Pace } from '@huying/core/matter/pace.ts'
import { within } from '../scope.ts'

export type RowFilter = {
  /** Subtrees to look in; everywhere where null. */
  readonly territories: readonly string[] | null
  readonly kinds: readonly string[] | null
  readonly loop: string | null
  readonly state: string | null
  readonly lead: string | null
  readonly channel: string | null
  readonly pace: Pace | null
  readonly urgent: boolean | null
  readonly supervised: boolean | null
  readonly reportedFrom: Date | null
  readonly reportedBefore: Date | null
  readonly ids: readonly string[] | null
}

/** Where the clock of a row stands: the matter's own promise, or what a line of an inbox waits for. */
export type ClockColumns = {
  readonly due: string
  readonly warn: string
  /** True while the clock runs. */
  readonly running: string
  readonly paused: string
}

export const PROMISE: ClockColumns = {
  due: 'm.due_at',
  warn: 'm.due_warn_at',
  running: '(m.due_at is not null and m.due_counted is not null and m.due_paused_at is null)',
  paused: 'm.due_paused_at is not null',
}

export const LINE: ClockColumns = {
  due: 'i.due_at',
  warn: 'i.warn_at',
  running: "(i.due_at < 'infinity' and i.counted is not null)",
  paused: "((i.due_at = 'infinity' or i.counted is null) and m.due_paused_at is not null)",
}

/** Rows written before rows kept the instant press from the last hour on. */
export const UNKNOWN_WARNING = 3_600_000

/** Conditions on `matter m`, and on the clock that is asked; what they are filled with is added to `values`. */
export function conditionsOf(
  filter: RowFilter,
  clock: ClockColumns,
  now: number,
  values: unknown[],
): string[] {
  const bind = (value: unknown) => `$${values.push(value)}`
  const { territories, kinds, reportedFrom, reportedBefore, ids, pace } = filter
  const parts: string[] = []
  for (const column of ['loop', 'state', 'lead', 'channel', 'urgent', 'supervised'] as const)
    if (filter[column] !== null) parts.push(`m.${column} = ${bind(filter[column])}`)
  if (territories !== null) parts.push(within(territories, values))
  if (kinds !== null) parts.push(`m.kind = any(${bind(kinds)}::text[])`)
  if (reportedFrom !== null) parts.push(`m.reported_at >= ${bind(reportedFrom)}::timestamptz`)
  if (reportedBefore !== null) parts.push(`m.reported_at < ${bind(reportedBefore)}::timestamptz`)
  if (ids !== null) parts.push(`m.id = any(${bind(ids)}::uuid[])`)
  if (pace === 'paused') parts.push(clock.paused)
  else if (pace !== null) parts.push(clock.running, runs(pace, clock, bind(new Date(now))))
  return parts
}

function runs(pace: Exclude<Pace, 'paused'>, { due, warn }: ClockColumns, now: string): string {
  const presses = `coalesce(${warn}, ${due} - interval '1 hour')`
  if (pace === 'late') return `${due} < ${now}::timestamptz`
  return `(${due} >= ${now}::timestamptz and ${presses} ${pace === 'near' ? '<=' : '>'} ${now}::timestamptz)`
}
