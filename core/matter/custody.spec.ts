import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { heldBy, passTo } from './custody.ts'
import type { Segment } from './matter.ts'

describe('the holder ledger', () => {
  it('ends one holder where it begins the next', () => {
    const ledger = passTo(passTo([], 'kites', 10), 'winds', 25)
    assert.deepEqual(ledger, [
      { holder: 'kites', from: 10, to: 25 },
      { holder: 'winds', from: 25, to: null },
    ])
  })

  it('does not change when the same holder is named again, or nobody twice', () => {
    const ledger = passTo([], 'kites', 10)
    assert.equal(passTo(ledger, 'kites', 20), ledger)
    const ended = passTo(ledger, null, 30)
    assert.equal(passTo(ended, null, 40), ended)
  })

  it('charges every moment while open to exactly one holder', () => {
    const passing = fc.record({
      to: fc.constantFrom('kites', 'winds', 'strings', null),
      after: fc.integer({ min: 0, max: 1000 }),
    })
    fc.assert(
      fc.property(fc.array(passing), (passings) => {
        let at = 0
        let open = 0
        let ledger: readonly Segment[] = []
        for (const { to, after } of passings) {
          if (ledger.at(-1)?.to === null) open += after
          at += after
          ledger = passTo(ledger, to, at)
        }
        const charged = [...heldBy(ledger, at).values()].reduce((sum, each) => sum + each, 0)
        assert.equal(charged, open)
      }),
    )
  })
})
