import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { buildDirectory, covering, isPartOf, isRecused, standInFor } from './directory.ts'
import type { Organisation } from './types.ts'

const unit = (id: string, parentId: string | null, territory: string): Organisation => ({
  ...{ id, name: { zh: id }, kind: 'office', parentId, territory, duties: ['desk'], functions: ['kites'] },
})
const organisations = [unit('town', null, '99'), unit('west', 'town', '9902'), unit('east', 'town', '9901')]
const directory = buildDirectory(organisations)

describe('a directory', () => {
  it('finds an organisation by its kind, its duties and its functions alike', () => {
    for (const work of ['kind:office', 'duty:desk', 'fn:kites']) {
      assert.equal(covering(directory, work, '990100')?.id, 'east')
    }
  })

  it('finds the narrowest that covers a place, or one strictly wider than it', () => {
    assert.equal(covering(directory, 'duty:desk', '9901')?.id, 'east')
    assert.equal(covering(directory, 'duty:desk', '9901', { above: true })?.id, 'town')
    assert.equal(covering(directory, 'duty:desk', '99', { above: true }), null)
    assert.equal(covering(directory, 'duty:none', '99'), null)
  })

  it('answers the same however its rows are ordered', () => {
    const twins = [...organisations, unit('east-b', 'town', '9901'), unit('east-a', 'town', '9901')]
    fc.assert(
      fc.property(fc.shuffledSubarray(twins, { minLength: twins.length }), (rows) => {
        assert.equal(covering(buildDirectory(rows), 'duty:desk', '9901')?.id, 'east')
      }),
    )
  })

  it('knows what is a part of what, at any depth', () => {
    const deep = buildDirectory([...organisations, unit('desk', 'east', '9901')])
    assert.equal(isPartOf(deep, 'desk', 'town'), true)
    assert.equal(isPartOf(deep, 'desk', 'desk'), true)
    assert.equal(isPartOf(deep, 'town', 'desk'), false)
    assert.equal(isPartOf(deep, 'nobody', 'town'), false)
  })

  it('ends the chain of parents where it bites its own tail', () => {
    const circle = buildDirectory([unit('a', 'b', '99'), unit('b', 'a', '99')])
    assert.deepEqual(circle.chains.get('a'), ['a', 'b'])
  })
})

describe('recusal', () => {
  it('covers the organisation complained about and all its parts', () => {
    assert.equal(isRecused(directory, 'east', ['town']), true)
    assert.equal(isRecused(directory, 'town', ['east']), false)
    assert.equal(isRecused(directory, 'east', []), false)
  })

  it('is stood in for by the nearest above that is free', () => {
    assert.equal(standInFor(directory, 'east', []), 'east')
    assert.equal(standInFor(directory, 'east', ['east']), 'town')
    assert.equal(standInFor(directory, 'east', ['town']), null)
  })
})
