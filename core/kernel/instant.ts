/** A point on the time line, in milliseconds since 1970-01-01T00:00:00Z. Core never asks for "now"; it is told. */
export type Instant = number

/** A length of time in milliseconds. */
export type Duration = number

/** A civil date `YYYY-MM-DD` in the jurisdiction's own time zone. */
export type LocalDate = string

export const MINUTE: Duration = 60_000
export const HOUR: Duration = 60 * MINUTE
export const DAY: Duration = 24 * HOUR

/** ISO 8601 in UTC, as the API shows instants. */
export function toIso(at: Instant): string {
  return new Date(at).toISOString()
}
