import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { DAY, HOUR } from '../kernel/instant.ts'
import { resident, staff } from './testing/actors.ts'
import { kiteTown } from './testing/kite-town.ts'
import { given, MONDAY } from './testing/story.ts'

const desk = staff(kiteTown, 'hotline')
const kites = staff(kiteTown, 'kites')
const winds = staff(kiteTown, 'winds')
const east = staff(kiteTown, 'east')
const reporter = resident('r1')
const neighbour = resident('r2')

const asked = given(kiteTown).matter()
const mending = asked.when(kites, 'sign')
const alone = mending.when(kites, 'release', { unit: 'winds' })
const done = alone.later(HOUR).when(kites, 'done')
const asking = done.when(desk, 'pass')

describe('a direct answer', () => {
  it('closes with its own outcome and lets every unit go', () => {
    const answered = asked.when(desk, 'answer')
    answered.is({ state: 'landed', outcome: 'answered', closedAt: answered.now })
    assert.ok(answered.matter.assignments.every(({ state }) => state === 'withdrawn'))
  })

  it('stops every clock but the time in which the reporter may come back', () => {
    const running = asked.when(desk, 'answer').matter.clocks.filter(({ stoppedAt }) => stoppedAt === null)
    assert.deepEqual(
      running.map(({ name }) => name),
      ['reopen'],
    )
  })
})

describe('review', () => {
  it('that fails sends the work back to the same lead', () => {
    const failed = done.when(desk, 'fail')
    failed.is({ state: 'mending' })
    assert.equal(failed.matter.assignments[0]?.state, 'signed')
  })

  it('that passes leads to the reporter, where the reporter is known', () => {
    asking.is({ state: 'asking', closedAt: null })
    const unknown = given(kiteTown).matter({ by: desk }).when(kites, 'sign')
    unknown
      .when(kites, 'release', { unit: 'winds' })
      .when(kites, 'done')
      .when(desk, 'pass')
      .is({ state: 'landed', outcome: 'resolved' })
  })
})

describe('closing with an explanation (济南条例 §25)', () => {
  const explaining = mending.when(kites, 'explain')

  it('stands only after review', () => {
    explaining.is({ state: 'explaining', closedAt: null })
    explaining.when(kites, 'accept').then({ refusal: 'action.not_yours' })
    explaining.when(desk, 'accept').is({ state: 'landed', outcome: 'explained' })
  })

  it('that review does not accept goes back to the lead', () => {
    explaining.when(desk, 'fail').is({ state: 'mending', outcome: null })
  })
})

describe('evaluation', () => {
  it('asks first whether it is solved, then how satisfied the reporter is', () => {
    const closed = asking.when(reporter, 'evaluate', { solved: true, satisfied: 4 })
    closed.is({
      state: 'landed',
      outcome: 'resolved',
      evaluation: { solved: true, satisfied: 4, at: closed.now },
    })
  })

  it('may be recorded by whoever calls back', () => {
    asking
      .when(desk, 'evaluate', { solved: true })
      .is({ evaluation: { solved: true, satisfied: null, at: asking.now } })
  })

  it('"not solved" sends the matter back by itself', () => {
    const again = asking.when(reporter, 'evaluate', { solved: false })
    again.is({ state: 'mending', counts: { rehandles: 1 }, outcome: null, closedAt: null })
    assert.equal(again.matter.assignments[0]?.state, 'signed')
    assert.equal(
      again.matter.clocks.filter(({ name, stoppedAt }) => name === 'handle' && stoppedAt === null).length,
      1,
    )
  })

  it('by a neighbour is refused', () => {
    asking.when(neighbour, 'evaluate', { solved: true }).then({ refusal: 'action.not_yours' })
  })
})

describe('reopening', () => {
  const closed = asking.when(reporter, 'evaluate', { solved: true, satisfied: 5 })

  it('within its window puts the matter back in hand, and the evaluation holds no longer', () => {
    const again = closed.later(10 * DAY).when(reporter, 'reopen')
    again.is({ state: 'mending', closedAt: null, outcome: null, evaluation: null })
  })

  it('leaves the time between closing and reopening to nobody', () => {
    const again = closed.later(10 * DAY).when(reporter, 'reopen')
    const gap = again.matter.custody.slice(-2)
    assert.deepEqual([gap[0]?.to, gap[1]?.from], [closed.now, again.now])
  })

  it('charges a unit again that had not finished when the matter was closed', () => {
    const left = mending.when(kites, 'explain').when(desk, 'accept').later(DAY).when(reporter, 'reopen')
    const assisting = left.matter.assignments[1]
    assert.deepEqual([assisting?.state, assisting?.held.at(-1)?.to], ['asked', null])
  })

  it('of a matter without a lead goes to the desk', () => {
    asked.when(desk, 'answer').when(reporter, 'reopen').is({ state: 'desk' })
  })

  it('after its window is refused', () => {
    closed
      .later(16 * DAY)
      .when(reporter, 'reopen')
      .then({ refusal: 'action.guard' })
    assert.deepEqual(closed.later(16 * DAY).abilities(reporter), [])
  })
})

