/** 时区 — the fast zone agrees with Intl, day changes and clock changes included. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { HOUR, MINUTE } from '../instant.ts'
import { dayNumber } from './civil-date.ts'
import { zoneOf } from './zone.ts'

const zones = [
  'Asia/Shanghai', // summer time until 1991
  'America/New_York',
  'Australia/Lord_Howe', // half an hour of summer time
  'Africa/Casablanca', // clocks change around Ramadan
  'Pacific/Apia', // left out a whole day in 2011
  'Asia/Kathmandu',
]
const instant = fc.integer({ min: Date.UTC(1985, 0), max: Date.UTC(2040, 0) })

/** Local time straight from Intl, as `2025-10-01 08:30:00`. */
function intlLocal(timeZone: string, at: number): string {
  const options = { timeZone, dateStyle: 'short', timeStyle: 'medium' } as const
  return new Intl.DateTimeFormat('sv-SE', options).format(at)
}

describe('a zone', () => {
  for (const timeZone of zones) {
    const zone = zoneOf(timeZone)

    it(`has the offsets of Intl in ${timeZone}`, () => {
      const property = fc.property(instant, (at) => {
        const local = new Date(at + zone.offsetAt(at)).toISOString().slice(0, 19).replace('T', ' ')
        assert.equal(local, intlLocal(timeZone, at))
      })
      fc.assert(property, { numRuns: 500 })
    })

    it(`finds the instant of a local time again in ${timeZone}`, () => {
      const property = fc.property(instant, (at) => {
        const local = at + zone.offsetAt(at)
        const day = zone.dayOf(at)
        const found = zone.instantOf(day, local - day * 24 * HOUR)
        assert.equal(found + zone.offsetAt(found), local, 'the same local time')
        assert.ok(found <= at, 'of a time that comes twice the first is meant')
      })
      fc.assert(property, { numRuns: 500 })
    })
  }
})

describe('in New York', () => {
  const zone = zoneOf('America/New_York')

  it('an hour that the clocks skip is moved on', () => {
    const at = zone.instantOf(dayNumber('2026-03-08'), 150 * MINUTE)
    assert.equal(new Date(at).toISOString(), '2026-03-08T07:30:00.000Z')
  })

  it('an hour that comes twice is the first', () => {
    const at = zone.instantOf(dayNumber('2026-11-01'), 90 * MINUTE)
    assert.equal(new Date(at).toISOString(), '2026-11-01T05:30:00.000Z')
  })
})

describe('a zone that does not exist', () => {
  it('is an error', () => {
    assert.throws(() => zoneOf('Asia/Nowhere'), RangeError)
  })
})
