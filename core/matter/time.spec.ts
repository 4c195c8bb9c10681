import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { shanghaiText } from '../kernel/calendar/testing/china.ts'
import type { Step } from '../kernel/calendar/types.ts'
import { DAY, HOUR, MINUTE } from '../kernel/instant.ts'
import { explainClock, runningClock } from './clocks.ts'
import type { ClockRule } from './loop.ts'
import type { Matter, RunningClock } from './matter.ts'
import { loopOf } from './rules.ts'
import { staff } from './testing/actors.ts'
import { kiteTown } from './testing/kite-town.ts'
import { given, MONDAY, type Story } from './testing/story.ts'
import { nextDueAt } from './time.ts'

const kites = staff(kiteTown, 'kites')
const desk = staff(kiteTown, 'hotline')
const supervisor = staff(kiteTown, 'town')

const asked = given(kiteTown).matter()
const mending = asked.later(HOUR).when(kites, 'sign')

function why(story: Story): readonly Step[] {
  const { rules, matter, now } = story
  const rule = loopOf(rules, matter).clocks.handle as ClockRule
  return explainClock(rules, rule, matter, handle(story), now)
}

function handle({ matter }: Story): RunningClock {
  const clock = latest(matter, 'handle')
  assert.ok(clock)
  return clock
}
const latest = (matter: Matter, name: string) => matter.clocks.findLast((clock) => clock.name === name)
const dueOf = (story: Story) => shanghaiText(handle(story).due.dueAt)

describe('a deadline that passes', () => {
  it('fires at its own instant, before the next decision', () => {
    const late = mending.at('2025-03-14 10:00').when(kites, 'contact')
    const { dueAt } = handle(late).due
    assert.equal(shanghaiText(dueAt), '2025-03-10 17:30')
    late.is({ overlays: { supervised: dueAt } })
    const fired = late.history.filter((event) => event.type === 'ClockBreached' && event.clock === 'handle')
    assert.deepEqual(fired, [{ type: 'ClockBreached', clock: 'handle', assignmentId: null, at: dueAt }])
  })

  it('warns first, one working day before', () => {
    const warned = mending.at('2025-03-07 09:00').swept()
    assert.equal(shanghaiText(handle(warned).warnedAt ?? 0), '2025-03-07 08:30')
    assert.equal(handle(warned).breachedAt, null)
  })

  it('fires once, however often the sweep comes by', () => {
    const swept = mending.at('2025-03-14 10:00').swept()
    swept.swept().then([])
    swept.later(DAY).swept().then([])
  })

  it('is fired in the order of time: twice in two steps, or at once, is the same', () => {
    const atOnce = mending.at('2025-03-14 10:00').swept()
    const inSteps = mending.at('2025-03-07 12:00').swept().at('2025-03-14 10:00').swept()
    assert.deepEqual(inSteps.matter, atOnce.matter)
  })

  it('is not undone by a refused command: nothing of the decision is kept', () => {
    const refused = mending.at('2025-03-14 10:00').when(kites, 'sign').then({ refusal: 'action.not_now' })
    assert.equal(handle(refused).breachedAt, null)
  })

  it('has no consequence where it only permitted something; the sweep does not wait for it', () => {
    const closed = asked.when(desk, 'answer')
    assert.equal(latest(closed.matter, 'reopen')?.stoppedAt, null)
    assert.equal(nextDueAt(closed.matter, kiteTown), null)
  })

  it('is the next moment that the sweep looks for', () => {
    assert.equal(shanghaiText(nextDueAt(asked.matter, kiteTown) ?? 0), '2025-03-03 10:30') // signature
    assert.equal(shanghaiText(nextDueAt(mending.matter, kiteTown) ?? 0), '2025-03-03 10:30') // of the assisting unit
  })
})

