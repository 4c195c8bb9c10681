import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { DAY, HOUR, MINUTE } from '../kernel/instant.ts'
import { heldBy } from './custody.ts'
import { resident, staff } from './testing/actors.ts'
import { kiteTown } from './testing/kite-town.ts'
import { given, MONDAY } from './testing/story.ts'

const desk = staff(kiteTown, 'hotline')
const kites = staff(kiteTown, 'kites')
const winds = staff(kiteTown, 'winds')
const court = staff(kiteTown, 'court-of-winds')
const reporter = resident('r1')

const asked = given(kiteTown).matter()
const mending = asked.later(HOUR).when(kites, 'sign')
const lost = given(kiteTown).matter({ kind: 'kite.lost' })

describe('a report', () => {
  it('asks the lead and the assisting units of the duty list, copies who supervises, and starts the clocks', () => {
    asked.then([
      { type: 'MatterReported', kind: 'kite.tangled', firstHandler: 'hotline' },
      { type: 'ClockStarted', clock: 'handle' },
      { type: 'UnitAsked', unit: 'kites', as: 'lead', basis: 'kite.tangled#0' },
      { type: 'ClockStarted', clock: 'sign', assignmentId: 'a1' },
      { type: 'ClockStarted', clock: 'return_window', assignmentId: 'a1' },
      { type: 'UnitAsked', unit: 'winds', as: 'assist' },
      { type: 'ClockStarted', clock: 'sign', assignmentId: 'a2' },
      { type: 'UnitInformed', unit: 'district' },
      { type: 'UnitInformed', unit: 'east' },
      { type: 'MatterMoved', to: 'asked' },
      { type: 'CustodyPassed', to: 'kites' },
    ])
  })

  it('that no duty rule covers goes to the triage desk of the place, never nowhere (北京条例 §11)', () => {
    lost.is({ state: 'desk', custody: [{ holder: 'east', from: MONDAY, to: null }], assignments: [] })
  })

  it('of an unknown kind is refused', () => {
    given(kiteTown).matter({ kind: 'balloon' }).then({ refusal: 'kind.unknown' })
  })

  it('of a confidential kind is confidential from its first event on', () => {
    given(kiteTown)
      .matter({ kind: 'kite.stolen' })
      .is({ overlays: { confidential: MONDAY } })
  })

  it('keeps the deadline that its history gives, and says that it was given', () => {
    const dueAt = MONDAY + 30 * DAY
    const { clocks } = given(kiteTown).matter({ dueAt }).matter
    const promised = clocks.find((clock) => clock.name === 'handle')
    assert.equal(promised?.due.dueAt, dueAt)
    assert.equal(promised?.due.given, dueAt)
  })
})

describe('signing and contacting', () => {
  it('the lead signs: the signature clock stops and the work begins', () => {
    mending
      .then([
        {
          type: 'ActionTaken',
          action: 'sign',
          by: { accountId: 'kites-officer', organisationId: 'kites', role: 'officer' },
        },
        { type: 'AssignmentMoved', assignmentId: 'a1', to: 'signed' },
        { type: 'ClockStopped', clock: 'sign', assignmentId: 'a1' },
        { type: 'MatterMoved', from: 'asked', to: 'mending' },
      ])
      .is({ state: 'mending' })
  })

  it('contacting the reporter closes the time in which the matter could be returned', () => {
    mending
      .when(kites, 'contact')
      .then([
        'ActionTaken',
        { type: 'AssignmentMoved', to: 'contacted' },
        { type: 'ClockStopped', clock: 'return_window' },
      ])
  })

  it('only the unit that was asked may sign, and only once', () => {
    asked.when(winds, 'sign').then({ refusal: 'action.not_yours' })
    mending.when(kites, 'sign').then({ refusal: 'action.not_now' })
  })

  it('the clock of a unit that does not sign runs on, and its running out is remembered', () => {
    const { clocks } = asked.later(DAY).swept().matter
    const sign = clocks.find((clock) => clock.name === 'sign' && clock.assignmentId === 'a1')
    assert.equal(sign?.breachedAt, sign?.due.dueAt)
    assert.equal(sign?.stoppedAt, null)
  })
})

