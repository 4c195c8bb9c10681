import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { SYSTEM } from '../organisation/types.ts'
import { resident, staff } from './testing/actors.ts'
import { kiteTown } from './testing/kite-town.ts'
import { isOnTree, mayKnowCustody } from './unit-policy.ts'

const { directory } = kiteTown
const unit = (id: string) => directory.byId.get(id) ?? assert.fail(`no unit ${id}`)
const may = (actor: Parameters<typeof mayKnowCustody>[0], id: string) =>
  mayKnowCustody(actor, unit(id), directory)

describe('how long a unit holds matters', () => {
  it('is known to the unit itself and to what oversees its territory', () => {
    assert.equal(may(staff(kiteTown, 'kites'), 'kites'), true)
    assert.equal(may(staff(kiteTown, 'hotline'), 'kites'), true)
    assert.equal(may(SYSTEM, 'kites'), true)
  })

  it('is not known to a unit beside it, to a street below it, nor to residents', () => {
    for (const actor of [staff(kiteTown, 'winds'), staff(kiteTown, 'east'), resident('r1')])
      assert.equal(may(actor, 'kites'), false)
  })

  it('of a part is known to the whole, not the other way round', () => {
    const [part] = [...directory.byId.values()].filter(({ parentId }) => parentId === 'kites')
    if (!part) return assert.fail('kites has no part')
    assert.equal(may(staff(kiteTown, 'kites'), part.id), true)
    assert.equal(may(staff(kiteTown, part.id), 'kites'), false)
    assert.equal(isOnTree(staff(kiteTown, part.id), unit('kites'), directory), true)
  })
})
