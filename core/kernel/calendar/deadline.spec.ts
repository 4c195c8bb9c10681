/** 期限 — deadlines where clocks change, on half days, on rosters; and what is a caller's mistake. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { before } from './before.ts'
import { compileCalendar } from './compile.ts'
import { deadline } from './deadline.ts'
import { china, shanghai } from './testing/china.ts'
import { unitedStates, unitedStatesData } from './testing/united-states.ts'
import type { Limit, LimitUnit } from './types.ts'
import { addWorkingTime, workingTimeBetween } from './working-time.ts'

const HOUR = 3_600_000
const limit = (amount: number, unit: LimitUnit, more: Partial<Limit> = {}): Limit => ({
  amount,
  unit,
  ...more,
})

describe('where clocks change', () => {
  const cases: [title: string, start: string, limit: Limit, due: string][] = [
    [
      'a day of 24 hours ends an hour later by the clock in spring',
      '2026-03-07T12:00-05:00',
      limit(24, 'hour'),
      '2026-03-08T13:00-04:00',
    ],
    [
      'office hours follow the clock over the change',
      '2026-03-06T16:00-05:00',
      limit(2, 'working_hour'),
      '2026-03-09T10:00-04:00',
    ],
    [
      'a working day ends at the local close of business',
      '2026-03-06T16:00-05:00',
      limit(1, 'working_day'),
      '2026-03-09T17:00-04:00',
    ],
    [
      'the shortest day has 23 hours',
      '2026-03-08T00:00-05:00',
      limit(23, 'working_hour', { roster: 'always' }),
      '2026-03-09T00:00-04:00',
    ],
    [
      'the longest day has 25 hours',
      '2026-11-01T00:00-04:00',
      limit(25, 'working_hour', { roster: 'always' }),
      '2026-11-02T00:00-05:00',
    ],
    [
      'an hour that the clocks skip is not worked',
      '2026-03-07T02:00-05:00',
      limit(2, 'working_hour', { roster: 'night' }),
      '2026-03-09T03:00-04:00',
    ],
    [
      'midnight is local midnight',
      '2026-10-31T12:00-04:00',
      limit(1, 'calendar_day', { end: 'midnight', rollForward: false }),
      '2026-11-02T00:00-05:00',
    ],
  ]
  for (const [title, start, given, due] of cases) {
    it(title, () => {
      assert.equal(
        new Date(deadline(unitedStates, Date.parse(start), given).dueAt).toISOString(),
        new Date(due).toISOString(),
      )
    })
  }
})

describe('a half day', () => {
  it('ends a limit in days at its own close of business, and says so', () => {
    const { dueAt, explanation } = deadline(
      unitedStates,
      Date.parse('2026-12-23T10:00-05:00'),
      limit(1, 'working_day'),
    )
    assert.equal(dueAt, Date.parse('2026-12-24T12:00-05:00'))
    assert.deepEqual(explanation.at(-2), {
      code: 'half_day',
      params: { date: '2026-12-24', name: { zh: '平安夜', en: 'Christmas Eve' }, minutes: 180 },
    })
  })

  it('counts only its own hours', () => {
    const from = Date.parse('2026-12-23T17:00-05:00')
    assert.equal(workingTimeBetween(unitedStates, from, Date.parse('2026-12-28T09:00-05:00')), 3 * HOUR)
  })
})

describe('a roster that observes holidays', () => {
  it('is closed on them and open on the Saturday', () => {
    const { dueAt } = deadline(
      unitedStates,
      Date.parse('2026-07-02T15:00-04:00'),
      limit(2, 'working_hour', { roster: 'counter' }),
    )
    assert.equal(dueAt, Date.parse('2026-07-04T11:00-04:00'))
  })
})

describe('open time', () => {
  const closing = shanghai('2025-09-30 17:30')
  const nextOpening = shanghai('2025-10-09 08:30')

  it('ends at a closing, not at the next opening', () => {
    assert.equal(addWorkingTime(china, shanghai('2025-09-30 16:30'), HOUR), closing)
  })

  it('of zero length from a closed hour begins at the next opening', () => {
    assert.equal(addWorkingTime(china, shanghai('2025-10-03 12:00'), 0), nextOpening)
  })

  it('between a closing and the next opening is none', () => {
    assert.equal(workingTimeBetween(china, closing, nextOpening), 0)
  })

  it('is negative when the second instant is the earlier', () => {
    assert.equal(workingTimeBetween(china, nextOpening + HOUR, closing), -HOUR)
  })
})

describe('a warning', () => {
  const dueAt = shanghai('2025-10-09 17:30')
  const cases: [title: string, limit: Limit, warnAt: string][] = [
    [
      'one working day ahead comes at the opening of the last working day before',
      limit(1, 'working_day'),
      '2025-09-30 08:30',
    ],
    [
      'two working days ahead counts a make-up Sunday where there is one',
      limit(3, 'working_day'),
      '2025-09-28 08:30',
    ],
    ['in working hours reaches people at work', limit(4, 'working_hour'), '2025-10-09 13:30'],
    ['in working hours goes back over the holiday', limit(9, 'working_hour'), '2025-09-30 16:00'],
    ['a calendar day ahead falls back to a working day', limit(1, 'calendar_day'), '2025-09-30 08:30'],
    ['in hours is exact', limit(24, 'hour'), '2025-10-08 17:30'],
    ['in minutes is exact', limit(30, 'minute'), '2025-10-09 17:00'],
  ]
  for (const [title, given, warnAt] of cases) {
    it(title, () => assert.equal(before(china, dueAt, given), shanghai(warnAt)))
  }

  it('for a deadline at 24:00 is a day before the day that ends', () => {
    assert.equal(
      before(china, shanghai('2025-10-11 00:00'), limit(1, 'working_day')),
      shanghai('2025-10-09 08:30'),
    )
  })
})

describe("a caller's mistake", () => {
  it('is an error for a start that is no instant', () => {
    assert.throws(() => deadline(china, Number.NaN, limit(1, 'working_day')), RangeError)
    assert.throws(() => workingTimeBetween(china, 0, Number.POSITIVE_INFINITY), RangeError)
  })

  it('is an error for a roster the calendar does not have', () => {
    assert.throws(() => deadline(china, 0, limit(1, 'working_hour', { roster: 'nowhere' })), RangeError)
  })

  it('is an error for a negative duration', () => {
    assert.throws(() => addWorkingTime(china, 0, -1), RangeError)
  })

  it('is an error for hours that never open', () => {
    assert.throws(() => compileCalendar({ ...unitedStatesData, hours: { monday: [] } }), RangeError)
  })
})
