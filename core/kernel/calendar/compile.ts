/**
 * 工作日历 — makes calendar data ready for computing. What a day is (workday, weekend, holiday, make-up workday,
 * half day) is decided here and nowhere else; day plans are made when first needed and kept.
 */
import { DAY, MINUTE } from '../instant.ts'
import { dayNumber, localDate, weekdayOf, yearOf } from './civil-date.ts'
import type { CalendarData, Roster, WeeklyHours } from './schema.ts'
import type { Calendar, DayKind, DayNumber, DayPlan, Hours, Span } from './types.ts'
import { type Zone, zoneOf } from './zone.ts'

type Cause = NonNullable<DayPlan['cause']>
type SpecialDay = { readonly kind: DayKind; readonly spans: readonly string[]; readonly cause: Cause }
type Specials = ReadonlyMap<DayNumber, SpecialDay>

/**
 * Compiles calendar data that `checkCalendar` has passed. Cheap: day plans and time zone offsets are filled lazily.
 * Throws `RangeError` on an unknown time zone and on hours that never open, for no deadline could be found in them.
 */
export function compileCalendar(data: CalendarData): Calendar {
  const zone = zoneOf(data.timeZone)
  const awaited = awaitedYears(data)
  // Hours that know no holidays are certain in any year.
  const hoursOf = ({ hours, observesHolidays }: Pick<Roster, 'hours' | 'observesHolidays'>) =>
    observesHolidays
      ? compileHours(zone, hours, specialDays(data, hours), awaited)
      : compileHours(zone, hours, new Map(), () => null)
  return {
    id: data.id,
    version: data.version,
    timeZone: data.timeZone,
    zone,
    office: hoursOf({ hours: data.hours, observesHolidays: true }),
    rosters: new Map(Object.entries(data.rosters).map(([id, roster]) => [id, hoursOf(roster)])),
  }
}

/** Hours of a limit: its roster's, or the office's. Throws on a roster that the calendar does not have. */
export function hoursFor(calendar: Calendar, roster: string | undefined): Hours {
  if (roster === undefined) return calendar.office
  const hours = calendar.rosters.get(roster)
  if (!hours) throw new RangeError(`calendar ${calendar.id} has no roster "${roster}"`)
  return hours
}

/** Minutes of an open span, `08:30-12:00` → [510, 720]. */
export function parseSpan(span: string): [number, number] {
  const [open = '', close = ''] = span.split('-')
  return [minuteOfDay(open), minuteOfDay(close)]
}

function minuteOfDay(time: string): number {
  const [hours, minutes] = time.split(':')
  return Number(hours) * 60 + Number(minutes)
}

function compileHours(
  zone: Zone,
  weekly: WeeklyHours,
  specials: Specials,
  awaited: (day: DayNumber) => number | null,
): Hours {
  if (!Object.values(weekly).some((spans) => spans.length > 0)) throw new RangeError('hours that never open')
  const plans = new Map<DayNumber, DayPlan>()
  return {
    on(day) {
      let plan = plans.get(day)
      if (!plan) {
        plan = planDay(zone, day, weekly, specials.get(day), awaited(day))
        plans.set(day, plan)
      }
      return plan
    },
  }
}

function planDay(
  zone: Zone,
  day: DayNumber,
  weekly: WeeklyHours,
  special: SpecialDay | undefined,
  awaitedYear: number | null,
): DayPlan {
  const texts = special?.spans ?? weekly[weekdayOf(day)] ?? []
  const spans = texts.map((text) => spanOn(zone, day, text)).filter((span) => span.closeAt > span.openAt)
  return {
    day,
    date: localDate(day),
    kind: special?.kind ?? (spans.length > 0 ? 'workday' : 'weekend'),
    spans,
    openMs: spans.reduce((sum, span) => sum + span.closeAt - span.openAt, 0),
    cause: special?.cause ?? null,
    awaitedYear,
  }
}

function spanOn(zone: Zone, day: DayNumber, text: string): Span {
  const [open, close] = parseSpan(text)
  const closeAt = close * MINUTE === DAY ? zone.instantOf(day + 1, 0) : zone.instantOf(day, close * MINUTE)
  return { openAt: zone.instantOf(day, open * MINUTE), closeAt }
}

/** Later lists win: a half day inside a holiday's run is worked, and so is a make-up workday. */
function specialDays(data: CalendarData, weekly: WeeklyHours): Specials {
  const specials = new Map<DayNumber, SpecialDay>()
  for (const cause of data.holidays) {
    const last = dayNumber(cause.to)
    for (let day = dayNumber(cause.from); day <= last; day++)
      specials.set(day, { kind: 'holiday', spans: [], cause })
  }
  for (const { date, name, like } of data.makeUpWorkdays) {
    specials.set(dayNumber(date), {
      kind: 'make_up_day',
      spans: weekly[like] ?? [],
      cause: { from: date, to: date, name },
    })
  }
  for (const { date, name, spans } of data.halfDays) {
    specials.set(dayNumber(date), { kind: 'half_day', spans, cause: { from: date, to: date, name } })
  }
  return specials
}

/** Which year's notice a day waits for; null when nothing can change it any more. */
function awaitedYears(data: CalendarData): (day: DayNumber) => number | null {
  const settledBefore = new Map<number, DayNumber>()
  for (const { year, status, provisionalFrom } of data.years) {
    if (status === 'published') settledBefore.set(year, dayNumber(provisionalFrom ?? `${year + 1}-01-01`))
  }
  return (day) => {
    const year = yearOf(day)
    const settled = settledBefore.get(year)
    if (settled === undefined) return year
    return day < settled ? null : year + 1
  }
}
