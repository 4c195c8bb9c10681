import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { dayBack } from './day.ts'

describe('a day of the slider', () => {
  it('is counted over the ends of months and years, and into leap days', () => {
    assert.equal(dayBack('2026-11-22', 0), '2026-11-22')
    assert.equal(dayBack('2026-01-01', 1), '2025-12-31')
    assert.equal(dayBack('2028-03-01', 1), '2028-02-29')
    assert.equal(dayBack('2026-11-22', 90), '2026-08-24')
  })
})
