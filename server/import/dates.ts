/** 日期格式 — reads local times as files write them, in a declared format and time zone. */
import { dayNumber } from '@huying/core/kernel/calendar/civil-date.ts'
import type { Zone } from '@huying/core/kernel/calendar/zone.ts'
import { DAY, type Instant } from '@huying/core/kernel/instant.ts'

/** A time as it was read; `skipped` where the clocks jumped over it and it was moved on by the jump. */
export type ReadTime = { readonly at: Instant; readonly skipped: boolean }

export type TimeReader = (text: string) => ReadTime | null

type Part =
  | 'year'
  | 'month'
  | 'day'
  | 'hour'
  | 'hour12'
  | 'minute'
  | 'second'
  | 'fraction'
  | 'half'
  | 'offset'

const TOKENS: Readonly<Record<string, readonly [part: Part, pattern: string]>> = {
  yyyy: ['year', '(\\d{4})'],
  MM: ['month', '(\\d{1,2})'],
  M: ['month', '(\\d{1,2})'],
  dd: ['day', '(\\d{1,2})'],
  d: ['day', '(\\d{1,2})'],
  HH: ['hour', '(\\d{1,2})'],
  H: ['hour', '(\\d{1,2})'],
  hh: ['hour12', '(\\d{1,2})'],
  h: ['hour12', '(\\d{1,2})'],
  mm: ['minute', '(\\d{1,2})'],
  ss: ['second', '(\\d{1,2})'],
  SSS: ['fraction', '(\\d{1,9})'],
  a: ['half', '([AaPp])\\.?[Mm]\\.?'],
  XXX: ['offset', '(Z|[+-]\\d{2}:?\\d{2})'],
}

const PIECES = /'([^']*)'|([A-Za-z])\2*|[^A-Za-z']+/g

/** Null where the format has a letter that is no token, or says no day: a bug of the map, found when it is read. */
export function timeReader(format: string, zone: Zone): TimeReader | null {
  const parts: Part[] = []
  let pattern = ''
  for (const [piece, literal, letter] of format.matchAll(PIECES)) {
    if (literal !== undefined || letter === undefined) {
      pattern += escaped(literal ?? piece)
      continue
    }
    const token = TOKENS[piece]
    if (!token) return null
    parts.push(token[0])
    pattern += token[1]
  }
  if (!(['year', 'month', 'day'] as const).every((part) => parts.includes(part))) return null
  const expression = new RegExp(`^${pattern}$`, 'u')
  return (text) => {
    const match = expression.exec(text)
    return match && instantOf(Object.fromEntries(parts.map((part, i) => [part, match[i + 1] ?? ''])), zone)
  }
}

/** The first format that reads the text. */
export function anyOf(readers: readonly TimeReader[]): TimeReader {
  return (text) => {
    for (const read of readers) {
      const time = read(text)
      if (time) return time
    }
    return null
  }
}

function instantOf(part: Partial<Record<Part, string>>, zone: Zone): ReadTime | null {
  const two = (text = ''): string => text.padStart(2, '0')
  const day = dayNumber(`${part.year}-${two(part.month)}-${two(part.day)}`)
  const hour = hourOf(part)
  const [minute, second] = [Number(part.minute ?? 0), Number(part.second ?? 0)]
  if (Number.isNaN(day) || hour === null || minute > 59 || second > 59) return null
  const fraction = Math.floor(Number(`0.${part.fraction ?? 0}`) * 1000)
  const msOfDay = ((hour * 60 + minute) * 60 + second) * 1000 + fraction
  if (part.offset !== undefined) return { at: day * DAY + msOfDay - offsetOf(part.offset), skipped: false }
  const at = zone.instantOf(day, msOfDay)
  return { at, skipped: at + zone.offsetAt(at) !== day * DAY + msOfDay }
}

function hourOf(part: Partial<Record<Part, string>>): number | null {
  if (part.hour12 === undefined) {
    const hour = Number(part.hour ?? 0)
    return hour > 23 ? null : hour
  }
  const hour = Number(part.hour12)
  if (hour < 1 || hour > 12) return null
  return (hour % 12) + (/p/i.test(part.half ?? '') ? 12 : 0)
}

function offsetOf(text: string): number {
  if (text === 'Z') return 0
  const [hours, minutes] = [Number(text.slice(1, 3)), Number(text.slice(-2))]
  return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000
}

function escaped(literal: string): string {
  return literal.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}
