/** 期限金例 — every golden deadline with its reasons, and the same ones computed in other time zones. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { describe, it } from 'node:test'
import { deadline } from './deadline.ts'
import { china, chinaData, computeGolden, goldenCases, shanghai } from './golden.cases.ts'

/** All make-up workdays that the notices for 2024, 2025 and 2026 name. */
const makeUpDays = [
  ...[
    '2024-02-04',
    '2024-02-18',
    '2024-04-07',
    '2024-04-28',
    '2024-05-11',
    '2024-09-14',
    '2024-09-29',
    '2024-10-12',
  ],
  ...['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'],
  ...['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
]

describe('a golden deadline', () => {
  const computed = computeGolden()
  for (const [index, [what, start, { amount, unit }, due, between]] of goldenCases.entries()) {
    it(`${what}: ${amount} ${unit} from ${start} are due ${due}`, () => {
      const isLast = (code: string) => code === 'provisional_year'
      const codes = ['start', ...between.filter((code) => !isLast(code)), 'due', ...between.filter(isLast)]
      assert.deepEqual(computed[index], { what, due, codes })
    })
  }
})

describe('the calendar of the State Council notices', () => {
  it('has every make-up workday of 2024 to 2026 and no other', () => {
    const dates = chinaData.makeUpWorkdays.map(({ date }) => date).filter((date) => date >= '2024-01-01')
    assert.deepEqual(dates, makeUpDays)
  })

  it('calls a deadline provisional when a day of an unpublished year decides it', () => {
    const limit = { amount: 1, unit: 'working_day' } as const
    const certain = deadline(china, shanghai('2026-12-10 10:00'), limit)
    const unpublished = deadline(china, shanghai('2026-12-31 10:00'), limit)
    assert.equal(certain.provisional, false)
    assert.equal(unpublished.provisional, true)
    assert.deepEqual(unpublished.explanation.at(-1), { code: 'provisional_year', params: { year: 2027 } })
  })

  it('is certain of hours that know no holidays, in any year', () => {
    const limit = { amount: 2, unit: 'working_hour', roster: 'duty' } as const
    assert.equal(deadline(china, shanghai('2027-01-01 10:00'), limit).provisional, false)
  })

  it('names its version in every deadline', () => {
    const { calendarVersion } = deadline(china, 0, { amount: 1, unit: 'hour' })
    assert.equal(calendarVersion, chinaData.version)
  })
})

describe('a process in another time zone', () => {
  for (const TZ of ['America/New_York', 'Pacific/Kiritimati', 'UTC']) {
    it(`computes the same in ${TZ}`, () => {
      const program = `import { computeGolden } from '${new URL('./golden.cases.ts', import.meta.url)}'
        console.log(JSON.stringify({ zone: new Date(0).getTimezoneOffset(), golden: computeGolden() }))`
      const output = execFileSync(process.execPath, ['--input-type=module', '-e', program], {
        env: { ...process.env, TZ },
        encoding: 'utf8',
      })
      const { zone, golden } = JSON.parse(output)
      assert.notEqual(zone, -480, 'the child really is in another zone')
      assert.deepEqual(golden, computeGolden())
    })
  }
})
