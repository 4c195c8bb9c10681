/** 预警 — the instant that lies a limit before a deadline: when to warn. */
import { HOUR, type Instant, MINUTE } from '../instant.ts'
import { hoursFor } from './compile.ts'
import type { Limit } from './schema.ts'
import type { Calendar, DayNumber, DayPlan } from './types.ts'
import { assertInstant, subtractWorkingTime } from './working-time.ts'

/**
 * When there is `limit` left until `dueAt`, so that a warning reaches people at work:
 *
 * - `minute`, `hour`: exactly that long before, round the clock.
 * - `working_hour`: the last instant with that much open time left; at a boundary the opening, not the closing before.
 * - `working_day`: the opening of the n-th working day before the due day (黄牌: 期限前 1 个工作日).
 * - `calendar_day`: the opening of the n-th day before the due day, or of the last working day before that.
 */
export function before(calendar: Calendar, dueAt: Instant, limit: Limit): Instant {
  assertInstant(dueAt)
  switch (limit.unit) {
    case 'minute':
      return dueAt - limit.amount * MINUTE
    case 'hour':
      return dueAt - limit.amount * HOUR
    case 'working_hour':
      return subtractWorkingTime(calendar, dueAt, limit.amount * HOUR, limit.roster)
    case 'working_day':
      return openingBefore(calendar, dueDay(calendar, dueAt), Math.ceil(limit.amount), limit)
    case 'calendar_day':
      return openingBefore(calendar, dueDay(calendar, dueAt) - Math.ceil(limit.amount) + 1, 1, limit)
    default:
      throw new RangeError(`unknown unit ${limit.unit satisfies never}`)
  }
}

/** A deadline at 24:00 belongs to the day it ends. */
function dueDay(calendar: Calendar, dueAt: Instant): DayNumber {
  return calendar.zone.dayOf(dueAt - 1)
}

/** The opening of the n-th open day before `day`. */
function openingBefore(calendar: Calendar, day: DayNumber, n: number, limit: Limit): Instant {
  const hours = hoursFor(calendar, limit.roster)
  let plan: DayPlan | undefined
  for (let counted = 0, earlier = day - 1; counted < n; earlier--) {
    plan = hours.on(earlier)
    if (plan.openMs > 0) counted++
  }
  return (plan ?? hours.on(day)).spans[0]?.openAt ?? calendar.zone.instantOf(day, 0)
}