describe('returning (退单)', () => {
  const onceReturned = asked.when(kites, 'return')
  const resent = onceReturned.later(HOUR).when(desk, 'send', { lead: 'strings' })
  const twiceReturned = resent.later(HOUR).when(staff(kiteTown, 'strings'), 'return')

  it('puts the matter back on the triage desk; the promised deadline keeps running', () => {
    onceReturned.is({ state: 'desk', counts: { returns: 1 } })
    const handle = onceReturned.matter.clocks.find((clock) => clock.name === 'handle')
    assert.equal(handle?.stoppedAt, null)
  })

  it('a second time goes to arbitration (潍坊条例 §22)', () => {
    twiceReturned.is({ state: 'court', counts: { returns: 2 } })
    assert.equal(twiceReturned.matter.custody.at(-1)?.holder, 'court-of-winds')
  })

  it('is refused to a unit that was directed (潍坊条例 §22: 指定承办不得退回)', () => {
    const directed = twiceReturned.when(court, 'direct', { lead: 'kites' })
    directed.is({ state: 'asked' })
    directed.when(kites, 'return').then({ refusal: 'return.after_direction' })
    directed.when(kites, 'give_back').then({ refusal: 'return.after_direction' })
  })

  it('is refused when its window has passed (山东省办法: ≤ 2 working days)', () => {
    asked.at('2025-03-05 17:29').when(kites, 'return').is({ state: 'desk' })
    asked.at('2025-03-05 17:30').when(kites, 'return').then({ refusal: 'return.too_late' })
  })

  it('is refused once the reporter was contacted', () => {
    mending.when(kites, 'contact').when(kites, 'return').then({ refusal: 'action.not_now' })
  })
})

describe('asking units', () => {
  it('a unit already at work is refused by name', () => {
    mending.when(kites, 'add', { assist: 'winds' }).then({ refusal: 'unit.already_asked' })
  })

  it('a unit that does not exist is refused', () => {
    mending.when(kites, 'add', { assist: 'nobody' }).then({ refusal: 'unit.unknown' })
  })

  it('asking a new lead withdraws the former one; an assisting unit made lead gives up its part', () => {
    const promoted = asked.when(kites, 'return').when(desk, 'send', { lead: 'winds' })
    assert.deepEqual(
      promoted.matter.assignments.map(({ unit, as, state }) => [unit, as, state]),
      [
        ['kites', 'lead', 'returned'],
        ['winds', 'assist', 'withdrawn'],
        ['winds', 'lead', 'asked'],
      ],
    )
  })

  it('releasing a unit means an assisting one: nobody releases the lead', () => {
    mending.when(kites, 'release', { unit: 'kites' }).then({ refusal: 'unit.unknown' })
    const released = mending.when(kites, 'release', { unit: 'winds' })
    assert.equal(released.matter.assignments[1]?.state, 'withdrawn')
  })

  it('the lead is not done before its assisting units are', () => {
    mending.when(kites, 'done').then({ refusal: 'assist.open' })
    mending
      .when(winds, 'sign_assist')
      .when(winds, 'assist_done')
      .when(kites, 'done')
      .is({ state: 'checking' })
  })
})

describe('who holds the matter', () => {
  it('is charged for every minute, one holder after the other, without a gap', () => {
    const { matter, now } = asked
      .later(HOUR)
      .when(kites, 'return')
      .later(3 * HOUR)
    assert.deepEqual(
      [...heldBy(matter.custody, now)],
      [
        ['kites', HOUR],
        ['east', 3 * HOUR],
      ],
    )
  })

  it('is the reporter while only the reporter can answer', () => {
    const waiting = mending.when(kites, 'release', { unit: 'winds' }).when(kites, 'done').when(desk, 'pass')
    assert.equal(waiting.matter.custody.at(-1)?.holder, 'reporter')
  })
})

describe('a command', () => {
  it('on a version that has passed is refused: of two that saw the same, one wins', () => {
    const { version } = asked.matter
    const won = asked.when(kites, 'sign', {}, version)
    won.is({ state: 'mending' })
    won.when(desk, 'hurry', {}, version).then({ refusal: 'version.stale' })
  })

  it('cannot happen before what has already happened', () => {
    mending
      .later(-HOUR - MINUTE)
      .when(kites, 'contact')
      .then({ refusal: 'time.invalid' })
  })

  it('that the loop does not know is refused', () => {
    asked.when(kites, 'fly').then({ refusal: 'action.unknown' })
    asked.when(kites, 'constructor').then({ refusal: 'action.unknown' })
  })

  it('by somebody without a relation to the matter is refused', () => {
    asked.when(resident('r2'), 'withdraw').then({ refusal: 'action.not_yours' })
    asked.when(reporter, 'withdraw').is({ state: 'landed', outcome: 'withdrawn' })
  })
})
