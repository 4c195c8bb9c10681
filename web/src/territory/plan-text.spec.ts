import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { cutTo, widthOf } from './plan-text.ts'

describe('a name on a plan', () => {
  it('stands whole where it is short, and is cut where it would run across the plan', () => {
    assert.equal(cutTo('望澜街道', 132), '望澜街道')
    assert.equal(cutTo('示'.repeat(60), 132), `${'示'.repeat(10)}…`)
  })

  it('is never wider than it may be, and never cut where it fits', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 80 }),
        fc.integer({ min: 30, max: 300 }),
        (name, wide) => {
          const cut = cutTo(name, wide)
          assert.ok(widthOf(cut) <= wide)
          assert.equal(cut === name || cut.endsWith('…'), true)
          if (widthOf(name) <= wide) assert.equal(cut, name)
        },
      ),
    )
  })
})
