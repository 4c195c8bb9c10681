/**
 * The loops that any city starts with (`packs/base`), in the offices of Kite Town: what the engine does is proved beside it,
 * here it is what the loop files say. J12 J20 J21 J31 J47 J49 Z28 Z29 Z30 Y39
 */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { buildCatalogue } from '@huying/core/catalogue/dispatch.ts'
import type { Duty } from '@huying/core/catalogue/types.ts'
import { shanghaiText } from '@huying/core/kernel/calendar/testing/china.ts'
import { DAY, HOUR, MINUTE } from '@huying/core/kernel/instant.ts'
import { heldBy } from '@huying/core/matter/custody.ts'
import { inboxOf } from '@huying/core/matter/inbox.ts'
import type { Rules } from '@huying/core/matter/rules.ts'
import { resident, staff } from '@huying/core/matter/testing/actors.ts'
import { organisations } from '@huying/core/matter/testing/kite-town.ts'
import { given, type Opening, type Story } from '@huying/core/matter/testing/story.ts'
import { steps, walk } from '@huying/core/matter/testing/walk.ts'
import { buildDirectory } from '@huying/core/organisation/directory.ts'
import { readPack } from '@huying/server/pack/read.ts'
import fc from 'fast-check'

const basis = { zh: '风筝条例' }
const duties: Duty[] = [
  {
    kind: 'environment',
    lead: 'fn:kites',
    assists: ['fn:winds'],
    informs: ['street', 'up:coordination'],
    basis,
  },
  { kind: 'property', lead: 'street', informs: ['up:coordination'], basis },
  { kind: 'call', lead: 'fn:kites', assists: ['fn:winds'], basis },
]

async function baseRules(): Promise<Rules> {
  const { pack, findings } = await readPack(new URL('../packs/base', import.meta.url).pathname)
  assert.ok(pack, findings.map(({ code, file, line }) => `${file}:${line} ${code}`).join('\n'))
  const { rules } = pack
  return { ...rules, catalogue: buildCatalogue(pack.kinds, duties), directory: buildDirectory(organisations) }
}

const rules = await baseRules()
const desk = staff(rules, 'hotline')
const kites = staff(rules, 'kites')
const leader = staff(rules, 'kites', 'leader')
const section = staff(rules, 'kites-repair')
const winds = staff(rules, 'winds')
const strings = staff(rules, 'strings')
const court = staff(rules, 'court-of-winds')
const supervisor = staff(rules, 'town', 'supervisor')
const district = staff(rules, 'district')
const east = staff(rules, 'east')
const community = staff(rules, 'east-1', 'community_worker')
const reporter = resident('r1')
const neighbour = resident('r2')

const text = '已处理'
const clockOf = ({ matter }: Story, name: string) => matter.clocks.findLast((clock) => clock.name === name)
const dueOf = (story: Story, name: string) => shanghaiText(clockOf(story, name)?.due.dueAt ?? 0)
const heldNow = ({ matter }: Story) => matter.custody.at(-1)?.holder

