/**
 * 缓急 — how a clock stands at a moment: how much time is left in the time that its limit counts, and whether that is
 * much, little or none.
 */
import { before } from '../kernel/calendar/before.ts'
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

/**
 * From when on a clock presses: its warning, or the last hour where the loop declares none. Rows keep this instant, so that a list
 * filtered by it shows what the badges say.
 */
export function pressesFrom(calendar: Calendar, clock: Omit<Pressing, 'pausedAt'>): Instant {
  const { dueAt, warnAt, counted, roster } = clock
  if (warnAt !== null) return warnAt
  const hour =
    counted === 'calendar'
      ? ({ amount: 1, unit: 'hour' } as const)
      : ({ amount: 1, unit: 'working_hour', ...(roster === null ? {} : { roster }) } as const)
  // The first millisecond with less than an hour left.
  return before(calendar, dueAt, hour) + 1
}

/** A paused clock shows the time that was left when it was paused. */
export function paceOf(calendar: Calendar, now: Instant, clock: Pressing): { left: Left; pace: Pace } {
  const { dueAt, counted, pausedAt } = clock
  const roster = clock.roster ?? undefined
  const at = pausedAt ?? now
  const minutes = minutesLeft(calendar, at, dueAt, counted, roster)
  const left = { minutes, counted, dayMinutes: minutesOfDay(calendar, at, counted, roster) }
  return { left, pace: pausedAt === null ? paceAt(calendar, now, clock) : 'paused' }
}

function paceAt(calendar: Calendar, now: Instant, clock: Pressing): Pace {
  if (now > clock.dueAt) return 'late'
  return now >= pressesFrom(calendar, clock) ? 'near' : 'on_time'
}
