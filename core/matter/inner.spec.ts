import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { HOUR } from '../kernel/instant.ts'
import { heldBy } from './custody.ts'
import { staff } from './testing/actors.ts'
import { kiteTown } from './testing/kite-town.ts'
import { given } from './testing/story.ts'

const kites = staff(kiteTown, 'kites')
const leader = staff(kiteTown, 'kites', 'leader')
const section = staff(kiteTown, 'kites-repair')

const mending = given(kiteTown).matter().when(kites, 'sign').when(kites, 'release', { unit: 'winds' })
const relayed = mending.later(HOUR).when(kites, 'relay', { to: 'kites-repair' })

describe('passing work on inside a unit (内部流转)', () => {
  it('charges the section in the ledger of the unit and leaves the outer custody where it is', () => {
    const { matter, now } = relayed.later(2 * HOUR)
    assert.deepEqual([...heldBy(matter.custody, now)], [['kites', 3 * HOUR]])
    const held = matter.assignments[0]?.held ?? []
    assert.deepEqual(
      [...heldBy(held, now)],
      [
        ['kites', HOUR],
        ['kites-repair', 2 * HOUR],
      ],
    )
  })

  it('goes to a part of the unit or to a post, nowhere else', () => {
    for (const to of ['kites', 'winds', 'nobody', '']) {
      mending.when(kites, 'relay', { to }).then({ refusal: 'unit.not_inner' })
    }
    mending.when(kites, 'relay', { to: 'post:kites-officer' }).then(['ActionTaken', 'AssignmentRelayed'])
  })

  it('makes the section able to report, and keeps the unit from finishing before sign-off', () => {
    assert.deepEqual(relayed.abilities(section), ['report_inner'])
    relayed.when(kites, 'done').then({ refusal: 'relay.unsigned' })
  })

  it('is signed off by a leader of the unit (领导审签)', () => {
    const reported = relayed.when(section, 'report_inner')
    reported.when(kites, 'sign_off').then({ refusal: 'action.not_yours' })
    relayed.when(leader, 'sign_off').then({ refusal: 'action.guard' })
    const signedOff = reported.later(HOUR).when(leader, 'sign_off')
    signedOff.then(['ActionTaken', { type: 'InnerSignedOff', assignmentId: 'a1' }])
    signedOff.when(kites, 'done').is({ state: 'checking' })
  })

  it('is sent back to the section when the leader is not content', () => {
    const back = relayed.when(section, 'report_inner').later(HOUR).when(leader, 'send_back_inner')
    assert.deepEqual(back.matter.assignments[0]?.held.at(-1), {
      holder: 'kites-repair',
      from: back.now,
      to: null,
    })
    assert.deepEqual(back.abilities(section), ['report_inner'])
  })

  it('is taken back by the unit from a section that never reports (收回自办)', () => {
    const back = relayed.later(2 * HOUR).when(kites, 'take_back')
    back.then(['ActionTaken', { type: 'InnerTakenBack', assignmentId: 'a1' }])
    assert.deepEqual(back.abilities(section), [])
    const later = back.later(HOUR)
    assert.deepEqual(
      [...heldBy(later.matter.assignments[0]?.held ?? [], later.now)],
      [
        ['kites', 2 * HOUR],
        ['kites-repair', 2 * HOUR],
      ],
    )
    assert.deepEqual([...heldBy(later.matter.custody, later.now)], [['kites', 4 * HOUR]])
    back.when(kites, 'done').is({ state: 'checking' })
    back.when(kites, 'relay', { to: 'kites-repair' }).then(['ActionTaken', 'AssignmentRelayed'])
  })

  it('is not taken back by the section, before it was passed on, twice, or while it awaits sign-off', () => {
    relayed.when(section, 'take_back').then({ refusal: 'action.not_yours' })
    mending.when(kites, 'take_back').then({ refusal: 'action.guard' })
    relayed.when(kites, 'take_back').when(kites, 'take_back').then({ refusal: 'action.guard' })
    relayed.when(section, 'report_inner').when(kites, 'take_back').then({ refusal: 'action.guard' })
  })

  it('can be done again after sign-off', () => {
    const again = relayed
      .when(section, 'report_inner')
      .when(leader, 'sign_off')
      .when(kites, 'relay', { to: 'kites-repair' })
    assert.equal(again.matter.assignments[0]?.relay.length, 2)
  })
})