describe('居民诉求 — a resident request', () => {
  const asked = given(rules).matter({ kind: 'environment.waste' })
  const handling = asked.later(HOUR).when(kites, 'sign')
  const alone = handling
    .when(kites, 'release_unit', { unit: 'winds' })
    .when(kites, 'contact', { way: 'phone' })
  const review = alone.later(DAY).when(kites, 'resolve', { text })
  const callback = review.when(desk, 'pass_review')

  it('goes from report to solved: dispatched, signed, contacted, resolved, reviewed, called back, evaluated', () => {
    const closed = callback.later(DAY).when(reporter, 'evaluate', { solved: true, satisfied: 5 })
    closed.is({ state: 'closed', outcome: 'resolved' })
    assert.deepEqual(Object.keys(closed.matter.track), [
      'dispatched',
      'handling',
      'review',
      'callback',
      'closed',
    ])
    assert.deepEqual([...heldBy(closed.matter.custody, closed.now).keys()], ['kites', 'hotline'])
  })

  it('asks the street directly and informs the district (双派)', () => {
    const direct = given(rules).matter({ kind: 'property.service' })
    direct.is({ state: 'dispatched', informed: ['district'] })
    assert.equal(heldNow(direct), 'east')
  })

  it('promises five working days, and a signature within two working hours', () => {
    assert.equal(dueOf(asked, 'handle'), '2025-03-10 17:30')
    assert.equal(dueOf(asked, 'sign'), '2025-03-03 10:30')
  })

  it('that nobody signs goes on running, and the units that supervise are told', () => {
    const late = asked.later(HOUR * 3).swept()
    late.then([
      { type: 'ClockWarned', clock: 'sign', assignmentId: 'a1' },
      { type: 'ClockWarned', clock: 'sign', assignmentId: 'a2' },
      { type: 'ClockBreached', clock: 'sign', assignmentId: 'a1' },
      { type: 'NoticeSent', to: ['lead', 'informed'], message: 'unsigned' },
      { type: 'ClockBreached', clock: 'sign', assignmentId: 'a2' },
      { type: 'NoticeSent', to: ['lead', 'informed'], message: 'unsigned' },
    ])
  })

  it('is supervised by itself once its promised deadline has passed', () => {
    const late = handling.at('2025-03-11 09:00').swept()
    late.is({ overlays: { supervised: clockOf(late, 'handle')?.due.dueAt ?? 0 } })
  })

  it('returned twice is decided by arbitration, and whom it directs cannot return it (潍坊条例 §22)', () => {
    const returned = asked.when(kites, 'return', { reason: 'other_unit', text })
    returned.is({ state: 'triage' })
    const again = returned
      .when(desk, 'dispatch', { lead: 'strings' })
      .when(strings, 'return', { reason: 'no_power', text })
    again.is({ state: 'arbitration' })
    assert.equal(heldNow(again), 'court-of-winds')
    const directed = again.when(court, 'direct', { lead: 'kites', text })
    directed.is({ state: 'dispatched' })
    directed.when(kites, 'return', { reason: 'no_power', text }).then({ refusal: 'return.after_direction' })
    assert.ok(!directed.abilities(kites).includes('return'))
  })

  it('may be decided for a unit that only assists so far', () => {
    const back = asked.when(kites, 'return', { reason: 'other_unit', text })
    back.when(desk, 'dispatch', { lead: 'winds' }).is({ state: 'dispatched' })
  })

  it('cannot be returned after two working days (山东省办法)', () => {
    handling
      .at('2025-03-06 09:00')
      .when(kites, 'return', { reason: 'other_unit', text })
      .then({ refusal: 'return.too_late' })
  })

  it('of another kind than thought is dispatched anew; no former unit stays behind', () => {
    const moved = asked.when(desk, 'recategorise', { kind: 'property.service' })
    moved.is({ state: 'dispatched', kind: 'property.service' })
    assert.deepEqual(
      moved.matter.assignments.map(({ unit, state }) => [unit, state]),
      [
        ['kites', 'withdrawn'],
        ['winds', 'withdrawn'],
        ['east', 'asked'],
      ],
    )
    asked.when(desk, 'recategorise', { kind: 'wish.goods' }).is({ state: 'triage' })
  })

  it('waits for the sign-off of what was passed on inside (领导审签)', () => {
    const passed = alone.when(kites, 'relay', { to: 'kites-repair' })
    passed.when(kites, 'resolve', { text }).then({ refusal: 'relay.unsigned' })
    passed.when(kites, 'explain', { ground: 'no_policy', text }).then({ refusal: 'relay.unsigned' })
    const back = passed.when(section, 'inner_report', { text }).when(leader, 'send_back', { text })
    back
      .when(section, 'inner_report', { text })
      .when(leader, 'sign_off')
      .when(kites, 'resolve', { text })
      .is({ state: 'review' })
  })

  it('does not wait for what the unit took back from inside (收回自办)', () => {
    const passed = alone.when(kites, 'relay', { to: 'kites-repair' })
    passed.when(section, 'take_back').then({ refusal: 'action.not_yours' })
    passed.when(section, 'inner_report', { text }).when(kites, 'take_back').then({ refusal: 'action.guard' })
    const own = passed.when(kites, 'take_back')
    assert.deepEqual(own.abilities(section), [])
    own.when(kites, 'resolve', { text }).is({ state: 'review' })
  })

  it('waits for its assisting units', () => {
    const contacted = handling.when(kites, 'contact', { way: 'visit' })
    contacted.when(kites, 'resolve', { text }).then({ refusal: 'assist.open' })
    contacted
      .when(winds, 'sign_assist')
      .when(winds, 'assist_done', { text })
      .when(kites, 'resolve', { text })
      .is({ state: 'review' })
  })

  it('is extended once, before its deadline only (济南条例 §24)', () => {
    const extended = alone.when(kites, 'extend', { text })
    assert.equal(dueOf(extended, 'handle'), '2025-03-24 17:30')
    extended.when(kites, 'extend', { text }).then({ refusal: 'clock.extension_spent' })
    alone.at('2025-03-12 09:00').when(kites, 'extend', { text }).then({ refusal: 'clock.not_running' })
  })

  it('is parked for a reason, and what is resolved is parked no longer', () => {
    const parked = alone.when(supervisor, 'park', { pause_reason: 'season', text: '待春季施工' })
    assert.equal(clockOf(parked, 'handle')?.pauses.length, 1)
    const resolved = parked.later(20 * DAY).when(kites, 'resolve', { text })
    assert.equal(resolved.matter.overlays.parked, undefined)
    assert.equal(clockOf(resolved, 'handle')?.breachedAt, null)
  })

  it('handled again can be parked too, and then its own limit stands', () => {
    const again = callback.when(reporter, 'evaluate', { solved: false })
    const parked = again.when(supervisor, 'park', { pause_reason: 'project', text: '纳入工程' })
    assert.equal(parked.later(30 * DAY).swept().matter.overlays.supervised, undefined)
    parked
      .later(30 * DAY)
      .when(kites, 'unpark')
      .is({ state: 'rehandling' })
  })

  it('made urgent is measured by the urgent limits from then on (W4)', () => {
    const urgent = asked.when(desk, 'set_urgent', { reason: 'safety' })
    assert.equal(clockOf(urgent, 'sign')?.due.dueAt, urgent.now + 30 * MINUTE)
    assert.equal(clockOf(urgent, 'handle')?.due.dueAt, urgent.now + DAY)
  })

  it('raised one level is concluded there and goes back to its units', () => {
    const raised = alone.when(east, 'escalate', { text: '需多部门会商' })
    raised.is({ state: 'consulting', level: '990101' })
    assert.equal(heldNow(raised), 'district')
    const concluded = raised.when(district, 'conclude', { text })
    concluded.is({ state: 'handling' })
    concluded.when(kites, 'resolve', { text }).is({ state: 'review' })
    raised.when(district, 'conclude', { text, lead: 'strings' }).is({ state: 'dispatched' })
  })

  it('"not solved" goes back by itself, with a limit of its own, whoever leads then', () => {
    const again = callback.when(reporter, 'evaluate', { solved: false })
    again.is({ state: 'rehandling', counts: { rehandles: 1 } })
    assert.equal(dueOf(again, 'rehandle'), '2025-03-07 17:30')
    const raised = again
      .when(kites, 'escalate', { text: '仍未解决' })
      .when(district, 'conclude', { text, lead: 'strings' })
    const taken = raised.when(strings, 'sign')
    taken.is({ state: 'rehandling' })
    assert.equal(clockOf(taken, 'rehandle')?.stoppedAt, null)
  })

  it('is closed with an explanation only after review (济南条例 §25)', () => {
    const explained = alone.when(kites, 'explain', { ground: 'no_policy', text })
    explained.is({ state: 'explain_review', closedAt: null })
    explained.when(desk, 'accept_explanation').is({ state: 'closed', outcome: 'explained' })
    explained.when(desk, 'fail_review', { text }).is({ state: 'rehandling', outcome: null })
  })

  it('can be opened again for fifteen days', () => {
    const closed = callback.when(desk, 'record_callback', { solved: true, satisfied: 3 })
    closed
      .later(14 * DAY)
      .when(reporter, 'reopen', { text })
      .is({ state: 'rehandling', evaluation: null })
    closed
      .later(17 * DAY)
      .when(reporter, 'reopen', { text })
      .then({ refusal: 'action.guard' })
  })

  it('merged keeps its reporter informed (济南条例 §25)', () => {
    const merged = asked.when(neighbour, 'follow').when(desk, 'merge', { into: 'm9' })
    merged.is({ state: 'closed', outcome: 'merged' })
    assert.deepEqual(merged.touches, [{ matterId: 'm9', note: 'merge', from: 'm1', followers: ['r1', 'r2'] }])
  })

  it('that is confidential cannot be followed', () => {
    const secret = given(rules).matter({ kind: 'environment.waste', confidential: true })
    assert.deepEqual(secret.abilities(neighbour), [])
    secret.when(neighbour, 'follow').then({ refusal: 'action.guard' })
  })

  it('answered at once is closed without asking any unit (济南条例 §23)', () => {
    asked.when(desk, 'answer_directly', { text }).is({ state: 'closed', outcome: 'answered' })
  })

  it('calls departments as a child matter, and is not resolved before that is closed (J20)', () => {
    const calling = alone.when(east, 'call', { text, effort: text })
    assert.deepEqual(
      calling.children.map(({ loop, why }) => [loop, why]),
      [['call', 'call']],
    )
    calling.when(kites, 'resolve', { text }).then({ refusal: 'child.open' })
  })
})

