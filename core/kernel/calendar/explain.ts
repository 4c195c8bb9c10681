/**
 * 期限说明 — turns the steps of a deadline into sentences a resident and an auditor can read.
 * All words come from the message files; this only fills them in, the same on the server and in the browser.
 */
import { DAY, type Instant, type LocalDate, MINUTE } from '../instant.ts'
import { dayNumber, localDate, weekdayOf } from './civil-date.ts'
import type { DayNumber, Step } from './types.ts'
import { type Zone, zoneOf } from './zone.ts'

export type Locale = 'zh' | 'en'

/** Message id → template with `{names}`: the content of `contract/messages/explain.{zh,en}.json`. */
export type Messages = Readonly<Record<string, string>>

type Values = Readonly<Record<string, string | number>>
type Writer = { readonly messages: Messages; readonly locale: Locale; readonly zone: Zone }
type Params = Readonly<Record<string, unknown>>

/** One sentence a step, without a full stop. Instants are shown in `timeZone`, the calendar's. */
export function renderExplanation(
  steps: readonly Step[],
  messages: Messages,
  locale: Locale,
  timeZone: string,
): string[] {
  const writer = { messages, locale, zone: zoneOf(timeZone) }
  return steps.map((step) => renderStep(writer, step))
}

function renderStep(writer: Writer, step: Step): string {
  const params: Params = step.params
  const key = params.capped === true ? `${step.code}.capped` : step.code
  const values = Object.entries(params).map(([name, value]) => [name, valueText(writer, step, name, value)])
  return write(writer, key, { ...Object.fromEntries(values), ...derived(writer, params) })
}

/** Texts made of several params. */
function derived(writer: Writer, params: Params): Values {
  const { from, to, amount, unit, minutes, time } = params
  return {
    ...(typeof from === 'string' && typeof to === 'string' ? { range: rangeText(writer, from, to) } : {}),
    ...(typeof amount === 'number' ? { limit: limitText(writer, amount, String(unit)) } : {}),
    ...(typeof minutes === 'number' ? { duration: durationText(writer, minutes, time) } : {}),
  }
}

/** Params that are instants when they are numbers; every other number is a count or a year. */
const instants = ['at', 'opensAt', 'from', 'to']

function valueText(writer: Writer, step: Step, name: string, value: unknown): string {
  if (typeof value === 'number' && instants.includes(name))
    return instantText(writer, value, step.code === 'due')
  if (typeof value === 'object' && value !== null) return String((value as Params)[writer.locale])
  return typeof value === 'string' && !Number.isNaN(dayNumber(value))
    ? dateText(writer, value)
    : String(value)
}

/** An end at midnight is written as 24:00 of the day it ends (民法典 §203 二十四时). */
function instantText(writer: Writer, at: Instant, isEnd: boolean): string {
  const local = at + writer.zone.offsetAt(at)
  const atMidnight = isEnd && local % DAY === 0
  const day = Math.floor(local / DAY) - (atMidnight ? 1 : 0)
  const minute = atMidnight ? 24 * 60 : Math.floor((local - day * DAY) / MINUTE)
  return write(writer, 'format.instant', { ...dateParts(writer, day), time: timeText(minute) })
}

function timeText(minute: number): string {
  const pad = (value: number) => String(value).padStart(2, '0')
  return `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`
}

function dateText(writer: Writer, date: LocalDate): string {
  return write(writer, 'format.date', dateParts(writer, dayNumber(date)))
}

function rangeText(writer: Writer, from: LocalDate, to: LocalDate): string {
  const end = dateParts(writer, dayNumber(to))
  const values = { ...dateParts(writer, dayNumber(from)), toMonth: end.month ?? '', toDay: end.day ?? '' }
  if (from === to) return write(writer, 'format.range.same_day', values)
  const sameMonth = from.slice(0, 7) === to.slice(0, 7)
  return write(writer, sameMonth ? 'format.range.same_month' : 'format.range', values)
}

function dateParts(writer: Writer, day: DayNumber): Values {
  const [year, month, date] = localDate(day).split('-').map(Number)
  return {
    year: year ?? '',
    month: write(writer, `month.${month}`, {}),
    day: date ?? '',
    weekday: write(writer, `weekday.${weekdayOf(day)}`, {}),
  }
}

function limitText(writer: Writer, amount: number, unit: string): string {
  const one = `unit.${unit}.one`
  return write(writer, amount === 1 && Object.hasOwn(writer.messages, one) ? one : `unit.${unit}`, { amount })
}

function durationText(writer: Writer, total: number, time: unknown): string {
  const hours = Math.floor(total / 60)
  const minutes = Math.floor(total % 60)
  const part = hours === 0 ? '.minutes' : minutes === 0 ? '.hours' : ''
  const duration = write(writer, `format.duration${part}`, { hours, minutes })
  return time === undefined ? duration : write(writer, `format.duration.${String(time)}`, { duration })
}

/** A message that is missing shows its id: better an odd word on a screen than no page. */
function write({ messages }: Writer, key: string, values: Values): string {
  const template = Object.hasOwn(messages, key) ? (messages[key] ?? key) : key
  return template.replace(/\{(\w+)\}/g, (placeholder, name: string) => String(values[name] ?? placeholder))
}