describe('merging (并案)', () => {
  const followed = asked.when(neighbour, 'follow')
  const merged = followed.when(desk, 'merge', { into: 'm9' })

  it('closes the one and tells the other of all who wait for it', () => {
    merged.is({ state: 'landed', outcome: 'merged', mergedInto: 'm9' })
    assert.deepEqual(merged.touches, [{ matterId: 'm9', note: 'merge', from: 'm1', followers: ['r1', 'r2'] }])
  })

  it('makes the other one known to the same people: they hear of every step', () => {
    const other = given(kiteTown).matter({ id: 'm9', by: resident('r9') })
    const [touch] = merged.touches
    assert.ok(touch)
    other.received(touch).is({ merged: ['m1'], followers: ['r1', 'r2'] })
  })

  it('into itself, into nothing, or into a closed matter is refused', () => {
    asked.when(desk, 'merge', { into: 'm1' }).then({ refusal: 'merge.same' })
    asked.when(desk, 'merge').then({ refusal: 'merge.same' })
    const closed = given(kiteTown).matter({ id: 'm9' }).when(desk, 'answer')
    const [touch] = merged.touches
    assert.ok(touch)
    closed.received(touch).then({ refusal: 'merge.closed' })
  })

  it('ends when the merged one is opened again', () => {
    merged.later(DAY).when(reporter, 'reopen').is({ mergedInto: null, state: 'desk' })
  })
})

describe('splitting (拆分)', () => {
  it('opens one child per kind, in the loop of that kind, and closes this one', () => {
    const split = asked.when(desk, 'split', { kinds: ['kite.tangled', 'kite.lost'] })
    split.is({ state: 'landed', outcome: 'split' })
    assert.deepEqual(
      split.children.map(({ loop, kind, why }) => [loop, kind, why]),
      [
        ['kite', 'kite.tangled', 'split'],
        ['kite', 'kite.lost', 'split'],
      ],
    )
    assert.deepEqual(
      split.matter.children.map(({ id }) => id),
      split.children.map(({ id }) => id),
    )
  })

  it('into a kind that nobody knows is refused', () => {
    asked.when(desk, 'split', { kinds: ['kite.lost', 'balloon'] }).then({ refusal: 'kind.unknown' })
    asked.when(desk, 'split').then({ refusal: 'kind.unknown' })
  })
})

describe('a parent and its child', () => {
  const calling = alone.when(kites, 'call')
  const [child] = calling.children
  assert.ok(child)

  it('the parent is not done before its child is', () => {
    calling.when(kites, 'done').then({ refusal: 'child.open' })
  })

  it('the closed child tells its parent', () => {
    const closed = given(kiteTown).matter({ id: child.id, parentId: 'm1' }).when(desk, 'answer')
    assert.deepEqual(closed.touches, [
      { matterId: 'm1', note: 'child_closed', child: child.id, outcome: 'answered' },
    ])
    const [touch] = closed.touches
    assert.ok(touch)
    calling.received(touch).when(kites, 'done').is({ state: 'checking' })
  })
})

describe('raising a level (提级会商)', () => {
  const raised = mending.when(east, 'raise')

  it('moves the desks one level up; the units asked go on', () => {
    raised.is({ state: 'council', level: '990101' })
    assert.equal(raised.matter.custody.at(-1)?.holder, 'district')
    assert.equal(raised.matter.assignments.length, 2)
  })

  it('a second time goes one level higher', () => {
    const district = staff(kiteTown, 'district')
    const higher = raised.when(district, 'conclude').when(kites, 'raise')
    higher.is({ level: '9901' })
    assert.equal(higher.matter.custody.at(-1)?.holder, 'town')
  })

  it('from the top is refused, and not offered', () => {
    const town = staff(kiteTown, 'town')
    const top = raised.when(town, 'conclude').when(kites, 'raise').when(town, 'conclude')
    top.when(kites, 'raise').then({ refusal: 'unit.unknown' })
    assert.ok(mending.abilities(kites).includes('raise'))
    assert.ok(!top.abilities(kites).includes('raise'))
  })
})

describe('overlays', () => {
  it('lie over any state and change none', () => {
    const watched = mending.when(staff(kiteTown, 'town'), 'watch')
    watched.is({ state: 'mending', overlays: { supervised: MONDAY } })
    watched.when(staff(kiteTown, 'town'), 'watch').then(['ActionTaken'])
    const { overlays } = watched.when(staff(kiteTown, 'town'), 'unwatch').matter
    assert.deepEqual(overlays, {})
  })
})

describe('rating', () => {
  it('names who rated whom, and keeps every number of the form', () => {
    const caller = given(kiteTown).matter({ by: east }).when(desk, 'answer')
    caller
      .when(east, 'rate', { speed: 4 })
      .is({ ratings: [{ by: 'east', whom: 'kites', scores: { speed: 4 } }] })
  })

  it('is refused where nobody called', () => {
    const nobody = done.when(desk, 'fail').when(kites, 'explain').when(desk, 'accept')
    nobody.when(kites, 'rate_back', { speed: 1 }).then({ refusal: 'unit.unknown' })
    asked.when(winds, 'sign_assist').then(['ActionTaken', 'AssignmentMoved', 'ClockStopped'])
  })
})

describe('changing the kind', () => {
  it('keeps the matter where it is, under its new kind', () => {
    asked.when(desk, 'rekind', { kind: 'kite.lost' }).is({ kind: 'kite.lost', state: 'asked' })
    asked.when(desk, 'rekind', { kind: 'balloon' }).then({ refusal: 'kind.unknown' })
  })
})