describe('街呼区应 — a street call', () => {
  const called = given(rules).matter({ kind: 'call.joint', by: east, form: { text, effort: text } })
  const kindOfCall = called.matter.kind

  it('asks lead and assisting departments and informs who coordinates', () => {
    called.is({ state: 'called', informed: ['district'] })
    assert.equal(kindOfCall, 'call.joint')
    assert.equal(dueOf(called, 'sign'), '2025-03-03 09:30')
  })

  const handling = called
    .when(kites, 'sign')
    .when(winds, 'sign_assist')
    .when(kites, 'respond', { way: 'visit' })

  it('moves on once everybody has signed', () => {
    called.when(kites, 'sign').is({ state: 'called' })
    called.when(kites, 'sign').when(winds, 'sign_assist').is({ state: 'responding' })
    handling.is({ state: 'handling' })
  })

  const confirming = handling.when(winds, 'assist_done', { text }).when(kites, 'resolve', { text })

  it('is confirmed by the street, and both sides rate each other (双考核: 北京条例 §33)', () => {
    const rating = confirming.when(east, 'confirm', { solved: true, arrival: 5, attitude: 4 })
    rating.is({
      state: 'rating',
      ratings: [{ by: 'east', whom: 'kites', scores: { arrival: 5, attitude: 4 } }],
    })
    const closed = rating.when(kites, 'rate_caller', { accuracy: 5, prior_effort: 3, cooperation: 4 })
    closed.is({ state: 'closed', outcome: 'resolved' })
    assert.deepEqual(closed.matter.ratings[1], {
      ...{ by: 'kites', whom: 'east' },
      scores: { accuracy: 5, prior_effort: 3, cooperation: 4 },
    })
  })

  it('closes without the second rating when its time has passed', () => {
    const rating = confirming.when(east, 'confirm', { solved: true })
    rating
      .later(20 * DAY)
      .swept()
      .is({ state: 'closed', outcome: 'resolved' })
  })

  it('"not solved" is handled again, against a deadline', () => {
    const again = confirming.when(east, 'confirm', { solved: false })
    again.is({ state: 'handling', counts: { rehandles: 1 } })
    assert.equal(clockOf(again, 'handle')?.stoppedAt, null)
  })

  it('refused by a department goes to arbitration, once', () => {
    const refused = called.when(kites, 'refuse_duty', { reason: 'no_power', text })
    refused.is({ state: 'arbitration' })
    const directed = refused.when(court, 'direct', { lead: 'kites', text })
    directed
      .when(kites, 'refuse_duty', { reason: 'no_power', text })
      .then({ refusal: 'return.after_direction' })
  })

  it('without an owner in the duty lists waits for coordination, never for nobody', () => {
    const about = given(rules).matter({
      kind: 'call.joint',
      by: east,
      form: { text, effort: text },
      against: ['kites'],
    })
    about.is({ state: 'coordination' })
    assert.equal(heldNow(about), 'district')
    about.when(district, 'assign', { lead: 'strings', text }).is({ state: 'called' })
  })
})

