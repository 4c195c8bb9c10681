/** 日历检查 — finds, when a pack is loaded, what the schema of a calendar cannot see. */
import { dayNumber } from './civil-date.ts'
import { parseSpan } from './compile.ts'
import type { CalendarData, Limit, WeeklyHours } from './schema.ts'
import { zoneOf } from './zone.ts'

export const calendarProblemCodes = [
  'calendar.time_zone',
  'calendar.date',
  'calendar.range_reversed',
  'calendar.span_order',
  'calendar.never_open',
  'calendar.year_twice',
  'calendar.day_twice',
  'calendar.make_up_closed',
  'limit.roster_unknown',
  'limit.whole_days',
  'limit.option_unused',
] as const

/** A sentence about a calendar or a limit: its code, where (`holidays.3.to`), and what fills the sentence. */
export type CalendarProblem = {
  readonly code: (typeof calendarProblemCodes)[number]
  readonly at: string
  readonly params: Readonly<Record<string, string>>
}

/** All problems of a calendar that already fits its schema; empty when `compileCalendar` will take it. */
export function checkCalendar(data: CalendarData): CalendarProblem[] {
  const rosters = Object.entries(data.rosters)
  return [
    ...checkZone(data.timeZone),
    ...checkHours(data.hours, 'hours'),
    ...rosters.flatMap(([id, roster]) => checkHours(roster.hours, `rosters.${id}.hours`)),
    ...checkDates(data),
    ...checkRanges(data),
    ...data.halfDays.flatMap(({ spans }, index) => checkSpans(spans, `halfDays.${index}.spans`)),
    ...checkMakeUp(data),
    ...twice(
      'calendar.year_twice',
      'years',
      data.years.map(({ year }) => String(year)),
    ),
    ...twice(
      'calendar.day_twice',
      'makeUpWorkdays',
      data.makeUpWorkdays.map(({ date }) => date),
    ),
    ...twice(
      'calendar.day_twice',
      'halfDays',
      data.halfDays.map(({ date }) => date),
    ),
  ]
}

/** Problems of a limit that fits its schema, under this calendar. `at` says where the limit stands in the pack. */
export function checkLimit(limit: Limit, data: CalendarData, at: string): CalendarProblem[] {
  const problems: CalendarProblem[] = []
  const { unit, amount, roster } = limit
  const inDays = unit === 'working_day' || unit === 'calendar_day'
  if (roster !== undefined && !Object.hasOwn(data.rosters, roster))
    problems.push(problem('limit.roster_unknown', `${at}.roster`, { roster, calendar: data.id }))
  if (inDays && !Number.isInteger(amount))
    problems.push(problem('limit.whole_days', `${at}.amount`, { amount: String(amount) }))
  const unused = [
    ...(inDays ? [] : (['end', 'includeStartDay'] as const)),
    ...(unit === 'working_hour' || unit === 'working_day' ? (['rollForward'] as const) : []),
  ].filter((option) => limit[option] !== undefined)
  return [
    ...problems,
    ...unused.map((option) => problem('limit.option_unused', `${at}.${option}`, { option, unit })),
  ]
}

function checkZone(timeZone: string): CalendarProblem[] {
  try {
    zoneOf(timeZone)
    return []
  } catch {
    return [problem('calendar.time_zone', 'timeZone', { timeZone })]
  }
}

function checkHours(hours: WeeklyHours, at: string): CalendarProblem[] {
  const days = Object.entries(hours)
  const never = days.every(([, spans]) => spans.length === 0) ? [problem('calendar.never_open', at)] : []
  return [...never, ...days.flatMap(([day, spans]) => checkSpans(spans, `${at}.${day}`))]
}

/** Each span opens before it closes, and not before the one ahead of it has closed. */
function checkSpans(spans: readonly string[], at: string): CalendarProblem[] {
  let closed = 0
  return spans.flatMap((span, index) => {
    const [open, close] = parseSpan(span)
    const ordered = open >= closed && open < close
    closed = close
    return ordered ? [] : [problem('calendar.span_order', `${at}.${index}`, { span })]
  })
}

function checkDates(data: CalendarData): CalendarProblem[] {
  const dates = [
    ...data.holidays.flatMap(({ from, to }, index) => [
      { at: `holidays.${index}.from`, date: from },
      { at: `holidays.${index}.to`, date: to },
    ]),
    ...data.makeUpWorkdays.map(({ date }, index) => ({ at: `makeUpWorkdays.${index}.date`, date })),
    ...data.halfDays.map(({ date }, index) => ({ at: `halfDays.${index}.date`, date })),
    ...data.years.map(({ year, provisionalFrom }, index) => ({
      at: `years.${index}.provisionalFrom`,
      date: provisionalFrom ?? `${year}-01-01`,
    })),
  ]
  const broken = dates.filter(({ date }) => Number.isNaN(dayNumber(date)))
  return broken.map(({ at, date }) => problem('calendar.date', at, { date }))
}

function checkRanges(data: CalendarData): CalendarProblem[] {
  return data.holidays.flatMap(({ from, to }, index) =>
    dayNumber(from) > dayNumber(to)
      ? [problem('calendar.range_reversed', `holidays.${index}`, { from, to })]
      : [],
  )
}

/** A make-up workday like a day of rest would silently not be worked. */
function checkMakeUp(data: CalendarData): CalendarProblem[] {
  return data.makeUpWorkdays.flatMap(({ date, like }, index) =>
    data.hours[like]?.length
      ? []
      : [problem('calendar.make_up_closed', `makeUpWorkdays.${index}.like`, { date, like })],
  )
}

function twice(code: CalendarProblem['code'], at: string, values: string[]): CalendarProblem[] {
  return values.flatMap((value, index) =>
    values.indexOf(value) < index ? [problem(code, `${at}.${index}`, { value })] : [],
  )
}

function problem(
  code: CalendarProblem['code'],
  at: string,
  params: CalendarProblem['params'] = {},
): CalendarProblem {
  return { code, at, params }
}
