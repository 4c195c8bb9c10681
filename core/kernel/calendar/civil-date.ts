/** 公历日期 — civil dates as day numbers (days since 1970-01-01), free of any time zone. */
import { DAY, type LocalDate } from '../instant.ts'
import type { DayNumber } from './types.ts'
import { type Weekday, weekdays } from './weekday.ts'

/** `2025-10-01` → 20362. NaN when the text is not a date that exists (2025-02-30). */
export function dayNumber(date: LocalDate): DayNumber {
  const at = Date.parse(`${date}T00:00:00Z`)
  return new Date(at).toJSON()?.slice(0, 10) === date ? at / DAY : Number.NaN
}

/** 20362 → `2025-10-01`. */
export function localDate(day: DayNumber): LocalDate {
  return new Date(day * DAY).toISOString().slice(0, 10)
}

/** 1970-01-01 was a Thursday. */
export function weekdayOf(day: DayNumber): Weekday {
  return weekdays[(((day + 3) % 7) + 7) % 7] as Weekday
}

export function yearOf(day: DayNumber): number {
  return new Date(day * DAY).getUTCFullYear()
}