describe('微心愿 — a small wish', () => {
  const checking = given(rules).matter({ kind: 'wish.goods' })
  const published = checking.when(community, 'publish', { text: '一盏台灯' })
  const claimed = published.later(HOUR).when(strings, 'claim')

  it('is checked by the community, published, claimed, fulfilled and confirmed (W92)', () => {
    checking.is({ state: 'checking' })
    assert.equal(heldNow(checking), 'east-1')
    assert.equal(heldNow(claimed), 'strings')
    const fulfilled = claimed.when(strings, 'contact', { way: 'phone' }).when(strings, 'fulfil', { text })
    fulfilled
      .when(reporter, 'confirm', { solved: true, satisfied: 5 })
      .is({ state: 'closed', outcome: 'resolved' })
  })

  it('claimed without contact within seven days goes back to the pool (W92)', () => {
    const late = claimed.later(8 * DAY).swept()
    late.is({ state: 'published', counts: { rounds: 1 } })
    assert.equal(late.matter.assignments[0]?.state, 'withdrawn')
    claimed
      .when(strings, 'contact', { way: 'phone' })
      .later(8 * DAY)
      .swept()
      .is({ state: 'claimed' })
  })

  it('unclaimed goes first in the next round (W92)', () => {
    const next = published.later(16 * DAY).swept()
    next.is({ state: 'published', counts: { rounds: 1 } })
    assert.deepEqual(
      [inboxOf(published.matter, rules)[0]?.rank, inboxOf(next.matter, rules)[0]?.rank],
      [1, 0],
    )
  })

  it('given back, or not fulfilled in the eyes of who wished, is open to others', () => {
    claimed.when(strings, 'release', { text }).is({ state: 'published' })
    const fulfilled = claimed.when(strings, 'contact', { way: 'phone' }).when(strings, 'fulfil', { text })
    fulfilled.when(reporter, 'confirm', { solved: false }).is({ state: 'published', outcome: null })
  })

  it('about the community itself is checked by the street (recusal)', () => {
    const about = given(rules).matter({ kind: 'wish.goods', against: ['east-1'] })
    assert.equal(heldNow(about), 'east')
    assert.deepEqual(about.abilities(community), [])
    about.when(east, 'publish', { text: '一盏台灯' }).is({ state: 'published' })
  })
})

describe('any sequence of allowed actions', () => {
  const against = fc.constantFrom<string[][]>([], [], ['kites'], ['east'], ['east-1'], ['hotline'])
  const openingOf: Record<string, fc.Arbitrary<Opening>> = {
    request: fc.record({
      kind: fc.constantFrom('environment.waste', 'property.lift', 'consumer'),
      by: fc.constantFrom(reporter, reporter, desk),
      against,
      urgent: fc.boolean(),
    }),
    call: fc.record({
      kind: fc.constant('call.hard'),
      by: fc.constant(east),
      form: fc.constant({ text, effort: text }),
    }),
    wish: fc.record({ kind: fc.constant('wish.service'), by: fc.constantFrom(reporter, community), against }),
  }
  for (const [loop, opening] of Object.entries(openingOf)) {
    it(`of the loop ${loop} never reaches a dead end, and its books add up`, () => {
      fc.assert(
        fc.property(opening, steps(), (how, sequence) => {
          walk(rules, { ...how, loop }, sequence)
        }),
        { numRuns: 40 },
      )
    })
  }
})
