/** 联邦假日 — federal holidays of the United States by rule (5 U.S.C. 6103), with the day they are observed on. */
import { dayNumber, localDate, weekdayOf } from '@huying/core/kernel/calendar/civil-date.ts'
import type { CalendarData, Holiday, Name } from '@huying/core/kernel/calendar/schema.ts'
import { type Weekday, weekdays } from '@huying/core/kernel/calendar/weekday.ts'

type Rule = { readonly name: Name; readonly since?: number; readonly on: (year: number) => number }

const name = (zh: string, en: string): Name => ({ zh, en })

const RULES: readonly Rule[] = [
  { name: name('元旦', "New Year's Day"), on: fixed(1, 1) },
  { name: name('马丁·路德·金纪念日', 'Birthday of Martin Luther King, Jr.'), on: nth(3, 'monday', 1) },
  { name: name('华盛顿诞辰纪念日', "Washington's Birthday"), on: nth(3, 'monday', 2) },
  { name: name('阵亡将士纪念日', 'Memorial Day'), on: last('monday', 5) },
  { name: name('六月节', 'Juneteenth'), since: 2021, on: fixed(6, 19) },
  { name: name('独立日', 'Independence Day'), on: fixed(7, 4) },
  { name: name('劳工节', 'Labor Day'), on: nth(1, 'monday', 9) },
  { name: name('哥伦布日', 'Columbus Day'), on: nth(2, 'monday', 10) },
  { name: name('退伍军人节', 'Veterans Day'), on: fixed(11, 11) },
  { name: name('感恩节', 'Thanksgiving Day'), on: nth(4, 'thursday', 11) },
  { name: name('圣诞节', 'Christmas Day'), on: fixed(12, 25) },
]

/** A whole calendar: office hours nine to five on weekdays, the holidays of every year from `first` to `last`. */
export function federalCalendar(timeZone: string, first: number, last: number): CalendarData {
  const years = Array.from({ length: last - first + 1 }, (_, index) => first + index)
  const hours = ['09:00-17:00']
  return {
    id: 'us-federal',
    version: `${first}-${last}`,
    timeZone,
    hours: { monday: hours, tuesday: hours, wednesday: hours, thursday: hours, friday: hours },
    years: years.map((year) => ({ year, status: 'published', source: '5 U.S.C. 6103' })),
    // New Year's Day on a Saturday is observed in the year before.
    holidays: [...years, last + 1]
      .flatMap(holidaysOf)
      .filter(({ from }) => years.includes(Number(from.slice(0, 4)))),
    makeUpWorkdays: [],
    halfDays: [],
    rosters: {},
  }
}

export function holidaysOf(year: number): Holiday[] {
  return RULES.filter(({ since = 0 }) => year >= since).map(({ name, on }) => {
    const date = localDate(observed(on(year)))
    return { from: date, to: date, name }
  })
}

/** On a Saturday the Friday before is off, on a Sunday the Monday after. */
function observed(day: number): number {
  const weekday = weekdayOf(day)
  return weekday === 'saturday' ? day - 1 : weekday === 'sunday' ? day + 1 : day
}

function fixed(month: number, day: number): (year: number) => number {
  return (year) => dayNumber(`${year}-${two(month)}-${two(day)}`)
}

function nth(count: number, weekday: Weekday, month: number): (year: number) => number {
  return (year) => {
    const first = dayNumber(`${year}-${two(month)}-01`)
    return first + until(first, weekday) + (count - 1) * 7
  }
}

function last(weekday: Weekday, month: number): (year: number) => number {
  return (year) => {
    const nextMonth = dayNumber(`${year}-${two(month + 1)}-01`)
    return nextMonth - 7 + until(nextMonth, weekday)
  }
}

/** Days from `day` to the next such weekday, itself included. */
function until(day: number, weekday: Weekday): number {
  return (weekdays.indexOf(weekday) - weekdays.indexOf(weekdayOf(day)) + 7) % 7
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}
