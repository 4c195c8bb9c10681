/**
 * 工作日历 — what the calendar computes: deadlines that can explain themselves.
 * Inputs (`CalendarData`, `Limit`) are described in `schema.ts`.
 */
import type { Duration, Instant, LocalDate } from '../instant.ts'
import type { Limit, LimitUnit, Name } from './schema.ts'
import type { Zone } from './zone.ts'

export type { CalendarData, Limit, LimitUnit, Name } from './schema.ts'

/** Days since 1970-01-01 on the civil calendar: day arithmetic without a time zone. */
export type DayNumber = number

export type DayKind = 'workday' | 'weekend' | 'holiday' | 'make_up_day' | 'half_day'

/** Open time, `openAt` included, `closeAt` excluded. */
export type Span = { readonly openAt: Instant; readonly closeAt: Instant }

/** One civil day under one set of hours. A day of rest has no spans. */
export type DayPlan = {
  readonly day: DayNumber
  readonly date: LocalDate
  readonly kind: DayKind
  readonly spans: readonly Span[]
  /** Open time of the whole day. */
  readonly openMs: Duration
  /** The holiday, make-up workday or half day that makes this day special. */
  readonly cause: { readonly from: LocalDate; readonly to: LocalDate; readonly name: Name } | null
  /** The year whose notice may still change this day; null when the day is certain. */
  readonly awaitedYear: number | null
}

/** Office hours or a roster, day by day. Plans are computed once and kept. */
export type Hours = { readonly on: (day: DayNumber) => DayPlan }

/** A calendar made ready for computing; see `compileCalendar`. */
export type Calendar = {
  readonly id: string
  readonly version: string
  readonly timeZone: string
  readonly zone: Zone
  readonly office: Hours
  readonly rosters: ReadonlyMap<string, Hours>
}

/**
 * One sentence of an explanation. Instants are epoch milliseconds, dates are `YYYY-MM-DD` in the calendar's zone.
 * `renderExplanation` turns steps into text; the messages are in `contract/messages/explain.*.json`.
 */
export type Step =
  | { readonly code: 'start'; readonly params: { at: Instant; amount: number; unit: LimitUnit } }
  | { readonly code: 'start_day_excluded' | 'start_day_included'; readonly params: { date: LocalDate } }
  | {
      readonly code: 'outside_hours' | 'rolled_to_opening'
      readonly params: { at: Instant; opensAt: Instant }
    }
  | { readonly code: 'weekend_skipped'; readonly params: { from: LocalDate; to: LocalDate; days: number } }
  | { readonly code: 'weekends_skipped'; readonly params: { from: LocalDate; to: LocalDate; days: number } }
  | {
      readonly code: 'holiday_skipped'
      readonly params: { name: Name; from: LocalDate; to: LocalDate; days: number }
    }
  | { readonly code: 'make_up_day'; readonly params: { name: Name; date: LocalDate } }
  | { readonly code: 'half_day'; readonly params: { name: Name; date: LocalDate; minutes: number } }
  | { readonly code: 'rolled_forward'; readonly params: { date: LocalDate; to: LocalDate } }
  | { readonly code: 'extended'; readonly params: { amount: number; unit: LimitUnit } }
  | { readonly code: 'paused'; readonly params: PausedParams }
  | { readonly code: 'pause_after_due'; readonly params: { reason: Name; from: Instant } }
  | { readonly code: 'due'; readonly params: { at: Instant } }
  /** Not computed: imported history says so. */
  | { readonly code: 'given'; readonly params: { at: Instant } }
  | { readonly code: 'provisional_year'; readonly params: { year: number } }
  | { readonly code: 'remaining' | 'overdue'; readonly params: { minutes: number; time: CountedTime } }

export type StepCode = Step['code']

/** Whether minutes were counted in open hours or round the clock. */
export type CountedTime = 'working' | 'calendar'

export type PausedParams = {
  reason: Name
  from: Instant
  to: Instant
  /** How far the deadline moved. */
  minutes: number
  time: CountedTime
  /** The pause was longer than its cap allows; only the capped part counts. */
  capped: boolean
}

/** A computed deadline (期限) with its reasons and the calendar it was computed under. */
export type Deadline = {
  readonly dueAt: Instant
  readonly explanation: readonly Step[]
  readonly calendarVersion: string
  /** A day that decided this deadline is not yet announced; compute again when it is. */
  readonly provisional: boolean
}

/** A time during which the clock stands (暂停计时). `to` is null while it lasts. */
export type Pause = {
  readonly from: Instant
  readonly to: Instant | null
  readonly reason: Name
  /** The longest time this pause may count, itself a limit from `from`, e.g. 10 working days. */
  readonly capLimit?: Limit
}