describe('parking (挂账)', () => {
  const parked = mending.when(supervisor, 'park', { pause_reason: 'storm' })

  it('lets the clock stand, and taking up again moves the deadline by the working time that passed', () => {
    const resumed = parked.at('2025-03-05 09:30').when(supervisor, 'unpark')
    assert.equal(dueOf(mending), '2025-03-10 17:30')
    assert.equal(dueOf(resumed), '2025-03-12 17:30')
    assert.ok(why(resumed).some((step) => step.code === 'paused'))
  })

  it('needs one of the reasons that the loop gives', () => {
    mending.when(supervisor, 'park', { pause_reason: 'tired' }).then({ refusal: 'clock.pause_reason' })
    mending.when(supervisor, 'park', { pause_reason: 'constructor' }).then({ refusal: 'clock.pause_reason' })
    mending.when(supervisor, 'park').then({ refusal: 'clock.pause_reason' })
  })

  it('ends by itself when its cap is reached, and then the deadline can pass', () => {
    const capped = parked.at('2025-03-20 09:00').swept()
    const [pause] = handle(capped).pauses
    assert.equal(shanghaiText(pause?.to ?? 0), '2025-03-13 17:30')
    const over = parked.at('2025-04-01 09:00').swept()
    assert.equal(handle(over).breachedAt, handle(over).due.dueAt)
  })

  it('of a clock that stands already is refused, and not offered', () => {
    parked.when(supervisor, 'park', { pause_reason: 'court' }).then({ refusal: 'clock.not_running' })
    assert.ok(mending.abilities(supervisor).includes('park'))
    assert.ok(!parked.abilities(supervisor).includes('park'))
  })
})

describe('extending (延期)', () => {
  const extended = mending.when(kites, 'extend')

  it('lengthens the promised limit once, and the deadline says so (山东省办法: once, ≤ 10 working days)', () => {
    assert.equal(dueOf(extended), '2025-03-24 17:30')
    assert.ok(why(extended).some((step) => step.code === 'extended'))
    extended.is({ overlays: { extended: extended.now } })
    extended.when(kites, 'extend').then({ refusal: 'clock.extension_spent' })
    assert.ok(!extended.abilities(kites).includes('extend'))
  })

  it('after the new deadline has passed as well, that one runs out now, never in the past', () => {
    const late = mending.at('2025-06-02 09:00').when(kites, 'extend')
    const breached = late.later(MINUTE).swept()
    const times = breached.history.map((event) => event.at)
    assert.deepEqual(
      times,
      times.toSorted((a, b) => a - b),
    )
    assert.equal(handle(breached).breachedAt, late.now)
  })
})

describe('an urgent matter', () => {
  it('is measured by the urgent limits of its kind from the start', () => {
    const urgent = given(kiteTown).matter({ urgent: true })
    assert.equal(handle(urgent).due.dueAt, MONDAY + DAY)
    assert.equal(latest(urgent.matter, 'sign')?.due.dueAt, MONDAY + 30 * MINUTE)
  })

  it('made so later counts the shortened limits anew from then', () => {
    const hurried = mending.later(HOUR).when(desk, 'hurry')
    assert.equal(handle(hurried).due.dueAt, MONDAY + 2 * HOUR + DAY)
  })

  it('made so later never gets more time than it had', () => {
    const nearly = asked.at('2025-03-10 10:00').when(desk, 'hurry')
    assert.equal(dueOf(nearly), '2025-03-10 17:30')
  })
})

describe('a clock started by hand', () => {
  const napping = mending.when(kites, 'start_nap')

  it('runs for the unit of whoever started it, and only once at a time', () => {
    const clock = runningClock(napping.matter, 'nap', napping.matter.assignments[0] ?? null)
    assert.equal(clock?.assignmentId, 'a1')
    napping.when(kites, 'start_nap').then(['ActionTaken'])
  })

  it('is stopped by hand, or has its consequence', () => {
    napping.when(kites, 'stop_nap').later(DAY).swept().is({ counts: {} })
    napping
      .later(DAY)
      .swept()
      .is({ counts: { naps: 1 } })
  })
})
