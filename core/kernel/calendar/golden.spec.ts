/** 期限金例 — every golden deadline with its reasons, under the notices, under the pack, and in other time zones. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { compileCalendar } from './compile.ts'
import { deadline } from './deadline.ts'
import type { CalendarData } from './schema.ts'
import { china, chinaData, shanghai } from './testing/china.ts'
import { computeGolden, goldenCases } from './testing/golden-cases.ts'

const packFile = new URL('../../../packs/base/calendar/cn.json', import.meta.url)
const packData: CalendarData = JSON.parse(readFileSync(packFile, 'utf8'))

describe('a golden deadline', () => {
  const computed = computeGolden(china)
  for (const [index, [what, start, { amount, unit }, due, between]] of goldenCases.entries()) {
    it(`${what}: ${amount} ${unit} from ${start} are due ${due}`, () => {
      const isLast = (code: string) => code === 'provisional_year'
      const codes = ['start', ...between.filter((code) => !isLast(code)), 'due', ...between.filter(isLast)]
      assert.deepEqual(computed[index], { what, due, codes })
    })
  }
})

describe('the calendar of the base pack', () => {
  it('gives the same golden deadlines', () => {
    assert.deepEqual(computeGolden(compileCalendar(packData)), computeGolden(china))
  })

  it('has every make-up workday of 2024 to 2026 that the notices name, and no other', () => {
    const dates = (data: CalendarData) => data.makeUpWorkdays.map(({ date }) => date)
    assert.equal(dates(chinaData).length, 19)
    assert.deepEqual(
      dates(packData).filter((date) => date >= '2024'),
      dates(chinaData),
    )
  })

  it('has every holiday of 2024 to 2026 that the notices name, and no other', () => {
    const typed = ({ holidays }: CalendarData) =>
      holidays.filter(({ from }) => from >= '2024' && from < '2027')
    assert.deepEqual(typed(packData), typed(chinaData))
  })
})

describe('a deadline', () => {
  const workingDay = { amount: 1, unit: 'working_day' } as const

  it('is provisional when a day of an unpublished year decides it', () => {
    const unpublished = deadline(china, shanghai('2026-12-31 10:00'), workingDay)
    assert.equal(unpublished.provisional, true)
    assert.deepEqual(unpublished.explanation.at(-1), { code: 'provisional_year', params: { year: 2027 } })
    assert.equal(deadline(china, shanghai('2026-12-10 10:00'), workingDay).provisional, false)
  })

  it('in hours that know no holidays is certain in any year', () => {
    const onDuty = { amount: 2, unit: 'working_hour', roster: 'duty' } as const
    assert.equal(deadline(china, shanghai('2027-01-01 10:00'), onDuty).provisional, false)
  })

  it('names the version of the calendar it was computed under', () => {
    assert.equal(deadline(china, 0, workingDay).calendarVersion, chinaData.version)
  })
})

describe('a process in another time zone', () => {
  const program = `
    import { china } from '${new URL('./testing/china.ts', import.meta.url)}'
    import { computeGolden } from '${new URL('./testing/golden-cases.ts', import.meta.url)}'
    console.log(JSON.stringify({ offset: new Date(0).getTimezoneOffset(), golden: computeGolden(china) }))`
  const offsets = { 'America/New_York': 300, 'Pacific/Kiritimati': 640, UTC: 0 }

  for (const [TZ, expected] of Object.entries(offsets)) {
    it(`computes the same in ${TZ}`, () => {
      const env = { ...process.env, TZ }
      const output = execFileSync(process.execPath, ['--input-type=module', '-e', program], {
        env,
        encoding: 'utf8',
      })
      const { offset, golden } = JSON.parse(output)
      assert.equal(offset, expected, 'the child really is in that zone')
      assert.deepEqual(golden, computeGolden(china))
    })
  }
})
