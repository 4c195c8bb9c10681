/** 条件检查 — what the check of a condition finds. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { checkCondition, type Vocabulary } from './check.ts'

const vocabulary: Vocabulary = {
  'matter.returns': 'number',
  'matter.kind': 'string',
  'matter.urgent': 'boolean',
  'matter.overlays': 'strings',
  'matter.reportedAt': 'instant',
}

/** `code at` of each problem. */
const problems = (condition: unknown) =>
  checkCondition(condition, vocabulary).map(({ code, at }) => `${code} ${at}`)

describe('a condition that says what it means', () => {
  const sound = [
    { eq: [{ $: 'matter.kind' }, 'noise'] },
    { lt: [{ $: 'matter.returns' }, 2] },
    { gte: [{ $: 'matter.reportedAt' }, 1_700_000_000_000] },
    { in: [{ $: 'matter.kind' }, ['noise', 'water']] },
    { in: ['urgent', { $: 'matter.overlays' }] },
    { all: [{ has: 'matter.kind' }, { not: { eq: [{ $: 'matter.urgent' }, true] } }] },
  ]
  for (const condition of sound) {
    it(`${JSON.stringify(condition)} has no problem`, () => assert.deepEqual(problems(condition), []))
  }
})

describe('a condition that would silently never hold', () => {
  const broken: [unknown, string[]][] = [
    [{ eq: [{ $: 'matter.retruns' }, 2] }, ['condition.unknown_path eq.0']],
    [{ has: 'toString' }, ['condition.unknown_path has']],
    [{ eq: [{ $: 'matter.returns' }, '2'] }, ['condition.type_mismatch eq']],
    [{ lt: [{ $: 'matter.urgent' }, true] }, ['condition.type_mismatch lt']],
    [{ eq: [{ $: 'matter.overlays' }, 'urgent'] }, ['condition.type_mismatch eq']],
    [{ gt: [{ $: 'matter.reportedAt' }, '2026-01-01'] }, ['condition.type_mismatch gt']],
    [{ in: [{ $: 'matter.kind' }, ['noise', 3]] }, ['condition.type_mismatch in.1.1']],
    [{ in: [3, { $: 'matter.overlays' }] }, ['condition.type_mismatch in']],
    [{ in: [{ $: 'matter.kind' }, []] }, ['condition.empty in.1']],
    [{ in: ['a', 'b'] }, ['condition.malformed in.1']],
    [{ all: [] }, ['condition.empty all']],
    [{ any: [{ like: ['a', 'b'] }] }, ['condition.malformed any.0.like']],
    [{ eq: [1] }, ['condition.malformed eq']],
    [{ eq: [1, null] }, ['condition.malformed eq.1']],
    [{ eq: [1, 1], ne: [1, 2] }, ['condition.malformed ']],
    [
      { all: [{ has: 'a' }, { not: { eq: [{ $: 'b' }, 1] } }] },
      ['condition.unknown_path all.0.has', 'condition.unknown_path all.1.not.eq.0'],
    ],
  ]
  for (const [condition, expected] of broken) {
    it(`${JSON.stringify(condition)} is found`, () => assert.deepEqual(problems(condition), expected))
  }

  it('names the path that nobody knows', () => {
    const [problem] = checkCondition({ has: 'matter.colour' }, vocabulary)
    assert.deepEqual(problem?.params, { path: 'matter.colour' })
  })

  it('nested too deep is found once', () => {
    let deep: unknown = { eq: [1, 1] }
    for (let depth = 0; depth < 1000; depth++) deep = { not: deep }
    assert.deepEqual(
      checkCondition(deep, vocabulary).map(({ code }) => code),
      ['condition.too_deep'],
    )
  })
})

describe('the check, whatever it is given', () => {
  it('never throws', () => {
    const names = ['all', 'any', 'not', 'eq', 'lt', 'in', 'has', '$']
    const anything = fc.anything({ key: fc.oneof(fc.constantFrom(...names), fc.string()), maxDepth: 6 })
    fc.assert(
      fc.property(anything, (broken) => void checkCondition(broken, vocabulary)),
      { numRuns: 2000 },
    )
  })
})
