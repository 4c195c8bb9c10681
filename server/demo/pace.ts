/** 节奏 — when residents speak up, and when people in offices get round to answering. */
import { weekdayOf } from '@huying/core/kernel/calendar/civil-date.ts'
import type { Calendar } from '@huying/core/kernel/calendar/types.ts'
import type { Instant } from '@huying/core/kernel/instant.ts'
import type { Random } from './random.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Reports by hour of the day: the peak of the morning is two and a half times the mean (domain rules §10). */
const HOURS = [1, 0.6, 0.4, 0.3, 0.4, 1, 2.5, 5, 9, 12, 11, 8, 5, 5.5, 8, 8, 7, 6, 5, 4.5, 4, 3, 2, 1.4]
/** Fewer calls on days off (济南 2021: 0.75). */
const DAY_OFF = 0.75
const MONDAY = 1.25

/** `count` moments between `from` and `to`, in order, on the days and at the hours that people call. */
export function reportTimes(
  calendar: Calendar,
  random: Random,
  from: Instant,
  to: Instant,
  count: number,
): Instant[] {
  const days: number[] = []
  for (let day = calendar.zone.dayOf(from); day <= calendar.zone.dayOf(to); day++) days.push(day)
  const busyness = (day: number) => {
    if (calendar.office.on(day).spans.length === 0) return DAY_OFF
    return weekdayOf(day) === 'monday' ? MONDAY : 1
  }
  const times: Instant[] = []
  while (times.length < count) {
    const day = random.weighted(days, busyness) ?? 0
    const hour =
      random.weighted(
        HOURS.map((_, each) => each),
        (each) => HOURS[each] ?? 0,
      ) ?? 0
    const at = calendar.zone.instantOf(day, hour * HOUR + random.between(0, 3599) * 1000)
    if (at >= from && at < to) times.push(at)
  }
  return times.sort((a, b) => a - b)
}

/** Deadlines closer than this are met by whoever is on call, at night too. */
const ON_CALL = 3 * HOUR
/** Nobody waits for a far deadline: most things are taken up within this time. */
const SOON = 2 * DAY

export type Pace = { readonly dueAt: Instant | null; readonly late?: boolean; readonly within?: number }

/**
 * When somebody acts who could since `at` and must by `dueAt`; late ones overrun by some tenths of the time they had.
 * `within` is the longest time it is put off, in milliseconds.
 */
export function actedAt(
  calendar: Calendar,
  random: Random,
  at: Instant,
  { dueAt, late = false, within = SOON }: Pace,
): Instant {
  const left = dueAt === null ? within : Math.max(dueAt - at, 10 * MINUTE)
  const share = late ? 1.05 + random.next() * 0.5 : 0.06 + 0.8 * random.next()
  const raw = at + Math.max(2 * MINUTE, (late ? left : Math.min(left, within)) * share)
  if (left < ON_CALL) return Math.round(raw)
  const inOffice = intoOfficeHours(calendar, random, raw)
  if (late || dueAt === null || inOffice < dueAt) return Math.round(inOffice)
  return Math.round(Math.max(at + 2 * MINUTE, dueAt - random.next() * 0.3 * left))
}

/** The moment itself where the offices are open, else soon after they open next. */
function intoOfficeHours(calendar: Calendar, random: Random, at: Instant): Instant {
  for (let day = calendar.zone.dayOf(at), tries = 0; tries < 20; day++, tries++) {
    for (const { openAt, closeAt } of calendar.office.on(day).spans) {
      if (at < openAt) return openAt + random.next() * Math.min(50 * MINUTE, closeAt - openAt)
      if (at < closeAt) return at
    }
  }
  return at
}
