/**
 * 生成工作日历 — writes the working calendar of a country as pack data, from the library `chinese-days`.
 *
 *     node scripts/make-calendar.ts --country CN [--check] [--out packs/base/calendar/cn.json]
 *
 * Years whose notice the library knows are `published`. The two years after them are `provisional` and carry only
 * the days that are off by law; which days are moved for them (调休) is known when the notice comes.
 * `--check` writes nothing and fails when the file is stale; `npm run check` does the same.
 */
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { parseArgs } from 'node:util'
import { dayNumber, localDate } from '@huying/core/kernel/calendar/civil-date.ts'
import type { CalendarData, Holiday, Name } from '@huying/core/kernel/calendar/schema.ts'
import { weekdays } from '@huying/core/kernel/calendar/weekday.ts'

const require = createRequire(import.meta.url)

type Library = {
  getSolarDateFromLunar: (lunar: string) => { date: string }
  getSolarTermDate: (year: number, month: number, term: 'pure_brightness') => string
}
/** Date → `English name,中文名,days`. */
type LibraryDays = { holidays: Record<string, string>; workdays: Record<string, string> }

const names: Record<string, Name> = {
  元旦: { zh: '元旦', en: "New Year's Day" },
  春节: { zh: '春节', en: 'Spring Festival' },
  清明: { zh: '清明节', en: 'Tomb-Sweeping Day' },
  劳动节: { zh: '劳动节', en: 'Labour Day' },
  端午: { zh: '端午节', en: 'Dragon Boat Festival' },
  中秋: { zh: '中秋节', en: 'Mid-Autumn Festival' },
  国庆节: { zh: '国庆节', en: 'National Day' },
  中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日: {
    zh: '抗战胜利70周年纪念日',
    en: '70th Victory Day',
  },
}

const workday = ['08:30-12:00', '13:30-17:30']
const everyDay = (span: string) => Object.fromEntries(weekdays.map((day) => [day, [span]]))

function makeChina(): CalendarData {
  const library: Library = require('chinese-days')
  const days: LibraryDays = require('chinese-days/dist/chinese-days.json')
  const published = [...new Set(Object.keys(days.holidays).map((date) => Number(date.slice(0, 4))))].sort()
  const last = published.at(-1)
  if (last === undefined) throw new Error('chinese-days knows no holiday')
  const statutory = inShanghai(() => [last + 1, last + 2].map((year) => statutoryDays(library, year)))
  const content: Omit<CalendarData, 'version'> = {
    id: 'cn',
    timeZone: 'Asia/Shanghai',
    hours: { monday: workday, tuesday: workday, wednesday: workday, thursday: workday, friday: workday },
    years: years(published, last),
    holidays: runs([Object.entries(days.holidays), ...statutory.map((year) => Object.entries(year))].flat()),
    makeUpWorkdays: Object.entries(days.workdays)
      .sort()
      .map(([date, label]) => ({ date, name: nameOf(label), like: 'monday' })),
    halfDays: [],
    rosters: {
      always: {
        name: { zh: '全天候', en: 'Round the clock' },
        hours: everyDay('00:00-24:00'),
        observesHolidays: false,
      },
      duty: { name: { zh: '值班', en: 'On duty' }, hours: everyDay('08:00-20:00'), observesHolidays: false },
    },
  }
  const digest = createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 8)
  const { id, ...rest } = content
  return { id, version: `${last}.${digest}`, ...rest }
}

/** The library computes with local dates, and a day off where this runs in another country's time zone. */
function inShanghai<T>(compute: () => T): T {
  const { TZ } = process.env
  process.env.TZ = 'Asia/Shanghai'
  try {
    return compute()
  } finally {
    if (TZ === undefined) delete process.env.TZ
    else process.env.TZ = TZ
  }
}

