import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { china, shanghai } from '../kernel/calendar/testing/china.ts'
import { type Pressing, paceOf } from './pace.ts'

const pressing = (dueAt: string, more: Partial<Pressing> = {}): Pressing => ({
  dueAt: shanghai(dueAt),
  warnAt: null,
  counted: 'working',
  roster: null,
  pausedAt: null,
  ...more,
})
const paced = (now: string, clock: Pressing) => paceOf(china, shanghai(now), clock)

describe('how a clock stands', () => {
  it('shows two working hours on a Sunday as two hours, not as a day', () => {
    const { left, pace } = paced('2025-03-09 10:00', pressing('2025-03-10 10:30'))
    assert.deepEqual(left, { minutes: 120, counted: 'working', dayMinutes: 450 })
    assert.equal(pace, 'on_time')
  })

  it('counts the calendar where the limit does', () => {
    const { left } = paced('2025-03-09 10:00', pressing('2025-03-10 10:30', { counted: 'calendar' }))
    assert.deepEqual(left, { minutes: 24 * 60 + 30, counted: 'calendar', dayMinutes: 1440 })
  })

  it('has an office day as long as a full one, in a holiday of eight days too', () => {
    const { left } = paced('2025-10-01 10:00', pressing('2025-10-09 17:30'))
    assert.deepEqual(left, { minutes: 450, counted: 'working', dayMinutes: 450 })
  })

  it('counts the hours of the roster whose limit it is', () => {
    const { left } = paced('2025-03-08 18:00', pressing('2025-03-09 10:00', { roster: 'duty' }))
    assert.deepEqual(left, { minutes: 4 * 60, counted: 'working', dayMinutes: 12 * 60 })
  })

  it('is near from the warning on, or in the last hour where none is declared', () => {
    const warned = pressing('2025-03-10 17:30', { warnAt: shanghai('2025-03-10 09:00') })
    assert.equal(paced('2025-03-10 08:59', warned).pace, 'on_time')
    assert.equal(paced('2025-03-10 09:00', warned).pace, 'near')
    assert.equal(paced('2025-03-10 16:30', pressing('2025-03-10 17:30')).pace, 'on_time')
    assert.equal(paced('2025-03-10 16:31', pressing('2025-03-10 17:30')).pace, 'near')
  })

  it('is late the moment after, by working time', () => {
    const due = pressing('2025-03-07 17:30')
    assert.equal(paced('2025-03-07 17:30', due).pace, 'near')
    const sunday = paced('2025-03-09 12:00', due)
    assert.deepEqual([sunday.pace, sunday.left.minutes], ['late', 0])
    const monday = paced('2025-03-10 10:40', due)
    assert.deepEqual([monday.pace, monday.left.minutes], ['late', -130])
  })

  it('stands still while it is paused', () => {
    const paused = pressing('2025-03-10 17:30', { pausedAt: shanghai('2025-03-10 08:30') })
    const { left, pace } = paced('2025-03-20 12:00', paused)
    assert.deepEqual([pace, left.minutes], ['paused', 450])
  })
})
