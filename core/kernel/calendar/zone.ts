/**
 * 时区 — a time zone as two fast functions. `Intl` knows the rules but takes microseconds per call,
 * so offsets are asked once per 16 days and kept; inside a bucket at most one change of the clocks is assumed
 * (the shortest known gap between two changes is about a month, Morocco's Ramadan).
 */
import { DAY, type Instant } from '../instant.ts'
import type { DayNumber } from './types.ts'

export type Zone = {
  /** Offset from UTC in milliseconds, east positive. */
  readonly offsetAt: (at: Instant) => number
  /** The civil day an instant falls on. */
  readonly dayOf: (at: Instant) => DayNumber
  /**
   * The instant of a local time, in milliseconds after local 00:00. A time that the clocks skip is moved on by
   * the skipped hour; of a time that comes twice the first is meant.
   */
  readonly instantOf: (day: DayNumber, msOfDay: number) => Instant
}

type Bucket = { readonly before: number; readonly changesAt: Instant; readonly after: number }

const BUCKET = 16 * DAY
const zones = new Map<string, Zone>()

/** The zone with this IANA name. Throws `RangeError` on a name that `Intl` does not know. */
export function zoneOf(timeZone: string): Zone {
  const known = zones.get(timeZone)
  if (known) return known
  const zone = makeZone(askIntl(timeZone))
  zones.set(timeZone, zone)
  return zone
}

function makeZone(ask: (at: Instant) => number): Zone {
  const buckets = new Map<number, Bucket>()
  function offsetAt(at: Instant): number {
    const index = Math.floor(at / BUCKET)
    let bucket = buckets.get(index)
    if (!bucket) {
      bucket = findChange(ask, index * BUCKET, (index + 1) * BUCKET)
      buckets.set(index, bucket)
    }
    return at < bucket.changesAt ? bucket.before : bucket.after
  }
  return {
    offsetAt,
    dayOf: (at) => Math.floor((at + offsetAt(at)) / DAY),
    instantOf: (day, msOfDay) => toInstant(offsetAt, day * DAY + msOfDay),
  }
}

/** Where inside [from, to) the offset changes, to the second. */
function findChange(ask: (at: Instant) => number, from: Instant, to: Instant): Bucket {
  const before = ask(from)
  const after = ask(to)
  if (before === after) return { before, changesAt: to, after }
  let low = from
  let high = to
  while (high - low > 1000) {
    const middle = low + Math.floor((high - low) / 2000) * 1000
    if (ask(middle) === before) low = middle
    else high = middle
  }
  return { before, changesAt: high, after }
}

function toInstant(offsetAt: (at: Instant) => number, local: number): Instant {
  const before = offsetAt(local - DAY)
  const after = offsetAt(local + DAY)
  if (before === after) return local - before
  if (offsetAt(local - before) === before) return local - before
  // The clocks have changed by then, or the local time is one they skip.
  return offsetAt(local - after) === after ? local - after : local - before
}

function askIntl(timeZone: string): (at: Instant) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  return (at) => {
    const seconds = Math.floor(at / 1000) * 1000
    const part: Record<string, number> = {}
    for (const { type, value } of format.formatToParts(seconds)) part[type] = Number(value)
    const { year = 0, month = 1, day = 0, hour = 0, minute = 0, second = 0 } = part
    return Date.UTC(year, month - 1, day, hour, minute, second) - seconds
  }
}
