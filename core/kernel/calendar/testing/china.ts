/**
 * 国务院放假通知 — the days off and make-up workdays of 2024 to 2026, typed by hand from the notices of the State
 * Council (国务院办公厅关于2024年、2025年、2026年部分节假日安排的通知), independent of the library that the pack is made from.
 */
import { compileCalendar } from '../compile.ts'
import type { CalendarData, Name } from '../types.ts'

const newYear = { zh: '元旦', en: "New Year's Day" }
const springFestival = { zh: '春节', en: 'Spring Festival' }
const tombSweeping = { zh: '清明节', en: 'Tomb-Sweeping Day' }
const labourDay = { zh: '劳动节', en: 'Labour Day' }
const dragonBoat = { zh: '端午节', en: 'Dragon Boat Festival' }
const midAutumn = { zh: '中秋节', en: 'Mid-Autumn Festival' }
const nationalDay = { zh: '国庆节', en: 'National Day' }
const both = { zh: '国庆节、中秋节', en: 'National Day and Mid-Autumn Festival' }

const off = (from: string, to: string, name: Name) => ({ from, to, name })
const worked = (date: string, name: Name) => ({ date, name, like: 'monday' as const })
const hours = ['08:30-12:00', '13:30-17:30']
const everyDay = (span: string) => ({
  ...{ monday: [span], tuesday: [span], wednesday: [span], thursday: [span] },
  ...{ friday: [span], saturday: [span], sunday: [span] },
})

// biome-ignore format: a table is read by its columns
export const chinaData: CalendarData = {
  id: 'cn-test',
  version: 'notices-2024-2026',
  timeZone: 'Asia/Shanghai',
  hours: { monday: hours, tuesday: hours, wednesday: hours, thursday: hours, friday: hours },
  years: [
    { year: 2023, status: 'published' }, // for its last days only; its holidays are not typed
    { year: 2024, status: 'published' },
    { year: 2025, status: 'published' },
    { year: 2026, status: 'published', provisionalFrom: '2026-12-25' },
    { year: 2027, status: 'provisional' },
  ],
  holidays: [
    off('2024-01-01', '2024-01-01', newYear),
    off('2024-02-10', '2024-02-17', springFestival),
    off('2024-04-04', '2024-04-06', tombSweeping),
    off('2024-05-01', '2024-05-05', labourDay),
    off('2024-06-10', '2024-06-10', dragonBoat),
    off('2024-09-15', '2024-09-17', midAutumn),
    off('2024-10-01', '2024-10-07', nationalDay),

    off('2025-01-01', '2025-01-01', newYear),
    off('2025-01-28', '2025-02-04', springFestival),
    off('2025-04-04', '2025-04-06', tombSweeping),
    off('2025-05-01', '2025-05-05', labourDay),
    off('2025-05-31', '2025-06-02', dragonBoat),
    off('2025-10-01', '2025-10-08', both),

    off('2026-01-01', '2026-01-03', newYear),
    off('2026-02-15', '2026-02-23', springFestival),
    off('2026-04-04', '2026-04-06', tombSweeping),
    off('2026-05-01', '2026-05-05', labourDay),
    off('2026-06-19', '2026-06-21', dragonBoat),
    off('2026-09-25', '2026-09-27', midAutumn),
    off('2026-10-01', '2026-10-07', nationalDay),

    off('2027-01-01', '2027-01-01', newYear), // by law; the notice is not out
  ],
  makeUpWorkdays: [
    worked('2024-02-04', springFestival), worked('2024-02-18', springFestival), worked('2024-04-07', tombSweeping),
    worked('2024-04-28', labourDay),      worked('2024-05-11', labourDay),      worked('2024-09-14', midAutumn),
    worked('2024-09-29', nationalDay),    worked('2024-10-12', nationalDay),

    worked('2025-01-26', springFestival), worked('2025-02-08', springFestival), worked('2025-04-27', labourDay),
    worked('2025-09-28', nationalDay),    worked('2025-10-11', nationalDay),

    worked('2026-01-04', newYear),        worked('2026-02-14', springFestival), worked('2026-02-28', springFestival),
    worked('2026-05-09', labourDay),      worked('2026-09-20', nationalDay),    worked('2026-10-10', nationalDay),
  ],
  halfDays: [],
  rosters: {
    always: { name: { zh: '全天候', en: 'Round the clock' }, hours: everyDay('00:00-24:00'), observesHolidays: false },
    duty: { name: { zh: '值班', en: 'On duty' }, hours: everyDay('08:00-20:00'), observesHolidays: false },
  },
}

export const china = compileCalendar(chinaData)

/** `2025-10-01 08:30` in Asia/Shanghai, which has had no summer time since 1991. */
export function shanghai(local: string): number {
  return Date.parse(`${local.replace(' ', 'T')}:00+08:00`)
}

/** The other way round. */
export function shanghaiText(at: number): string {
  return new Date(at + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
}
