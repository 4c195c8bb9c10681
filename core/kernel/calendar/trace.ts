/**
 * 期限说明 — collects why a deadline is what it is while the days are walked. Kept short: all weekends make one
 * sentence, each holiday one, ordinary days none.
 */
import { type Instant, MINUTE } from '../instant.ts'
import type { Limit } from './schema.ts'
import type { Calendar, DayPlan, Deadline, Step } from './types.ts'

type WeekendStep = {
  code: 'weekend_skipped' | 'weekends_skipped'
  params: { from: string; to: string; days: number }
}
type HolidayStep = Extract<Step, { code: 'holiday_skipped' }>

export type Trace = {
  readonly steps: Step[]
  readonly provisionalYears: number[]
  weekend: WeekendStep | null
  lastRestDay: number
  holiday: HolidayStep | null
  holidayCause: DayPlan['cause']
}

export function startTrace(at: Instant, { amount, unit }: Limit): Trace {
  return {
    steps: [{ code: 'start', params: { at, amount, unit } }],
    provisionalYears: [],
    weekend: null,
    lastRestDay: Number.NaN,
    holiday: null,
    holidayCause: null,
  }
}

/** Notes that this day decided the deadline: passed over, or worked though one might not expect it. */
export function traceDay(trace: Trace, plan: DayPlan): void {
  const { awaitedYear } = plan
  if (awaitedYear !== null && !trace.provisionalYears.includes(awaitedYear))
    trace.provisionalYears.push(awaitedYear)
  if (plan.kind === 'workday') return
  if (plan.kind === 'weekend') traceWeekend(trace, plan)
  else if (plan.cause) traceSpecial(trace, plan, plan.cause)
}

/** Closes the explanation. */
export function finish(calendar: Calendar, trace: Trace, dueAt: Instant): Deadline {
  trace.steps.push({ code: 'due', params: { at: dueAt } })
  for (const year of trace.provisionalYears) trace.steps.push({ code: 'provisional_year', params: { year } })
  return {
    dueAt,
    explanation: trace.steps,
    calendarVersion: calendar.version,
    provisional: trace.provisionalYears.length > 0,
  }
}

function traceWeekend(trace: Trace, { day, date }: DayPlan): void {
  if (!trace.weekend) {
    trace.weekend = { code: 'weekend_skipped', params: { from: date, to: date, days: 0 } }
    trace.steps.push(trace.weekend)
  } else if (day !== trace.lastRestDay + 1) {
    trace.weekend.code = 'weekends_skipped'
  }
  trace.weekend.params.to = date
  trace.weekend.params.days++
  trace.lastRestDay = day
}

function traceSpecial(trace: Trace, plan: DayPlan, cause: NonNullable<DayPlan['cause']>): void {
  const { name, from, to } = cause
  if (plan.kind === 'make_up_day')
    trace.steps.push({ code: 'make_up_day', params: { name, date: plan.date } })
  else if (plan.kind === 'half_day')
    trace.steps.push({ code: 'half_day', params: { name, date: plan.date, minutes: plan.openMs / MINUTE } })
  else if (cause === trace.holidayCause && trace.holiday) trace.holiday.params.days++
  else {
    trace.holiday = { code: 'holiday_skipped', params: { name, from, to, days: 1 } }
    trace.holidayCause = cause
    trace.steps.push(trace.holiday)
  }
}
