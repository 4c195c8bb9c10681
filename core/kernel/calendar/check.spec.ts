/** 日历检查 — what a pack's calendar and limits may get wrong. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Value } from 'typebox/value'
import { checkCalendar, checkLimit } from './check.ts'
import { compileCalendar } from './compile.ts'
import { deadline } from './deadline.ts'
import { overlayCalendar } from './overlay.ts'
import { CalendarData, Limit } from './schema.ts'
import { chinaData, shanghai } from './testing/china.ts'
import { unitedStatesData } from './testing/united-states.ts'

const name = { zh: '某日', en: 'Some day' }
const like = 'monday' as const

/** `code at` of each problem of the calendar with these changes. */
function problems(change: Partial<CalendarData>): string[] {
  return checkCalendar({ ...unitedStatesData, ...change }).map(({ code, at }) => `${code} ${at}`)
}

describe('a sound calendar', () => {
  for (const data of [chinaData, unitedStatesData]) {
    it(`fits its schema and has no problem (${data.id})`, () => {
      assert.deepEqual([...Value.Errors(CalendarData, data)], [])
      assert.deepEqual(checkCalendar(data), [])
    })
  }
})

describe('a calendar with a mistake', () => {
  const mistakes: [Partial<CalendarData>, string[]][] = [
    [{ timeZone: 'Asia/Nowhere' }, ['calendar.time_zone timeZone']],
    [{ hours: { monday: [] } }, ['calendar.never_open hours']],
    [{ hours: { monday: ['12:00-08:00'] } }, ['calendar.span_order hours.monday.0']],
    [{ hours: { monday: ['08:00-12:00', '11:00-17:00'] } }, ['calendar.span_order hours.monday.1']],
    [{ holidays: [{ from: '2026-02-30', to: '2026-03-01', name }] }, ['calendar.date holidays.0.from']],
    [{ holidays: [{ from: '2026-03-02', to: '2026-03-01', name }] }, ['calendar.range_reversed holidays.0']],
    [
      { makeUpWorkdays: [{ date: '2026-03-07', name, like: 'sunday' }] },
      ['calendar.make_up_closed makeUpWorkdays.0.like'],
    ],
    [
      {
        makeUpWorkdays: [
          { date: '2026-03-07', name, like },
          { date: '2026-03-07', name, like },
        ],
      },
      ['calendar.day_twice makeUpWorkdays.1'],
    ],
    [
      {
        years: [
          { year: 2026, status: 'published' },
          { year: 2026, status: 'provisional' },
        ],
      },
      ['calendar.year_twice years.1'],
    ],
    [{ halfDays: [{ date: '2026-13-01', name, spans: [] }] }, ['calendar.date halfDays.0.date']],
  ]
  for (const [change, expected] of mistakes) {
    it(`is found: ${expected}`, () => assert.deepEqual(problems(change), expected))
  }
})

describe('a limit', () => {
  const found = (limit: Limit) => checkLimit(limit, chinaData, 'limit').map(({ code, at }) => `${code} ${at}`)

  it('that says what it means has no problem', () => {
    const limit: Limit = {
      amount: 5,
      unit: 'working_day',
      roster: 'duty',
      end: 'midnight',
      includeStartDay: true,
    }
    assert.deepEqual(found(limit), [])
    assert.ok(Value.Check(Limit, limit))
  })

  it('names a roster that exists', () => {
    assert.deepEqual(found({ amount: 2, unit: 'working_hour', roster: 'night' }), [
      'limit.roster_unknown limit.roster',
    ])
  })

  it('in days is whole', () => {
    assert.deepEqual(found({ amount: 1.5, unit: 'working_day' }), ['limit.whole_days limit.amount'])
  })

  it('has no option that its unit would not heed', () => {
    assert.deepEqual(found({ amount: 2, unit: 'hour', end: 'midnight' }), ['limit.option_unused limit.end'])
    assert.deepEqual(found({ amount: 2, unit: 'working_day', rollForward: true }), [
      'limit.option_unused limit.rollForward',
    ])
  })

  it('is more than nothing and less than an age', () => {
    assert.equal(Value.Check(Limit, { amount: 0, unit: 'hour' }), false)
    assert.equal(Value.Check(Limit, { amount: 1e9, unit: 'hour' }), false)
  })
})

describe("a city's calendar over the national one", () => {
  const city = overlayCalendar(chinaData, {
    id: 'city',
    version: '3',
    hours: { ...chinaData.hours, friday: ['09:00-12:00'] },
    holidays: [{ from: '2026-03-03', to: '2026-03-03', name: { zh: '三月三', en: 'Sanyuesan' } }],
  })

  it('has its own hours and days and keeps the national ones', () => {
    const calendar = compileCalendar(city)
    const due = (start: string) =>
      deadline(calendar, shanghai(start), { amount: 1, unit: 'working_day' }).dueAt
    assert.equal(due('2026-03-02 10:00'), shanghai('2026-03-04 17:30'))
    assert.equal(due('2026-03-05 10:00'), shanghai('2026-03-06 12:00'))
    assert.equal(due('2026-09-30 10:00'), shanghai('2026-10-08 17:30'))
  })

  it('has a version that changes with either', () => {
    assert.equal(city.version, `${chinaData.version}+3`)
    assert.deepEqual(checkCalendar(city), [])
  })
})
