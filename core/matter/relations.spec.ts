import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { SYSTEM } from '../organisation/types.ts'
import { satisfies, standingsOf } from './relations.ts'
import { resident, staff } from './testing/actors.ts'
import { kiteTown } from './testing/kite-town.ts'
import { given } from './testing/story.ts'

const asked = given(kiteTown).matter()
const relationsOf = (actor: Parameters<typeof standingsOf>[1], story = asked) =>
  standingsOf(story.matter, actor, kiteTown.directory).map(({ relation }) => relation)

describe('how somebody stands to a matter', () => {
  it('the reporter and the neighbours who follow it are residents with a relation of their own', () => {
    assert.deepEqual(relationsOf(resident('r1')), ['reporter', 'resident'])
    assert.deepEqual(relationsOf(resident('r2'), asked.when(resident('r2'), 'follow')), [
      'follower',
      'resident',
    ])
    assert.deepEqual(relationsOf(resident('r3')), ['resident'])
  })

  it('units stand by their assignment, offices by their duty, places by their territory', () => {
    assert.deepEqual(relationsOf(staff(kiteTown, 'kites')), ['lead', 'staff'])
    assert.deepEqual(relationsOf(staff(kiteTown, 'winds')), ['assist', 'staff'])
    assert.deepEqual(relationsOf(staff(kiteTown, 'east')), ['informed', 'duty:triage', 'street', 'staff'])
    assert.deepEqual(relationsOf(staff(kiteTown, 'east-1')), ['community', 'staff'])
    assert.deepEqual(relationsOf(staff(kiteTown, 'east-1', 'grid_worker')), ['community', 'grid', 'staff'])
  })

  it('an office of another place has no duty here', () => {
    const elsewhere = given(kiteTown).matter({ territory: '990102001001001' })
    assert.deepEqual(relationsOf(staff(kiteTown, 'east'), elsewhere), [])
  })

  it('the system stands to every matter as itself', () => {
    assert.deepEqual(relationsOf(SYSTEM), ['system'])
  })

  it('a relation may be narrowed to roles of the post', () => {
    const [lead] = standingsOf(asked.matter, staff(kiteTown, 'kites', 'leader'), kiteTown.directory)
    assert.ok(lead)
    assert.equal(satisfies(lead, { relation: 'lead', roles: ['leader'] }), true)
    assert.equal(satisfies(lead, { relation: 'lead', roles: ['clerk'] }), false)
  })

  it('a unit whose lead has ended is no longer lead', () => {
    const back = asked.when(staff(kiteTown, 'kites'), 'return')
    assert.deepEqual(relationsOf(staff(kiteTown, 'kites'), back), ['staff'])
  })
})

describe('an organisation complained about (济南市12345条例 §32: recusal)', () => {
  const desk = staff(kiteTown, 'hotline')
  const aboutKites = given(kiteTown).matter({ against: ['kites'] })

  it('is not asked: where no other rule holds, the triage desk decides', () => {
    aboutKites.is({ state: 'desk', assignments: [] })
  })

  it('has no relation to the matter and no ability, and neither have its sections', () => {
    for (const unit of ['kites', 'kites-repair']) {
      assert.deepEqual(relationsOf(staff(kiteTown, unit, 'leader'), aboutKites), [])
      assert.deepEqual(aboutKites.abilities(staff(kiteTown, unit, 'leader')), [])
      aboutKites.when(desk, 'send', { lead: unit }).then({ refusal: 'unit.unknown' })
    }
  })

  it('is not copied for supervision', () => {
    const { informed } = given(kiteTown).matter({ against: ['east'] }).matter
    assert.deepEqual(informed, ['district'])
  })

  it('holds nothing: the next desk that is free, or whoever is above it, stands in and can act', () => {
    const aboutEast = given(kiteTown).matter({ kind: 'kite.lost', against: ['east'] })
    assert.equal(aboutEast.matter.custody.at(-1)?.holder, 'hotline')
    const aboutBoth = given(kiteTown).matter({ kind: 'kite.lost', against: ['east', 'hotline'] })
    assert.equal(aboutBoth.matter.custody.at(-1)?.holder, 'district')
    assert.ok(aboutBoth.abilities(staff(kiteTown, 'district')).includes('send'))
    assert.deepEqual(relationsOf(staff(kiteTown, 'east-1'), aboutBoth), [])
    assert.ok(relationsOf(staff(kiteTown, 'district'), aboutBoth).includes('street'))
  })
})
