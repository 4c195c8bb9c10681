/** 条件求值 — rules and properties of the condition language. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { Value } from 'typebox/value'
import { evaluate, type Facts } from './evaluate.ts'
import { type Condition, ConditionSchema, MAX_DEPTH } from './schema.ts'

const facts: Facts = {
  matter: { returns: 2, kind: 'noise', urgent: true, overlays: ['urgent', 'supervised'], note: null },
  now: 1_760_000_000_000,
}
const returns = { $: 'matter.returns' }
const kind = { $: 'matter.kind' }
const missing = { $: 'matter.unknown' }

const rules: [string, Condition, boolean][] = [
  ['eq compares a fact with a literal', { eq: [kind, 'noise'] }, true],
  ['eq never takes a number for a text', { eq: [returns, '2'] }, false],
  ['ne is true of two values that differ', { ne: [kind, 'water'] }, true],
  ['lt is strict', { lt: [returns, 2] }, false],
  ['lte takes the limit itself', { lte: [returns, 2] }, true],
  ['gt is strict', { gt: [returns, 2] }, false],
  ['gte takes the limit itself', { gte: [returns, 2] }, true],
  ['instants compare as numbers', { gt: [{ $: 'now' }, 1_700_000_000_000] }, true],
  ['texts compare by code point', { lt: ['a', kind] }, true],
  ['booleans have no order', { lt: [false, { $: 'matter.urgent' }] }, false],
  ['in looks through a list of literals', { in: [kind, ['water', 'noise']] }, true],
  ['in looks through a fact that is a list', { in: ['urgent', { $: 'matter.overlays' }] }, true],
  ['in is false of what is not there', { in: ['parked', { $: 'matter.overlays' }] }, false],
  ['has sees a fact', { has: 'matter.urgent' }, true],
  ['has takes null for missing', { has: 'matter.note' }, false],
  ['has does not see what every object inherits', { has: 'matter.constructor' }, false],
  ['a missing fact equals nothing', { eq: [missing, missing] }, false],
  ['a missing fact differs from nothing either', { ne: [missing, 'noise'] }, false],
  ['a missing fact is in no list', { in: [missing, ['noise']] }, false],
  ['not turns a missing fact into true', { not: { eq: [missing, 'noise'] } }, true],
  ['all of nothing holds', { all: [] }, true],
  ['any of nothing does not hold', { any: [] }, false],
  ['all needs every part', { all: [{ eq: [kind, 'noise'] }, { gt: [returns, 5] }] }, false],
  ['any needs one part', { any: [{ eq: [kind, 'noise'] }, { gt: [returns, 5] }] }, true],
]

describe('a condition over facts', () => {
  for (const [title, condition, expected] of rules) {
    it(title, () => {
      assert.equal(evaluate(condition, facts), expected)
      assert.ok(Value.Check(ConditionSchema, condition), 'and the schema knows its shape')
    })
  }
})

describe('a malformed condition', () => {
  const malformed: unknown[] = [
    null,
    7,
    'eq',
    [],
    {},
    { eq: [1] },
    { eq: 1 },
    { like: ['a', 'b'] },
    { in: ['a', 'b'] },
  ]
  for (const condition of [...malformed, { all: [], any: [] }, { lt: [{ $: 3 }, 1] }]) {
    it(`${JSON.stringify(condition)} does not hold`, () => {
      assert.equal(evaluate(condition as Condition, facts), false)
    })
  }

  it('nested too deep does not hold and does not exhaust the stack', () => {
    let deep: Condition = { eq: [1, 1] }
    for (let depth = 0; depth < 100_000; depth++) deep = { all: [deep] }
    assert.equal(evaluate(deep, facts), false)
    let allowed: Condition = { eq: [1, 1] }
    for (let depth = 0; depth < MAX_DEPTH; depth++) allowed = { all: [allowed] }
    assert.equal(evaluate(allowed, facts), true)
  })
})

describe('the evaluator, whatever it is given', () => {
  const literal = fc.oneof(fc.integer(), fc.constantFrom('noise', 'urgent', ''), fc.boolean())
  const path = fc.constantFrom(
    'matter.returns',
    'matter.kind',
    'matter.urgent',
    'matter.overlays',
    'matter.unknown',
  )
  const operand = fc.oneof(
    literal,
    path.map(($) => ({ $ })),
  )
  const pair = fc.tuple(operand, operand)
  const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
    condition: fc.oneof(
      { depthSize: 'small' },
      fc
        .constantFrom('eq', 'ne', 'lt', 'lte', 'gt', 'gte')
        .chain((name) => pair.map((both) => ({ [name]: both }) as never)),
      fc.tuple(operand, fc.array(literal)).map((both) => ({ in: both })),
      path.map((has) => ({ has })),
      tie('condition').map((not) => ({ not })),
      fc.array(tie('condition'), { maxLength: 4 }).map((all) => ({ all })),
      fc.array(tie('condition'), { maxLength: 4 }).map((any) => ({ any })),
    ),
  }))

  it('obeys De Morgan', () => {
    const property = fc.property(fc.array(condition, { maxLength: 5 }), (parts) => {
      const negated = parts.map((not) => ({ not }))
      assert.equal(evaluate({ not: { all: parts } }, facts), evaluate({ any: negated }, facts))
      assert.equal(evaluate({ not: { any: parts } }, facts), evaluate({ all: negated }, facts))
    })
    fc.assert(property)
  })

  it('gives the same answer for a condition that went through JSON', () => {
    const property = fc.property(condition, (original) => {
      assert.equal(evaluate(JSON.parse(JSON.stringify(original)), facts), evaluate(original, facts))
    })
    fc.assert(property)
  })

  it('never throws and always answers yes or no', () => {
    const names = [
      'all',
      'any',
      'not',
      'eq',
      'ne',
      'lt',
      'lte',
      'gt',
      'gte',
      'in',
      'has',
      '$',
      'matter.returns',
    ]
    const anything = fc.anything({ key: fc.oneof(fc.constantFrom(...names), fc.string()), maxDepth: 6 })
    const property = fc.property(anything, fc.anything(), (broken, anyFacts) => {
      assert.equal(typeof evaluate(broken as Condition, anyFacts as Facts), 'boolean')
    })
    fc.assert(property, { numRuns: 2000 })
  })
})
