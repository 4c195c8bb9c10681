import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { clockWords, toneOf } from './clock.ts'

const office = { counted: 'working' as const, dayMinutes: 480 }
const calendar = { counted: 'calendar' as const, dayMinutes: 1440 }

describe('the clock of a matter', () => {
  it('counts hours and minutes under a day of the time that it counts', () => {
    assert.deepEqual(clockWords({ ...office, minutes: 342 }, 'near'), {
      id: 'clock.left.hours',
      values: { hours: 5, minutes: 42, mm: '42' },
    })
    assert.equal(clockWords({ ...office, minutes: 479 }, 'ok').id, 'clock.left.hours')
    assert.deepEqual(clockWords({ ...calendar, minutes: 1439 }, 'ok').values, {
      hours: 23,
      minutes: 59,
      mm: '59',
    })
  })

  it('counts days and hours from a day on, an office day being as long as the office is open', () => {
    assert.deepEqual(clockWords({ ...office, minutes: 2 * 480 + 185 }, 'ok'), {
      id: 'clock.left.days_hours',
      values: { days: 2, hours: 3 },
    })
    assert.equal(clockWords({ ...office, minutes: 960 }, 'ok').id, 'clock.left.days')
    assert.equal(clockWords({ ...calendar, minutes: 960 }, 'ok').id, 'clock.left.hours')
  })

  it('says by how much it is late', () => {
    assert.deepEqual(clockWords({ ...office, minutes: -130 }, 'late'), {
      id: 'clock.late.hours',
      values: { hours: 2, minutes: 10, mm: '10' },
    })
    assert.deepEqual(clockWords({ ...office, minutes: 0 }, 'late'), {
      id: 'clock.late.now',
      values: {},
    })
  })

  it('is late when the server says so, not when its own figures are', () => {
    assert.deepEqual((['on_time', 'near', 'late', null] as const).map(toneOf), ['ok', 'near', 'late', 'ok'])
  })
})
