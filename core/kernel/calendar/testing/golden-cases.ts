/**
 * 期限金例 — golden deadlines of 2024, 2025 and 2026, worked out by hand from the notices of the State Council. Local times are of Asia/Shanghai; office hours 08:30-12:00 and 13:30-17:30.
 */
import { deadline } from '../deadline.ts'
import type { Calendar, Limit, StepCode } from '../types.ts'
import { shanghai, shanghaiText } from './china.ts'

/** What, start, limit, due, and the codes of the explanation between `start` and `due`, and after it. */
type GoldenCase = [what: string, start: string, limit: Limit, due: string, codes: StepCode[]]

const workingDays = (amount: number): Limit => ({ amount, unit: 'working_day' })
const workingHours = (amount: number): Limit => ({ amount, unit: 'working_hour' })
const calendarDays = (amount: number): Limit => ({ amount, unit: 'calendar_day' })

const X = 'start_day_excluded'
const W = 'weekend_skipped'
const WW = 'weekends_skipped'
const H = 'holiday_skipped'
const M = 'make_up_day'
const OUT = 'outside_hours'
const ROLL = 'rolled_forward'
const YEAR = 'provisional_year'

// biome-ignore format: a table is read by its columns
export const goldenCases: GoldenCase[] = [
  ['元旦2024: a Monday off between two weekends',              '2023-12-29 10:00', workingDays(5),   '2024-01-08 17:30', [X, WW, H]],
  ['春节2024: Sunday 2-04 is worked before the holiday',       '2024-02-02 16:00', workingDays(1),   '2024-02-04 17:30', [X, W, M]],
  ['春节2024: New Year\'s Eve is worked, Sunday 2-18 too',     '2024-02-08 15:00', workingDays(5),   '2024-02-21 17:30', [X, H, M]],
  ['清明2024: Sunday 4-07 is worked after the holiday',        '2024-04-03 09:00', workingDays(2),   '2024-04-08 17:30', [X, H, M]],
  ['劳动节2024: Sunday 4-28 is worked before the holiday',     '2024-04-26 11:00', workingDays(5),   '2024-05-07 17:30', [X, W, M, H]],
  ['劳动节2024: hours go on on Saturday 5-11',                 '2024-05-10 17:00', workingHours(2),  '2024-05-11 10:00', [M]],
  ['端午2024: a Monday off after a weekend',                   '2024-06-07 10:00', workingDays(1),   '2024-06-11 17:30', [X, W, H]],
  ['中秋2024: from the lunch break into Saturday 9-14',        '2024-09-13 12:30', workingHours(8),  '2024-09-14 14:00', [OUT, M]],
  ['国庆2024: Sunday 9-29 is worked before the holiday',       '2024-09-27 18:00', workingDays(3),   '2024-10-08 17:30', [X, W, M, H]],
  ['国庆2024: Saturday 10-12 is worked after the holiday',     '2024-10-08 08:30', workingDays(5),   '2024-10-14 17:30', [X, M, W]],
  ['国庆2024: calendar days that end on the holiday roll on',  '2024-09-23 10:00', calendarDays(10), '2024-10-08 17:30', [X, H, ROLL]],
  ['国庆2024: hours of the clock know no holiday',             '2024-10-01 03:00', { amount: 2, unit: 'hour' }, '2024-10-01 05:00', []],

  ['元旦2025: hours go on after the day off',                  '2024-12-31 16:30', workingHours(2),  '2025-01-02 09:30', [H]],
  ['元旦2025: hours that end with the day need not go on',     '2024-12-31 16:30', workingHours(1),  '2024-12-31 17:30', []],
  ['春节2025: Sunday 1-26 is worked before eight days off',    '2025-01-24 14:00', workingDays(5),   '2025-02-07 17:30', [X, W, M, H]],
  ['春节2025: Saturday 2-08 is worked after the holiday',      '2025-02-07 15:00', workingDays(1),   '2025-02-08 17:30', [X, M]],
  ['清明2025: a minute before close of business is that day',  '2025-04-03 17:29', workingDays(1),   '2025-04-07 17:30', [X, H]],
  ['劳动节2025: Sunday 4-27 is worked before the holiday',     '2025-04-25 09:00', workingDays(3),   '2025-04-29 17:30', [X, W, M]],
  ['端午2025: hours go on after three days off',               '2025-05-30 16:00', workingHours(4),  '2025-06-03 11:00', [H]],
  ['国庆2025: Sunday 9-28 is worked before the holiday',       '2025-09-26 10:00', workingDays(5),   '2025-10-10 17:30', [X, W, M, H]],
  ['国庆2025: a start on Sunday 9-28 is in working hours',     '2025-09-28 10:00', workingHours(3),  '2025-09-28 14:30', [M]],
  ['国庆2025: Saturday 10-11 is worked after the holiday',     '2025-10-10 09:00', workingDays(2),   '2025-10-13 17:30', [X, M, W]],
  ['国庆2025: reported on the holiday, day 1 is the next open','2025-10-05 11:00', workingDays(1),   '2025-10-09 17:30', [X, H]],
  ['国庆2025: reported on the holiday, hours from the opening','2025-10-05 11:00', workingHours(2),  '2025-10-09 10:30', [OUT, H]],
  ['国庆2025: fifteen working days across everything',         '2025-09-30 10:00', workingDays(15),  '2025-10-28 17:30', [X, H, M, WW]],
  ['国庆2025: calendar days that end on the holiday roll on',  '2025-09-20 12:00', calendarDays(15), '2025-10-09 17:30', [X, H, ROLL]],
  ['国庆2025: minutes start at once, at midnight too',         '2025-10-01 00:00', { amount: 30, unit: 'minute' }, '2025-10-01 00:30', []],

  ['元旦2026: Sunday 1-04 is worked after three days off',     '2025-12-31 10:00', workingDays(1),   '2026-01-04 17:30', [X, H, M]],
  ['春节2026: Saturday 2-14 is worked before nine days off',   '2026-02-13 16:00', workingDays(5),   '2026-02-27 17:30', [X, M, H]],
  ['春节2026: at the very close, hours start on Saturday 2-28','2026-02-27 17:30', workingHours(1),  '2026-02-28 09:30', [OUT, M]],
  ['清明2026: three days off with the weekend',                '2026-04-03 10:00', workingDays(1),   '2026-04-07 17:30', [X, H]],
  ['劳动节2026: Saturday 5-09 is worked after the holiday',    '2026-04-30 10:00', workingDays(5),   '2026-05-11 17:30', [X, H, M, W]],
  ['端午2026: hours go on after three days off',               '2026-06-18 15:30', workingHours(3),  '2026-06-22 09:30', [H]],
  ['国庆2026: Sunday 9-20 is worked, ten days ahead',          '2026-09-18 09:00', workingDays(5),   '2026-09-24 17:30', [X, W, M]],
  ['中秋2026: reported in the evening before three days off',  '2026-09-24 18:00', workingDays(1),   '2026-09-28 17:30', [X, H]],
  ['中秋2026: calendar days count the days off inside them',   '2026-09-25 08:00', calendarDays(5),  '2026-09-30 17:30', [X]],
  ['国庆2026: due on Saturday 10-10, which is worked',         '2026-09-30 10:00', workingDays(3),   '2026-10-10 17:30', [X, H, M]],
  ['国庆2026: hours of Saturday 10-10 go on on Monday',        '2026-10-10 16:30', workingHours(2),  '2026-10-12 09:30', [M, W]],

  ['元旦2027 is off by law, but its notice is not out',        '2026-12-31 10:00', workingDays(1),   '2027-01-04 17:30', [X, H, W, YEAR]],
  ['the end of 2026 may be moved by the notice for 2027',      '2026-12-24 10:00', workingDays(2),   '2026-12-28 17:30', [X, W, YEAR]],
  ['a year without any data counts by weekdays',               '2031-12-31 10:00', workingDays(1),   '2032-01-01 17:30', [X, YEAR]],

  ['a roster of every day works on the holiday',               '2025-10-03 19:00', { ...workingHours(2), roster: 'duty' },   '2025-10-04 09:00', []],
  ['a roster round the clock works at midnight',               '2025-10-03 23:30', { ...workingHours(1), roster: 'always' }, '2025-10-04 00:30', []],
  ['a start day that counts is day 1',                         '2025-10-09 10:00', { ...workingDays(1), includeStartDay: true }, '2025-10-09 17:30', ['start_day_included']],
  ['a start day that counts has to be still open',             '2025-10-09 17:30', { ...workingDays(1), includeStartDay: true }, '2025-10-10 17:30', [X]],
  ['a day that ends at midnight ends at 24:00',                '2025-10-09 10:00', { ...workingDays(1), end: 'midnight' },       '2025-10-11 00:00', [X]],
  ['without rolling, a day of rest ends at 24:00',             '2025-09-30 10:00', { ...calendarDays(5), rollForward: false },   '2025-10-06 00:00', [X]],
  ['hours that roll end at the next opening',                  '2025-09-30 17:00', { amount: 2, unit: 'hour', rollForward: true }, '2025-10-09 08:30', [H, 'rolled_to_opening']],
]

/** What the calendar makes of each case: due and codes. */
export function computeGolden(calendar: Calendar): { what: string; due: string; codes: string[] }[] {
  return goldenCases.map(([what, start, limit]) => {
    const { dueAt, explanation } = deadline(calendar, shanghai(start), limit)
    return { what, due: shanghaiText(dueAt), codes: explanation.map(({ code }) => code) }
  })
}
