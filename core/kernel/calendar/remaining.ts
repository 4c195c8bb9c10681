/** 剩余时间 — how long is left until a deadline, or how long it is past, in the time the limit counts. */
import { type Instant, MINUTE } from '../instant.ts'
import { hoursFor } from './compile.ts'
import { countedTime } from './pause.ts'
import type { Limit } from './schema.ts'
import type { Calendar, CountedTime, Step } from './types.ts'
import { workingTimeBetween } from './working-time.ts'

/** 「还有…」 or 「已超时…」 as a step to render. Due this very minute counts as remaining 0. */
export function remaining(calendar: Calendar, now: Instant, dueAt: Instant, limit: Limit): Step {
  const time = countedTime(limit)
  const minutes = Math.abs(minutesLeft(calendar, now, dueAt, time, limit.roster))
  return { code: now > dueAt ? 'overdue' : 'remaining', params: { minutes, time } }
}

/** Whole minutes from `now` to `dueAt`, negative when it has passed: of open time where `counted` is `working`. */
export function minutesLeft(
  calendar: Calendar,
  now: Instant,
  dueAt: Instant,
  counted: CountedTime,
  roster?: string,
): number {
  const left = counted === 'working' ? workingTimeBetween(calendar, now, dueAt, roster) : dueAt - now
  return Math.trunc(left / MINUTE) + 0
}

const CALENDAR_DAY = 24 * 60
/** Longer than any holiday with the weekends around it. */
const LOOK = 14

/**
 * Minutes that people mean by a day of this time: 1440 of calendar time, else the open time of a full office day, the
 * longest of the two weeks from `at` on (a holiday or half day is no measure).
 */
export function minutesOfDay(calendar: Calendar, at: Instant, counted: CountedTime, roster?: string): number {
  if (counted === 'calendar') return CALENDAR_DAY
  const hours = hoursFor(calendar, roster)
  const first = calendar.zone.dayOf(at)
  const open = Array.from({ length: LOOK }, (_, index) => hours.on(first + index).openMs)
  return Math.max(...open) / MINUTE || CALENDAR_DAY
}