function years(published: number[], last: number): CalendarData['years'] {
  const known = published.map((year) => ({
    year,
    status: 'published' as const,
    // The next notice may move days of this year's end: that of 2019 made Saturday 2018-12-29 a workday.
    ...(year === last ? { provisionalFrom: `${year}-12-25` } : {}),
    source: `国务院办公厅关于${year}年部分节假日安排的通知`,
  }))
  const law = '全国年节及纪念日放假办法（2024年修订）'
  return [
    ...known,
    ...[last + 1, last + 2].map((year) => ({ year, status: 'provisional' as const, source: law })),
  ]
}

/** The days off by law since 2025: 全国年节及纪念日放假办法 第二条, without any that are moved. */
function statutoryDays(library: Library, year: number): Record<string, string> {
  const lunar = (date: string) => dayNumber(library.getSolarDateFromLunar(`${year}-${date}`).date)
  const newYear = lunar('01-01')
  const dated: [string, number[]][] = [
    ['元旦', [dayNumber(`${year}-01-01`)]],
    ['春节', [newYear - 1, newYear, newYear + 1, newYear + 2]],
    ['清明', [dayNumber(library.getSolarTermDate(year, 4, 'pure_brightness'))]],
    ['劳动节', [dayNumber(`${year}-05-01`), dayNumber(`${year}-05-02`)]],
    ['端午', [lunar('05-05')]],
    ['中秋', [lunar('08-15')]],
    ['国庆节', [1, 2, 3].map((day) => dayNumber(`${year}-10-0${day}`))],
  ]
  return Object.fromEntries(
    dated.flatMap(([name, dates]) => dates.map((day) => [localDate(day), `,${name},`])),
  )
}

function nameOf(label: string): Name {
  const name = names[label.split(',')[1] ?? '']
  if (!name)
    throw new Error(`chinese-days names a day "${label}" that this script cannot name; add it to names`)
  return name
}

/** Neighbouring days off become one run, named after every festival in it (国庆节、中秋节). */
function runs(days: [string, string][]): Holiday[] {
  const result: { from: string; to: string; names: Name[] }[] = []
  for (const [date, label] of days.sort()) {
    const name = nameOf(label)
    const run = result.at(-1)
    if (!run || dayNumber(date) !== dayNumber(run.to) + 1) {
      result.push({ from: date, to: date, names: [name] })
      continue
    }
    run.to = date
    if (!run.names.includes(name)) run.names.push(name)
  }
  return result.map(({ from, to, names: all }) => ({
    from,
    to,
    name: { zh: all.map(({ zh }) => zh).join('、'), en: all.map(({ en }) => en).join(' and ') },
  }))
}

/** One entry a line, so that a new year's notice is a readable difference. */
function toText(data: CalendarData): string {
  const lines = Object.entries(data).map(([key, value]) => {
    const items =
      Array.isArray(value) && value.length > 0 ? value.map((item) => `    ${JSON.stringify(item)}`) : null
    return `  ${JSON.stringify(key)}: ${items ? `[\n${items.join(',\n')}\n  ]` : JSON.stringify(value)}`
  })
  return `{\n${lines.join(',\n')}\n}\n`
}

const makers: Record<string, () => CalendarData> = { CN: makeChina }

/** The calendar file of a country (ISO 3166 code). Throws when there is no source for it. */
export function makeCalendar(country: string): string {
  const make = makers[country]
  if (!make) throw new Error(`no calendar for "${country}"; known: ${Object.keys(makers).join(', ')}`)
  return toText(make())
}

function main(): void {
  const { values } = parseArgs({
    options: {
      country: { type: 'string', default: 'CN' },
      out: { type: 'string' },
      check: { type: 'boolean', default: false },
    },
  })
  const file = values.out ?? `packs/base/calendar/${values.country.toLowerCase()}.json`
  const text = makeCalendar(values.country)
  if (!values.check) {
    writeFileSync(file, text)
    console.log(`${file} written`)
  } else if (readFileSync(file, 'utf8') !== text) {
    console.error(`${file} is stale: run node scripts/make-calendar.ts --country ${values.country}`)
    process.exitCode = 1
  }
}

if (import.meta.main) main()
