import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { rangeOf } from './range.ts'

describe('the part of a file that is asked for', () => {
  it('is from a byte on, between two bytes, or the last ones', () => {
    assert.deepEqual(rangeOf('bytes=10-', 100), { start: 10, end: 99 })
    assert.deepEqual(rangeOf('bytes=0-0', 100), { start: 0, end: 0 })
    assert.deepEqual(rangeOf('bytes=90-500', 100), { start: 90, end: 99 })
    assert.deepEqual(rangeOf('bytes=-30', 100), { start: 70, end: 99 })
    assert.deepEqual(rangeOf('bytes=-300', 100), { start: 0, end: 99 })
  })

  it('is the whole file where the header says nothing that can be given', () => {
    for (const header of [undefined, '', 'bytes=-', 'bytes=5-2', 'bytes=0-1,5-6', 'lines=1-2', 'bytes=a-b'])
      assert.equal(rangeOf(header, 100), 'whole')
  })

  it('is none where it begins behind the end', () => {
    assert.equal(rangeOf('bytes=100-', 100), null)
    assert.equal(rangeOf('bytes=-0', 100), null)
  })

  it('never reaches outside of the file', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 1e9 }), (first, last, size) => {
        const range = rangeOf(`bytes=${first}-${last}`, size)
        if (range === null || range === 'whole') return
        assert.ok(0 <= range.start && range.start <= range.end && range.end < size)
      }),
    )
  })
})
