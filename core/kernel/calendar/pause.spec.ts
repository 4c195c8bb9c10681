/** 暂停计时 — what pauses do to a deadline. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { deadline } from './deadline.ts'
import { deadlineWithPauses, pauseEndsAt } from './pause.ts'
import { china, shanghai, shanghaiText } from './testing/china.ts'
import type { Limit, Pause } from './types.ts'

const reason = { zh: '等待材料', en: 'Waiting for papers' }
const pause = (from: string, to: string | null, capLimit?: Limit): Pause => ({
  from: shanghai(from),
  to: to === null ? null : shanghai(to),
  reason,
  ...(capLimit ? { capLimit } : {}),
})
const fiveDays: Limit = { amount: 5, unit: 'working_day' }
const start = shanghai('2026-03-02 10:00') // a Monday; five working days are due Monday 03-09 17:30
const later = shanghai('2026-04-30 10:00')

/** The due time and the codes between the start and the end of the explanation. */
function outcome(pauses: Pause[], limit = fiveDays, asOf = later) {
  const { dueAt, explanation } = deadlineWithPauses(china, start, limit, pauses, asOf)
  return {
    due: shanghaiText(dueAt),
    codes: explanation.map(({ code }) => code).filter((code) => code.startsWith('pause')),
  }
}

describe('a limit in working days', () => {
  it('without a pause is due as without pauses', () => {
    assert.deepEqual(deadlineWithPauses(china, start, fiveDays, [], later), deadline(china, start, fiveDays))
  })

  it('moves by the working time that was paused', () => {
    const { due, codes } = outcome([pause('2026-03-03 14:30', '2026-03-04 10:30')])
    assert.equal(due, '2026-03-10 15:00', 'three hours and two hours, five in all')
    assert.deepEqual(codes, ['paused'])
  })

  it('does not move by a paused weekend', () => {
    assert.equal(outcome([pause('2026-03-06 17:30', '2026-03-09 08:30')]).due, '2026-03-09 17:30')
  })

  it('counts what two pauses share once', () => {
    const both = [
      pause('2026-03-03 08:30', '2026-03-03 17:30'),
      pause('2026-03-03 13:30', '2026-03-04 17:30'),
    ]
    assert.equal(outcome(both).due, '2026-03-11 17:30')
    assert.equal(outcome(both.toReversed()).due, '2026-03-11 17:30', 'in whatever order they are given')
  })

  it('counts nothing before the start', () => {
    assert.equal(outcome([pause('2026-02-25 08:30', '2026-03-02 10:00')]).due, '2026-03-09 17:30')
  })

  it('is not saved by a pause that begins after it ran out, and the explanation says so', () => {
    assert.deepEqual(outcome([pause('2026-03-10 08:30', '2026-03-12 17:30')]), {
      due: '2026-03-09 17:30',
      codes: ['pause_after_due'],
    })
  })

  it('can be paused again in the time that a pause gave it', () => {
    const twice = [
      pause('2026-03-09 08:30', '2026-03-09 17:30'),
      pause('2026-03-10 08:30', '2026-03-10 17:30'),
    ]
    assert.equal(outcome(twice).due, '2026-03-11 17:30')
  })
})

describe('a pause with a cap', () => {
  const cap: Limit = { amount: 2, unit: 'working_day' }
  const long = pause('2026-03-03 08:30', '2026-03-27 17:30', cap)

  it('counts up to its cap only, and the explanation says so', () => {
    const { explanation } = deadlineWithPauses(china, start, fiveDays, [long], later)
    assert.equal(
      outcome([long]).due,
      '2026-03-12 17:30',
      'Tuesday to Thursday, with the start day of the cap',
    )
    const step = explanation.find(({ code }) => code === 'paused')
    assert.deepEqual(step?.params, {
      reason,
      from: long.from,
      to: shanghai('2026-03-05 17:30'),
      minutes: 3 * 450,
      time: 'working',
      capped: true,
    })
  })

  it('ends by itself when the cap is reached', () => {
    assert.equal(pauseEndsAt(china, long), shanghai('2026-03-05 17:30'))
    assert.equal(pauseEndsAt(china, pause('2026-03-03 08:30', null)), null)
  })

  it('that ended before its cap counts what it was', () => {
    assert.equal(outcome([pause('2026-03-03 08:30', '2026-03-03 17:30', cap)]).due, '2026-03-10 17:30')
  })
})

describe('a pause that lasts', () => {
  it('counts up to the instant of the question', () => {
    assert.equal(
      outcome([pause('2026-03-03 08:30', null)], fiveDays, shanghai('2026-03-04 17:30')).due,
      '2026-03-11 17:30',
    )
  })

  it('stops counting at its cap', () => {
    const capped = pause('2026-03-03 08:30', null, { amount: 1, unit: 'working_day' })
    assert.equal(outcome([capped]).due, '2026-03-11 17:30')
  })

  it('without an instant of the question counts to its cap', () => {
    const capped = pause('2026-03-03 08:30', null, { amount: 1, unit: 'working_day' })
    assert.equal(
      deadlineWithPauses(china, start, fiveDays, [capped]).dueAt,
      deadlineWithPauses(china, start, fiveDays, [capped], later).dueAt,
    )
    assert.throws(
      () =>
        deadlineWithPauses(china, start, { amount: 1, unit: 'calendar_day' }, [
          pause('2026-03-02 11:00', null),
        ]),
      RangeError,
    )
  })

  it('is called capped only once its cap is reached', () => {
    const capped = pause('2026-03-03 08:30', null, { amount: 1, unit: 'working_day' })
    const isCapped = (asOf: string) => {
      const { explanation } = deadlineWithPauses(china, start, fiveDays, [capped], shanghai(asOf))
      return explanation.some(({ params }) => 'capped' in params && params.capped)
    }
    assert.equal(isCapped('2026-03-04 10:00'), false)
    assert.equal(isCapped('2026-03-05 10:00'), true)
  })
})

describe('a limit in clock time', () => {
  it('in hours moves by the time of the clock', () => {
    const day: Limit = { amount: 24, unit: 'hour' }
    assert.equal(outcome([pause('2026-03-02 20:00', '2026-03-03 06:00')], day).due, '2026-03-03 20:00')
  })

  it('in calendar days ends with a working day again', () => {
    const days: Limit = { amount: 3, unit: 'calendar_day' } // Thursday 03-05 17:30
    const { due } = outcome([pause('2026-03-03 10:00', '2026-03-05 10:00')], days)
    assert.equal(due, '2026-03-09 17:30', 'Saturday is a day of rest')
  })

  it('may be paused on the day of rest it is rolling over', () => {
    const days: Limit = { amount: 5, unit: 'calendar_day' } // Saturday 03-07, so Monday 03-09 17:30
    const { due, codes } = outcome([pause('2026-03-08 10:00', '2026-03-09 10:00')], days)
    assert.equal(due, '2026-03-10 17:30')
    assert.deepEqual(codes, ['paused'])
  })
})
