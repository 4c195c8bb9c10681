import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { buildDirectory } from '../organisation/directory.ts'
import type { Organisation } from '../organisation/types.ts'
import { buildCatalogue, dispatch, inherited, kindChain, NO_DISPATCH, resolveTarget } from './dispatch.ts'
import type { Duty, Kind } from './types.ts'

const unit = (
  id: string,
  kind: string,
  parentId: string | null,
  territory: string,
  work: Partial<Organisation> = {},
) => ({
  ...{ id, name: { zh: id }, kind, parentId, territory, duties: [], functions: [] },
  ...work,
})

const directory = buildDirectory([
  unit('town', 'government', null, '9901', { duties: ['triage', 'coordination'] }),
  unit('district', 'government', 'town', '990101', { duties: ['coordination'] }),
  unit('parks-town', 'department', 'town', '9901', { functions: ['parks'] }),
  unit('parks-district', 'department', 'district', '990101', { functions: ['parks'] }),
  unit('parks-trees', 'section', 'parks-district', '990101', { functions: ['trees'] }),
  unit('east', 'street', 'district', '990101001'),
  unit('east-1', 'community', 'east', '990101001001'),
])

const kinds: Kind[] = [
  { id: 'green', title: { zh: 'green' }, loop: 'request', profile: 'ordinary' },
  { id: 'green.tree', parentId: 'green', title: { zh: 'tree' }, profile: 'urgent' },
  { id: 'green.grass', parentId: 'green', title: { zh: 'grass' } },
]
const basis = { zh: 'basis' }
const duties: Duty[] = [
  {
    kind: 'green',
    lead: 'fn:parks',
    assists: ['street', 'fn:parks'],
    informs: ['up:coordination', 'street'],
    basis,
  },
  { kind: 'green.tree', lead: 'fn:trees', basis },
  { kind: 'green.tree', territory: '990101001', lead: 'community', basis },
]
const catalogue = buildCatalogue(kinds, duties)
const EAST_1 = '990101001001'

describe('a target', () => {
  it('means whoever covers the place most narrowly', () => {
    assert.equal(resolveTarget(directory, 'fn:parks', EAST_1), 'parks-district')
    assert.equal(resolveTarget(directory, 'fn:parks', '990102'), 'parks-town')
    assert.equal(resolveTarget(directory, 'street', EAST_1), 'east')
    assert.equal(resolveTarget(directory, 'community', EAST_1), 'east-1')
    assert.equal(resolveTarget(directory, 'org:parks-town', EAST_1), 'parks-town')
  })

  it('`up` means one level above the place', () => {
    assert.equal(resolveTarget(directory, 'up:coordination', EAST_1), 'district')
    assert.equal(resolveTarget(directory, 'up:coordination', '990101'), 'town')
    assert.equal(resolveTarget(directory, 'up:coordination', '9901'), null)
    assert.equal(resolveTarget(directory, 'up:parks', '990101'), 'parks-town')
  })

  it('that nobody answers to is nobody', () => {
    for (const target of ['fn:kites', 'org:nobody', 'duty:none', 'street']) {
      assert.equal(resolveTarget(directory, target, '8801'), null)
    }
  })

  it('complained about is the next that covers the place, then whoever is above it', () => {
    assert.equal(resolveTarget(directory, 'fn:parks', EAST_1, ['parks-district']), 'parks-town')
    assert.equal(resolveTarget(directory, 'community', EAST_1, ['east-1']), 'east')
    assert.equal(resolveTarget(directory, 'community', EAST_1, ['east']), 'district')
    assert.equal(resolveTarget(directory, 'org:east', EAST_1, ['east']), 'district')
    assert.equal(resolveTarget(directory, 'community', EAST_1, ['town']), null)
  })
})

describe('dispatch', () => {
  it('takes the rule of the narrowest kind, and of its rules the one for the narrowest place', () => {
    const here = dispatch(catalogue, directory, 'green.tree', EAST_1)
    assert.deepEqual(
      [here.lead, here.rule],
      ['east-1', { kind: 'green.tree', territory: '990101001', index: 0 }],
    )
    const elsewhere = dispatch(catalogue, directory, 'green.tree', '990101002')
    assert.deepEqual([elsewhere.lead, elsewhere.rule?.index], ['parks-trees', 1])
  })

  it('falls back to the rule of the wider kind', () => {
    const { lead, rule } = dispatch(catalogue, directory, 'green.grass', EAST_1)
    assert.deepEqual([lead, rule?.kind], ['parks-district', 'green'])
  })

  it('names each unit once: lead before assists before informed', () => {
    const { assists, informs } = dispatch(catalogue, directory, 'green.grass', EAST_1)
    assert.deepEqual([assists, informs], [['east'], ['district']])
  })

  it('that no rule covers says so, and leaves the matter to the triage desk (北京条例 §11–12)', () => {
    assert.equal(dispatch(catalogue, directory, 'unknown', EAST_1), NO_DISPATCH)
    assert.equal(dispatch(catalogue, directory, 'green', '8801'), NO_DISPATCH)
  })

  it('passes over who is complained about, and every part of it (济南条例 §32)', () => {
    const { lead, rule } = dispatch(catalogue, directory, 'green.tree', '990101002', ['parks-district'])
    assert.deepEqual([lead, rule], [null, null])
    assert.deepEqual(dispatch(catalogue, directory, 'green.grass', EAST_1, ['east']).assists, [])
    assert.deepEqual(dispatch(catalogue, directory, 'green.grass', EAST_1, ['district']), NO_DISPATCH)
  })
})

describe('the tree of kinds', () => {
  it('hands down what a narrower kind does not set itself', () => {
    assert.equal(inherited(catalogue, 'green.tree', 'profile'), 'urgent')
    assert.equal(inherited(catalogue, 'green.grass', 'profile'), 'ordinary')
    assert.equal(inherited(catalogue, 'green.grass', 'form'), undefined)
  })

  it('ends where it bites its own tail', () => {
    const circle = buildCatalogue(
      [
        { id: 'a', parentId: 'b', title: { zh: 'a' } },
        { id: 'b', parentId: 'a', title: { zh: 'b' } },
      ],
      [],
    )
    assert.deepEqual(
      kindChain(circle, 'a').map(({ id }) => id),
      ['a', 'b'],
    )
  })
})
