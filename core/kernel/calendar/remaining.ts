/** 剩余时间 — how long is left until a deadline, or how long it is past, in the time the limit counts. */
import { type Instant, MINUTE } from '../instant.ts'
import { countedTime } from './pause.ts'
import type { Limit } from './schema.ts'
import type { Calendar, Step } from './types.ts'
import { workingTimeBetween } from './working-time.ts'

/** 「还有…」 or 「已超时…」 as a step to render. Due this very minute counts as remaining 0. */
export function remaining(calendar: Calendar, now: Instant, dueAt: Instant, limit: Limit): Step {
  const time = countedTime(limit)
  const left = time === 'working' ? workingTimeBetween(calendar, now, dueAt, limit.roster) : dueAt - now
  const minutes = Math.floor(Math.abs(left) / MINUTE)
  return { code: now > dueAt ? 'overdue' : 'remaining', params: { minutes, time } }
}
