/** 工作时间 — open time on the time line: adding it, taking it away, measuring it. */
import type { Duration, Instant } from '../instant.ts'
import { hoursFor } from './compile.ts'
import type { Calendar, DayPlan, Hours } from './types.ts'
import type { Zone } from './zone.ts'

/** Throws on NaN and infinity: a walk over days from there would never end. */
export function assertInstant(at: Instant): void {
  if (!Number.isFinite(at)) throw new RangeError(`not an instant: ${at}`)
}

function assertDuration(duration: Duration): void {
  if (!Number.isFinite(duration) || duration < 0) throw new RangeError(`not a duration: ${duration}`)
}

/**
 * The first instant by which `duration` ms of open time have passed since `from`, in office hours or those of a
 * roster. Zero gives `from`, or the next opening when closed. Ends at a closing rather than at the next opening.
 */
export function addWorkingTime(
  calendar: Calendar,
  from: Instant,
  duration: Duration,
  roster?: string,
): Instant {
  return walkForward(calendar.zone, hoursFor(calendar, roster), from, duration, ignore)
}

/** The last instant with `duration` ms of open time between it and `to`: the inverse of `addWorkingTime`. */
export function subtractWorkingTime(
  calendar: Calendar,
  to: Instant,
  duration: Duration,
  roster?: string,
): Instant {
  assertInstant(to)
  assertDuration(duration)
  if (duration === 0) return to
  const hours = hoursFor(calendar, roster)
  let left = duration
  for (let day = calendar.zone.dayOf(to); ; day--) {
    for (const { openAt, closeAt } of hours.on(day).spans.toReversed()) {
      const usable = Math.min(closeAt, to) - openAt
      if (usable < 0) continue
      if (left <= usable) return openAt + usable - left
      left -= usable
    }
  }
}

/** Open time from `from` to `to` in ms; negative when `to` is the earlier. */
export function workingTimeBetween(
  calendar: Calendar,
  from: Instant,
  to: Instant,
  roster?: string,
): Duration {
  assertInstant(from)
  assertInstant(to)
  if (to < from) return 0 - workingTimeBetween(calendar, to, from, roster)
  const hours = hoursFor(calendar, roster)
  const lastDay = calendar.zone.dayOf(to)
  let sum = 0
  for (let day = calendar.zone.dayOf(from); day <= lastDay; day++) {
    const plan = hours.on(day)
    for (const { openAt, closeAt } of plan.spans) {
      sum += Math.max(0, Math.min(closeAt, to) - Math.max(openAt, from))
    }
  }
  return sum
}

/** Is this instant inside open hours? Both the first and the last moment of a span count. */
export function isOpen(zone: Zone, hours: Hours, at: Instant): boolean {
  const isIn = (plan: DayPlan) => plan.spans.some(({ openAt, closeAt }) => openAt <= at && at <= closeAt)
  const day = zone.dayOf(at)
  // A span that ends at 24:00 ends on the next day's first instant.
  return isIn(hours.on(day)) || isIn(hours.on(day - 1))
}

/** Walks open time from `from`, showing each day it meets to `visit`. */
export function walkForward(
  zone: Zone,
  hours: Hours,
  from: Instant,
  duration: Duration,
  visit: (plan: DayPlan) => void,
): Instant {
  assertInstant(from)
  assertDuration(duration)
  let left = duration
  for (let day = zone.dayOf(from); ; day++) {
    const plan = hours.on(day)
    visit(plan)
    for (const { openAt, closeAt } of plan.spans) {
      const start = Math.max(openAt, from)
      if (start >= closeAt) continue
      if (start + left <= closeAt) return start + left
      left -= closeAt - start
    }
  }
}

function ignore(): void {}
