/**
 * 期限 — when a matter is due, and why. Sources: 民法典 §200-203 (how periods are counted),
 * 国务院办公厅 holiday notices (which days are worked) as they stand in the calendar's data.
 */
import { HOUR, type Instant, MINUTE } from '../instant.ts'
import { hoursFor } from './compile.ts'
import type { Limit } from './schema.ts'
import { finish, startTrace, type Trace, traceDay } from './trace.ts'
import type { Calendar, DayNumber, DayPlan, Deadline, Hours } from './types.ts'
import { assertInstant, isOpen, walkForward } from './working-time.ts'

/**
 * The deadline of `limit` from `startAt` (epoch ms).
 *
 * - `minute`, `hour`: start at once and run round the clock (§201). With `rollForward`, an end outside open hours
 *   moves to the next opening.
 * - `working_hour`: counts open time from the moment; a start outside hours starts at the next opening.
 * - `working_day`: the start day is excluded (§201), whether it is worked or not; the first working day after it is
 *   day 1. So what is reported on a Saturday and what is reported on the Friday before are due together.
 *   The last day ends at its close of business (§203), or at 24:00 with `end: 'midnight'`.
 * - `calendar_day`: the start day is excluded (§201); an end on a day of rest rolls forward to the next working day
 *   (§203), unless `rollForward: false`; then a day of rest, which has no close of business, ends at 24:00.
 *
 * `includeStartDay` counts the start day as day 1 if any of it is left when the limit starts.
 * A `roster` replaces office hours throughout.
 *
 * Throws `RangeError` on a start that is no instant and on a roster the calendar does not have (`checkLimit` finds
 * it when a pack is loaded). Takes a few microseconds; no `Intl` call once the days are known.
 */
export function deadline(calendar: Calendar, startAt: Instant, limit: Limit): Deadline {
  const trace = startTrace(startAt, limit)
  const dueAt = firstEnd(calendar, trace, startAt, limit)
  return finish(calendar, trace, rollForward(calendar, trace, dueAt, limit))
}

/** The end of the limit before any rolling forward. */
export function firstEnd(calendar: Calendar, trace: Trace, startAt: Instant, limit: Limit): Instant {
  assertInstant(startAt)
  switch (limit.unit) {
    case 'minute':
      return startAt + limit.amount * MINUTE
    case 'hour':
      return startAt + limit.amount * HOUR
    case 'working_hour':
      return workingHoursEnd(calendar, trace, startAt, limit)
    case 'working_day':
      return workingDaysEnd(calendar, trace, startAt, limit)
    case 'calendar_day':
      return calendarDaysEnd(calendar, trace, startAt, limit)
    default:
      throw new RangeError(`unknown unit ${limit.unit satisfies never}`)
  }
}

/** Moves an end that falls outside working time to the next one, where the limit says so. */
export function rollForward(calendar: Calendar, trace: Trace, dueAt: Instant, limit: Limit): Instant {
  if (limit.unit === 'calendar_day')
    return limit.rollForward === false ? dueAt : rollDay(calendar, trace, dueAt, limit)
  if (limit.unit === 'minute' || limit.unit === 'hour')
    return limit.rollForward ? rollTime(calendar, trace, dueAt, limit) : dueAt
  return dueAt
}

function workingHoursEnd(calendar: Calendar, trace: Trace, startAt: Instant, limit: Limit): Instant {
  const { zone } = calendar
  const hours = hoursFor(calendar, limit.roster)
  const opensAt = walkForward(zone, hours, startAt, 0, () => {})
  if (opensAt > startAt) trace.steps.push({ code: 'outside_hours', params: { at: startAt, opensAt } })
  return walkForward(zone, hours, startAt, limit.amount * HOUR, (plan) => traceDay(trace, plan))
}

function workingDaysEnd(calendar: Calendar, trace: Trace, startAt: Instant, limit: Limit): Instant {
  const hours = hoursFor(calendar, limit.roster)
  let day = firstDay(calendar, trace, hours, startAt, limit)
  for (let counted = 0; ; day++) {
    const plan = hours.on(day)
    traceDay(trace, plan)
    if (plan.openMs > 0 && ++counted >= limit.amount) return endOfDay(calendar, plan, limit)
  }
}

function calendarDaysEnd(calendar: Calendar, trace: Trace, startAt: Instant, limit: Limit): Instant {
  const hours = hoursFor(calendar, limit.roster)
  const first = firstDay(calendar, trace, hours, startAt, limit)
  const plan = hours.on(first + Math.max(0, Math.ceil(limit.amount) - 1))
  // A day of rest is explained by the rolling forward; here it only matters that the day may still change.
  if (plan.openMs > 0) traceDay(trace, plan)
  return endOfDay(calendar, plan, limit)
}

/** Day 1 of a limit in days. */
function firstDay(calendar: Calendar, trace: Trace, hours: Hours, startAt: Instant, limit: Limit): DayNumber {
  const plan = hours.on(calendar.zone.dayOf(startAt))
  const { date } = plan
  if (limit.includeStartDay && startAt < endOfDay(calendar, plan, limit)) {
    trace.steps.push({ code: 'start_day_included', params: { date } })
    return plan.day
  }
  trace.steps.push({ code: 'start_day_excluded', params: { date } })
  return plan.day + 1
}

function endOfDay(calendar: Calendar, plan: DayPlan, limit: Limit): Instant {
  const lastSpan = plan.spans.at(-1)
  return limit.end === 'midnight' || !lastSpan ? calendar.zone.instantOf(plan.day + 1, 0) : lastSpan.closeAt
}

/**
 * 民法典 §203: 期间的最后一日是法定休假日的，以法定休假日结束的次日为期间的最后一日. The first end of an open day that
 * is not before `dueAt`: a later `dueAt`, as pauses make it, never gives an earlier day.
 */
function rollDay(calendar: Calendar, trace: Trace, dueAt: Instant, limit: Limit): Instant {
  const hours = hoursFor(calendar, limit.roster)
  // An end at 24:00 belongs to the day it ends.
  const last = hours.on(calendar.zone.dayOf(dueAt - 1))
  for (let day = last.day; ; day++) {
    const plan = hours.on(day)
    const end = endOfDay(calendar, plan, limit)
    if (plan.openMs > 0 && end >= dueAt) {
      if (plan !== last)
        trace.steps.push({ code: 'rolled_forward', params: { date: last.date, to: plan.date } })
      return end
    }
    traceDay(trace, plan)
  }
}

function rollTime(calendar: Calendar, trace: Trace, dueAt: Instant, limit: Limit): Instant {
  const { zone } = calendar
  const hours = hoursFor(calendar, limit.roster)
  if (isOpen(zone, hours, dueAt)) return dueAt
  const opensAt = walkForward(zone, hours, dueAt, 0, (plan) => traceDay(trace, plan))
  trace.steps.push({ code: 'rolled_to_opening', params: { at: dueAt, opensAt } })
  return opensAt
}
