/** 形状检查 — a value that does not fit is explained by the branch that was meant. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import Value from 'typebox/value'
import { Kind } from '../catalogue/types.ts'
import { Limit } from '../kernel/calendar/schema.ts'
import { Effect, Loop } from '../matter/loop.ts'
import { soundPack } from './pack.fixture.ts'
import { shapeProblems } from './shape.ts'

const problems = (schema: Parameters<typeof shapeProblems>[0], value: unknown) =>
  shapeProblems(schema, value).map(({ code, path }) => `${code} ${path.join('.')}`)

describe('an effect', () => {
  it('with a verb nobody knows names the verbs there are', () => {
    const [problem] = shapeProblems(Effect, { do: 'aks' })
    assert.equal(problem?.code, 'shape.not_one_of')
    assert.match(String(problem?.params.allowed), /ask, mark, inform/)
  })
  it('is told what its own verb lacks, not what others would need', () =>
    assert.deepEqual(problems(Effect, { do: 'start' }), ['shape.missing ']))
  it('is told which key its verb does not have', () =>
    assert.deepEqual(problems(Effect, { do: 'start', clock: 'sign', klock: 'x' }), [
      'shape.unknown_key klock',
    ]))
})

describe('a value', () => {
  const cases: [string, Parameters<typeof shapeProblems>[0], unknown, string[]][] = [
    ['of another type', Limit, { amount: 'five', unit: 'hour' }, ['shape.type amount']],
    ['out of range', Limit, { amount: 0, unit: 'hour' }, ['shape.range amount']],
    ['not among the choices', Limit, { amount: 1, unit: 'week' }, ['shape.not_one_of unit']],
    ['of another form', Kind, { id: 'Big Id', title: { zh: '甲' } }, ['shape.pattern id']],
    ['that is null', Kind, null, ['shape.type ']],
    ['with an empty text', Kind, { id: 'a', title: { zh: '' } }, ['shape.range title.zh']],
  ]
  for (const [what, schema, value, expected] of cases) {
    it(`${what} is explained`, () => assert.deepEqual(problems(schema, value), expected))
  }
})

describe('the explanation', () => {
  it('finds nothing in a sound loop', () => assert.deepEqual(problems(Loop, soundPack().loops[0]), []))

  it('agrees with the validator on whether a value fits, whatever it is', () => {
    const keys = ['do', 'clock', 'as', 'units', 'whom', 'message', 'amount', 'unit', 'id', 'title', 'zh']
    const anything = fc.anything({
      key: fc.constantFrom(...keys),
      maxDepth: 4,
      values: [fc.constantFrom('ask', 'start', 'notify', 'lead', 'hour', 1, null, true)],
    })
    for (const schema of [Effect, Limit, Kind]) {
      fc.assert(
        fc.property(anything, (value) => {
          assert.equal(shapeProblems(schema, value).length === 0, Value.Check(schema, value))
        }),
        { numRuns: 500 },
      )
    }
  })
})
