/** 暂停计时 — deadlines of clocks that stood still for a reason. */
import { type Duration, type Instant, MINUTE } from '../instant.ts'
import { deadline, firstEnd, rollForward } from './deadline.ts'
import type { Limit } from './schema.ts'
import { finish, startTrace } from './trace.ts'
import type { Calendar, CountedTime, Deadline, Pause } from './types.ts'
import { addWorkingTime, assertInstant, workingTimeBetween } from './working-time.ts'

/**
 * The deadline of a limit whose clock was paused. Each pause moves it by the time it covered: by open time for
 * `working_hour` and `working_day`, by calendar time for the others; a limit that rolls forward does so again at
 * the end, so that a limit in calendar days still ends with a working day.
 *
 * - A pause counts up to its cap at most; when the cap ends, the clock runs again by itself (see `pauseEndsAt`).
 * - A pause that lasts (`to: null`) counts up to `asOf`, the instant of the question; without `asOf`, to its cap.
 *   With neither there is no deadline, and it throws `RangeError`.
 * - What two pauses share counts once. What lies before the start counts nothing, and so does a pause that begins
 *   when the limit has already run out: it cannot undo a breach, and the explanation says so.
 */
export function deadlineWithPauses(
  calendar: Calendar,
  startAt: Instant,
  limit: Limit,
  pauses: readonly Pause[],
  asOf: Instant = Number.POSITIVE_INFINITY,
): Deadline {
  const trace = startTrace(startAt, limit)
  let dueAt = rollForward(calendar, trace, firstEnd(calendar, trace, startAt, limit), limit)
  let countedTo = startAt
  for (const pause of pauses.toSorted((a, b) => a.from - b.from)) {
    const { reason, from } = pause
    if (from >= rollForward(calendar, startTrace(startAt, limit), dueAt, limit)) {
      trace.steps.push({ code: 'pause_after_due', params: { reason, from } })
      continue
    }
    const endsAt = pause.to ?? Math.max(asOf, from)
    const to = Math.min(endsAt, pauseEndsAt(calendar, pause) ?? endsAt)
    assertInstant(to)
    const moved = covered(calendar, Math.max(from, countedTo), to, limit)
    dueAt = move(calendar, dueAt, moved, limit)
    trace.steps.push({
      code: 'paused',
      params: { reason, from, to, minutes: moved / MINUTE, time: countedTime(limit), capped: to < endsAt },
    })
    countedTo = Math.max(countedTo, to)
  }
  return finish(calendar, trace, rollForward(calendar, trace, dueAt, limit))
}

/** When a pause ends by itself because its cap is reached; null without a cap. */
export function pauseEndsAt(calendar: Calendar, pause: Pause): Instant | null {
  return pause.capLimit ? deadline(calendar, pause.from, pause.capLimit).dueAt : null
}

/** Does this limit count open time or calendar time? */
export function countedTime(limit: Limit): CountedTime {
  return limit.unit === 'working_hour' || limit.unit === 'working_day' ? 'working' : 'calendar'
}

function covered(calendar: Calendar, from: Instant, to: Instant, limit: Limit): Duration {
  if (to <= from) return 0
  return countedTime(limit) === 'working' ? workingTimeBetween(calendar, from, to, limit.roster) : to - from
}

function move(calendar: Calendar, dueAt: Instant, by: Duration, limit: Limit): Instant {
  if (by === 0) return dueAt
  return countedTime(limit) === 'working' ? addWorkingTime(calendar, dueAt, by, limit.roster) : dueAt + by
}
