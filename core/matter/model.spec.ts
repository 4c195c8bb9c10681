import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import Value from 'typebox/value'
import { Loop } from './loop.ts'
import { resident, staff } from './testing/actors.ts'
import { kiteLoop, kiteTown, townRules } from './testing/kite-town.ts'
import { randomLoops } from './testing/random-loop.ts'
import type { Opening } from './testing/story.ts'
import { steps, walk } from './testing/walk.ts'

const openings: fc.Arbitrary<Opening> = fc.record({
  kind: fc.constantFrom('kite.tangled', 'kite.tangled', 'kite.stolen', 'kite.lost'),
  against: fc.constantFrom<string[][]>(
    [],
    [],
    [],
    ['kites'],
    ['east'],
    ['hotline', 'east-1'],
    ['court-of-winds'],
  ),
  by: fc.constantFrom(resident('r1'), resident('r1'), staff(kiteTown, 'east')),
  urgent: fc.boolean(),
  parentId: fc.constantFrom(null, null, 'm0'),
})

describe('any sequence of allowed actions in Kite Town', () => {
  it('never reaches a dead end; ledgers add up, events replay, refusals change nothing, undo gives all back', () => {
    fc.assert(
      fc.property(openings, steps(), (opening, sequence) => {
        walk(kiteTown, opening, sequence)
      }),
      { numRuns: 60 },
    )
  })

  it('is walked far enough to take nearly every action of the loop', () => {
    const taken = new Set<string>()
    for (const [opening, sequence] of fc.sample(fc.tuple(openings, steps(30, 50)), {
      numRuns: 30,
      seed: 6,
    })) {
      for (const name of walk(kiteTown, opening, sequence)) taken.add(name)
    }
    const never = Object.keys(kiteLoop.actions).filter((name) => !taken.has(name))
    assert.ok(never.length <= 4, `never taken: ${never}`)
  })
})

describe('any small loop that a pack could declare', () => {
  it('carries any sequence of allowed actions: nothing in the engine hangs on a particular loop', () => {
    fc.assert(
      fc.property(
        randomLoops,
        openings,
        steps(0, 16),
        ({ loop, forms }, { by, against, urgent }, sequence) => {
          const rules = townRules([loop], forms)
          walk(
            rules,
            { loop: 'random', kind: 'kite.tangled', ...{ by, against, urgent } } as Opening,
            sequence,
          )
        },
      ),
      { numRuns: 120 },
    )
  })

  it('has the shape that packs are checked against', () => {
    for (const { loop } of fc.sample(randomLoops, { numRuns: 50, seed: 3 }))
      assert.ok(Value.Check(Loop, loop))
    assert.ok(Value.Check(Loop, kiteLoop))
  })
})
