/**
 * 工作日历 — the shape of a working calendar and of a time limit, as packs write them.
 * One schema gives the type, the validation and the documentation. Everything here is plain JSON.
 */

import { type Static, Type } from 'typebox'
import { weekdays } from './weekday.ts'

/** A name in both languages of the product. */
export const Name = Type.Object(
  {
    zh: Type.String({ minLength: 1, description: 'Chinese name, e.g. 国庆节' }),
    en: Type.String({ minLength: 1, description: 'English name, e.g. National Day' }),
  },
  { additionalProperties: false },
)
export type Name = Static<typeof Name>

const CivilDate = Type.String({
  pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
  description: "Civil date YYYY-MM-DD in the calendar's own time zone, e.g. 2025-10-01",
})

/** Open from the first minute to the last, e.g. `08:30-12:00`; `24:00` is the end of the day. */
export const OpenSpan = Type.String({
  pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$',
  description:
    'Opening hours as HH:MM-HH:MM local time, e.g. 13:30-17:30. Past midnight: one span on each day',
})

const Spans = Type.Array(OpenSpan, {
  description: 'Spans in order and without overlap; empty means closed',
})

const WeekdayName = Type.Enum(weekdays, { description: 'Day of the week, e.g. friday' })

/** Hours of each weekday; a weekday that is left out is a day of rest. */
export const WeeklyHours = Type.Object(
  {
    monday: Type.Optional(Spans),
    tuesday: Type.Optional(Spans),
    wednesday: Type.Optional(Spans),
    thursday: Type.Optional(Spans),
    friday: Type.Optional(Spans),
    saturday: Type.Optional(Spans),
    sunday: Type.Optional(Spans),
  },
  { additionalProperties: false, description: 'Hours of each weekday; a weekday left out is a day of rest' },
)
export type WeeklyHours = Static<typeof WeeklyHours>

export const CalendarYear = Type.Object(
  {
    year: Type.Integer({ minimum: 1900, maximum: 2199, description: 'Civil year, e.g. 2026' }),
    status: Type.Enum(['published', 'provisional'], {
      description: 'published: the authority has announced the days off; provisional: it has not yet',
    }),
    provisionalFrom: Type.Optional(
      Type.String({
        pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
        description: "From here on the next year's notice may still move days of this published year",
      }),
    ),
    source: Type.Optional(Type.String({ description: 'Notice the days were taken from' })),
  },
  { additionalProperties: false },
)

export const Holiday = Type.Object(
  { from: CivilDate, to: CivilDate, name: Name },
  {
    additionalProperties: false,
    description: 'Days off, first and last included, weekends inside the run too',
  },
)
export type Holiday = Static<typeof Holiday>

export const MakeUpWorkday = Type.Object(
  { date: CivilDate, name: Name, like: WeekdayName },
  {
    additionalProperties: false,
    description: 'A day of rest that is worked (调休), with the hours of `like`',
  },
)
export type MakeUpWorkday = Static<typeof MakeUpWorkday>

export const HalfDay = Type.Object(
  { date: CivilDate, name: Name, spans: Spans },
  { additionalProperties: false, description: 'A working day with hours of its own' },
)
export type HalfDay = Static<typeof HalfDay>

export const Roster = Type.Object(
  {
    name: Name,
    hours: WeeklyHours,
    observesHolidays: Type.Boolean({
      description:
        'true: closed on holidays and open on make-up workdays like the office; false: every week is alike',
    }),
  },
  {
    additionalProperties: false,
    description: 'Named hours beside office hours (值班), e.g. 08:00-20:00 every day',
  },
)
export type Roster = Static<typeof Roster>

/** A working calendar as pack data. A year that is not listed is provisional. */
export const CalendarData = Type.Object(
  {
    id: Type.String({ minLength: 1, description: 'Stable id, e.g. cn' }),
    version: Type.String({
      minLength: 1,
      description: 'Changes with any change of content; stored with each deadline',
    }),
    timeZone: Type.String({ minLength: 1, description: 'IANA time zone, e.g. Asia/Shanghai' }),
    hours: WeeklyHours,
    years: Type.Array(CalendarYear),
    holidays: Type.Array(Holiday),
    makeUpWorkdays: Type.Array(MakeUpWorkday),
    halfDays: Type.Array(HalfDay),
    rosters: Type.Record(Type.String(), Roster),
  },
  {
    additionalProperties: false,
    description: 'Working calendar: office hours, days off, make-up workdays, rosters',
  },
)
export type CalendarData = Static<typeof CalendarData>

export const limitUnits = ['minute', 'hour', 'working_hour', 'working_day', 'calendar_day'] as const
export type LimitUnit = (typeof limitUnits)[number]

/** A time limit (时限) as packs write it, e.g. `{ amount: 5, unit: 'working_day' }`. */
export const Limit = Type.Object(
  {
    amount: Type.Number({
      exclusiveMinimum: 0,
      maximum: 10_000,
      description: 'How many; whole for days, e.g. 5',
    }),
    unit: Type.Enum(limitUnits, {
      description: 'minute, hour: at once, round the clock; working_hour: office time; days: see end',
    }),
    roster: Type.Optional(
      Type.String({ description: 'Count in the hours of this roster, not in office hours' }),
    ),
    includeStartDay: Type.Optional(
      Type.Boolean({ description: 'Days only: the start day is day 1 (default false, 民法典 §201)' }),
    ),
    rollForward: Type.Optional(
      Type.Boolean({
        description:
          'An end outside working time moves to the next working day, or for minute and hour to the next opening. ' +
          'Default: true for calendar_day (民法典 §203), false for minute and hour',
      }),
    ),
    end: Type.Optional(
      Type.Enum(['close_of_business', 'midnight'], {
        description: 'Days only: when the last day ends (default close_of_business, 民法典 §203)',
      }),
    ),
  },
  { additionalProperties: false, description: 'Time limit' },
)
export type Limit = Static<typeof Limit>
