import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { clockWords, remaining } from './clock.ts'

const HOUR = 3_600_000
const now = Date.UTC(2026, 10, 21, 1, 0)
const shown = (left: number) => {
  const time = remaining(now + left, now)
  const { id, values } = clockWords(time)
  return [time.tone, id, values]
}

describe('the clock of a matter', () => {
  it('is near and counts minutes under a day', () => {
    assert.deepEqual(shown(5.7 * HOUR), ['near', 'clock.left.hours', { hours: 5, minutes: 42, mm: '42' }])
  })

  it('is on time and counts days and hours from a day on', () => {
    assert.deepEqual(shown(27 * HOUR), ['ok', 'clock.left.days_hours', { days: 1, hours: 3 }])
    assert.deepEqual(shown(48 * HOUR), ['ok', 'clock.left.days', { days: 2, hours: 0 }])
  })

  it('is late as soon as the instant has passed', () => {
    assert.deepEqual(shown(-1), ['late', 'clock.late.hours', { hours: 0, minutes: 0, mm: '00' }])
    assert.deepEqual(shown(-130 * 60_000), ['late', 'clock.late.hours', { hours: 2, minutes: 10, mm: '10' }])
  })

  it('is not late at the very instant', () => {
    assert.equal(remaining(now, now).isLate, false)
  })
})
