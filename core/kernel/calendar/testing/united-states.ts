/** A calendar with summer time for the specs: federal holidays of 2026, one half day. */
import { compileCalendar } from '../compile.ts'
import type { CalendarData } from '../types.ts'

const hours = ['09:00-17:00']
const everyDay = (span: string) => ({
  monday: [span],
  tuesday: [span],
  wednesday: [span],
  thursday: [span],
  friday: [span],
  saturday: [span],
  sunday: [span],
})
const dayOff = (date: string, en: string) => ({ from: date, to: date, name: { zh: en, en } })

export const unitedStatesData: CalendarData = {
  id: 'us-test',
  version: '1',
  timeZone: 'America/New_York',
  hours: { monday: hours, tuesday: hours, wednesday: hours, thursday: hours, friday: hours },
  years: [{ year: 2026, status: 'published' }],
  holidays: [
    dayOff('2026-01-01', "New Year's Day"),
    dayOff('2026-05-25', 'Memorial Day'),
    dayOff('2026-07-03', 'Independence Day'),
    dayOff('2026-11-26', 'Thanksgiving Day'),
    dayOff('2026-12-25', 'Christmas Day'),
  ],
  makeUpWorkdays: [],
  halfDays: [{ date: '2026-12-24', spans: ['09:00-12:00'], name: { zh: '平安夜', en: 'Christmas Eve' } }],
  rosters: {
    always: { name: { zh: '全天', en: 'Always' }, hours: everyDay('00:00-24:00'), observesHolidays: false },
    night: { name: { zh: '夜间', en: 'Night' }, hours: everyDay('02:00-03:00'), observesHolidays: false },
    counter: {
      name: { zh: '窗口', en: 'Counter' },
      hours: { ...everyDay('10:00-16:00'), sunday: [] },
      observesHolidays: true,
    },
  },
}

export const unitedStates = compileCalendar(unitedStatesData)
