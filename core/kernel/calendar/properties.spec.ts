/** 期限性质 — what holds of every deadline, on a calendar with make-up days and on one with summer time. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { DAY, HOUR, MINUTE } from '../instant.ts'
import { before } from './before.ts'
import { hoursFor } from './compile.ts'
import { deadline } from './deadline.ts'
import { deadlineWithPauses } from './pause.ts'
import { china } from './testing/china.ts'
import { unitedStates } from './testing/united-states.ts'
import type { Calendar, Limit, Pause } from './types.ts'
import { addWorkingTime, isOpen, subtractWorkingTime, workingTimeBetween } from './working-time.ts'

const instant = fc.integer({ min: Date.UTC(2023, 11), max: Date.UTC(2027, 2) })
const roster = fc.constantFrom(undefined, undefined, 'always')
const days = fc.record(
  {
    amount: fc.integer({ min: 1, max: 40 }),
    unit: fc.constantFrom('working_day' as const, 'calendar_day' as const),
    end: fc.constantFrom('close_of_business' as const, 'midnight' as const),
    includeStartDay: fc.boolean(),
    roster: fc.constant('always'),
  },
  { requiredKeys: ['amount', 'unit'] },
)
const workingHours = fc.record(
  {
    amount: fc.integer({ min: 1, max: 800 }).map((quarters) => quarters / 4),
    unit: fc.constant('working_hour' as const),
    roster: fc.constant('always'),
  },
  { requiredKeys: ['amount', 'unit'] },
)
const clockTime = fc.record({
  amount: fc.integer({ min: 1, max: 300 }),
  unit: fc.constantFrom('hour' as const, 'minute' as const),
  rollForward: fc.boolean(),
})
const anyLimit: fc.Arbitrary<Limit> = fc.oneof(days, workingHours, clockTime)

const pauses: fc.Arbitrary<Pause[]> = fc.array(
  fc
    .record({
      from: instant,
      length: fc.integer({ min: 0, max: 20 * DAY }),
      cap: fc.integer({ min: 1, max: 8 }),
    })
    .map(
      ({ from, length, cap }): Pause => ({
        from,
        to: from + length,
        reason: { zh: '等待', en: 'Waiting' },
        capLimit: { amount: cap, unit: 'working_day' },
      }),
    ),
  { maxLength: 3 },
)

function everyCalendar(rule: (calendar: Calendar) => void) {
  for (const calendar of [china, unitedStates]) rule(calendar)
}

describe('a deadline', () => {
  everyCalendar((calendar) => {
    it(`is never before the start (${calendar.id})`, () => {
      fc.assert(
        fc.property(instant, anyLimit, (at, limit) => {
          assert.ok(deadline(calendar, at, limit).dueAt >= at)
        }),
      )
    })

    it(`of a later start is never earlier (${calendar.id})`, () => {
      const nearby = fc.tuple(instant, fc.integer({ min: 0, max: 4 * DAY }))
      fc.assert(
        fc.property(nearby, anyLimit, ([at, delay], limit) => {
          assert.ok(deadline(calendar, at, limit).dueAt <= deadline(calendar, at + delay, limit).dueAt)
        }),
        { numRuns: 1000 },
      )
    })

    it(`of a longer limit is never earlier (${calendar.id})`, () => {
      fc.assert(
        fc.property(instant, anyLimit, fc.integer({ min: 1, max: 9 }), (at, limit, more) => {
          const longer = { ...limit, amount: limit.amount + more }
          assert.ok(deadline(calendar, at, limit).dueAt <= deadline(calendar, at, longer).dueAt)
        }),
      )
    })

    it(`in working time ends in open hours (${calendar.id})`, () => {
      const limits = anyLimit.filter(({ unit, end }) => unit.startsWith('working') && end !== 'midnight')
      fc.assert(
        fc.property(instant, limits, (at, limit) => {
          assert.ok(
            isOpen(calendar.zone, hoursFor(calendar, limit.roster), deadline(calendar, at, limit).dueAt),
          )
        }),
      )
    })

    it(`in working hours has exactly that much open time before it (${calendar.id})`, () => {
      fc.assert(
        fc.property(instant, workingHours, (at, limit) => {
          const { dueAt } = deadline(calendar, at, limit)
          assert.equal(workingTimeBetween(calendar, at, dueAt, limit.roster), limit.amount * HOUR)
        }),
      )
    })

    it(`in calendar days ends on a working day (${calendar.id})`, () => {
      fc.assert(
        fc.property(instant, days, (at, limit) => {
          const { dueAt } = deadline(calendar, at, { ...limit, unit: 'calendar_day' })
          assert.ok(hoursFor(calendar, limit.roster).on(calendar.zone.dayOf(dueAt - 1)).openMs > 0)
        }),
      )
    })

    it(`begins its explanation with the start and names its own end (${calendar.id})`, () => {
      fc.assert(
        fc.property(instant, anyLimit, (at, limit) => {
          const { dueAt, explanation, provisional } = deadline(calendar, at, limit)
          assert.deepEqual(explanation[0], {
            code: 'start',
            params: { at, amount: limit.amount, unit: limit.unit },
          })
          assert.deepEqual(
            explanation.filter(({ code }) => code === 'due'),
            [{ code: 'due', params: { at: dueAt } }],
          )
          assert.equal(
            explanation.some(({ code }) => code === 'provisional_year'),
            provisional,
          )
        }),
      )
    })
  })
})

describe('open time', () => {
  everyCalendar((calendar) => {
    it(`of an interval is the sum of its parts (${calendar.id})`, () => {
      fc.assert(
        fc.property(instant, instant, instant, roster, (a, b, c, name) => {
          const between = (from: number, to: number) => workingTimeBetween(calendar, from, to, name)
          assert.equal(between(a, b) + between(b, c), between(a, c))
        }),
      )
    })

    it(`added and taken away comes back to the same open time (${calendar.id})`, () => {
      fc.assert(
        fc.property(instant, fc.integer({ min: 1, max: 90 * 60 }), roster, (at, minutes, name) => {
          const to = addWorkingTime(calendar, at, minutes * MINUTE, name)
          const from = subtractWorkingTime(calendar, to, minutes * MINUTE, name)
          assert.ok(from >= at, 'the last such instant')
          assert.equal(workingTimeBetween(calendar, from, to, name), minutes * MINUTE)
        }),
      )
    })

    it(`is added in two steps as in one (${calendar.id})`, () => {
      const minutes = fc.integer({ min: 1, max: 3000 })
      fc.assert(
        fc.property(instant, minutes, minutes, (at, first, second) => {
          const inTwo = addWorkingTime(
            calendar,
            addWorkingTime(calendar, at, first * MINUTE),
            second * MINUTE,
          )
          assert.equal(inTwo, addWorkingTime(calendar, at, (first + second) * MINUTE))
        }),
      )
    })
  })
})

describe('a warning', () => {
  everyCalendar((calendar) => {
    it(`in working days is that many working days ahead (${calendar.id})`, () => {
      fc.assert(
        fc.property(instant, fc.integer({ min: 1, max: 20 }), (at, amount) => {
          const limit: Limit = { amount, unit: 'working_day' }
          const { dueAt } = deadline(calendar, at, limit)
          assert.equal(deadline(calendar, before(calendar, dueAt, limit), limit).dueAt, dueAt)
        }),
      )
    })

    it(`is never after the deadline, and in working time comes in open hours (${calendar.id})`, () => {
      fc.assert(
        fc.property(instant, anyLimit, (dueAt, limit) => {
          const warnAt = before(calendar, dueAt, limit)
          assert.ok(warnAt < dueAt)
          if (limit.unit.startsWith('working'))
            assert.ok(isOpen(calendar.zone, hoursFor(calendar, limit.roster), warnAt))
        }),
      )
    })
  })
})

describe('pauses', () => {
  everyCalendar((calendar) => {
    const asOf = Date.UTC(2030, 0)
    it(`never make a deadline earlier (${calendar.id})`, () => {
      fc.assert(
        fc.property(instant, anyLimit, pauses, (at, limit, some) => {
          const { dueAt } = deadlineWithPauses(calendar, at, limit, some, asOf)
          assert.ok(dueAt >= deadline(calendar, at, limit).dueAt)
        }),
        { numRuns: 500 },
      )
    })

    it(`never move it further than if each had lasted to its cap (${calendar.id})`, () => {
      fc.assert(
        fc.property(instant, anyLimit, pauses, (at, limit, some) => {
          const capped = some.map((pause) => ({ ...pause, to: null }))
          const { dueAt } = deadlineWithPauses(calendar, at, limit, some, asOf)
          assert.ok(dueAt <= deadlineWithPauses(calendar, at, limit, capped, asOf).dueAt)
        }),
        { numRuns: 500 },
      )
    })

    it(`move a limit in working hours by the sum of the minutes they name (${calendar.id})`, () => {
      const closeBy = fc.tuple(
        instant,
        fc.integer({ min: 0, max: 3 * DAY }),
        fc.integer({ min: 0, max: 9 * DAY }),
      )
      fc.assert(
        fc.property(closeBy, workingHours, ([at, after, length], limit) => {
          const pause = { from: at + after, to: at + after + length, reason: { zh: '等待', en: 'Waiting' } }
          const { dueAt, explanation } = deadlineWithPauses(calendar, at, limit, [pause], asOf)
          const moved = explanation.reduce(
            (sum, step) => sum + (step.code === 'paused' ? step.params.minutes : 0),
            0,
          )
          const open = workingTimeBetween(calendar, at, dueAt, limit.roster)
          assert.ok(Math.abs(open - limit.amount * HOUR - moved * MINUTE) < 1)
        }),
      )
    })
  })
})
