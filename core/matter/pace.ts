/**
 * 缓急 — how a clock stands at a moment: how much time is left in the time that its limit counts, and whether that is
 * much, little or none.
 */
import { minutesLeft, minutesOfDay } from '../kernel/calendar/remaining.ts'
import type { Calendar, CountedTime } from '../kernel/calendar/types.ts'
import type { Instant } from '../kernel/instant.ts'

/** What must be known of a clock to say how it stands. */
export type Pressing = {
  readonly dueAt: Instant
  readonly warnAt: Instant | null
  readonly counted: CountedTime
  readonly roster: string | null
  /** Since when it stands still, or null. */
  readonly pausedAt: Instant | null
}

export type Pace = 'on_time' | 'near' | 'late' | 'paused'

export type Left = {
  /** Negative when it is overdue. */
  readonly minutes: number
  readonly counted: CountedTime
  /** Minutes of one day of this time. */
  readonly dayMinutes: number
}

/** The last hour presses where the loop declares no warning. */
const NEAR = 60

/** A paused clock shows the time that was left when it was paused. */
export function paceOf(calendar: Calendar, now: Instant, clock: Pressing): { left: Left; pace: Pace } {
  const { dueAt, counted, pausedAt } = clock
  const roster = clock.roster ?? undefined
  const at = pausedAt ?? now
  const minutes = minutesLeft(calendar, at, dueAt, counted, roster)
  const left = { minutes, counted, dayMinutes: minutesOfDay(calendar, at, counted, roster) }
  return { left, pace: pausedAt === null ? paceAt(now, clock, minutes) : 'paused' }
}

function paceAt(now: Instant, { dueAt, warnAt }: Pressing, minutes: number): Pace {
  if (now > dueAt) return 'late'
  return (warnAt === null ? minutes < NEAR : now >= warnAt) ? 'near' : 'on_time'
}
