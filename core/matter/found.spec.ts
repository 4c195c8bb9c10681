/** What random walks have found, as small as they could make it. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { DAY } from '../kernel/instant.ts'
import type { Action, ClockRule, Loop } from './loop.ts'
import { resident, staff } from './testing/actors.ts'
import { kiteLoop, kiteTown, townRules } from './testing/kite-town.ts'
import { assertLedgers } from './testing/ledgers.ts'
import { given } from './testing/story.ts'

const desk = staff(kiteTown, 'hotline')
const words = { zh: '例', en: 'Example' }

function loopWith(more: { actions?: Record<string, Action>; clocks?: Record<string, ClockRule> }): Loop {
  return {
    ...kiteLoop,
    actions: { ...kiteLoop.actions, ...more.actions },
    clocks: { ...kiteLoop.clocks, ...more.clocks },
  }
}

describe('found by walking at random', () => {
  it('a unit that a clock asks after the closing is charged from the reopening on, not before', () => {
    const archive: ClockRule = {
      title: words,
      per: 'matter',
      starts: ['entered:landed'],
      stops: [],
      limit: { amount: 1, unit: 'calendar_day' },
      breach: [{ do: 'ask', as: 'assist', units: 'fn:strings' }],
    }
    const closed = given(townRules([loopWith({ clocks: { archive } })]))
      .matter()
      .when(desk, 'answer')
    const swept = closed.later(3 * DAY).swept()
    assert.deepEqual(swept.matter.assignments.at(-1)?.held, [])
    assertLedgers(swept.matter, swept.history)
    const again = swept.when(resident('r1'), 'reopen')
    assert.deepEqual(again.matter.assignments.at(-1)?.held, [
      { holder: 'strings', from: again.now, to: null },
    ])
  })

  it('passing on inside a unit is not offered to whoever has no part in the matter', () => {
    const pass_on: Action = {
      title: words,
      by: ['informed'],
      from: 'open',
      form: 'relay',
      does: [{ do: 'relay', to: 'form.to' }],
    }
    const story = given(townRules([loopWith({ actions: { pass_on } })])).matter()
    const district = staff(kiteTown, 'district')
    assert.ok(!story.abilities(district).includes('pass_on'))
    story.when(district, 'pass_on', { to: 'post:district-officer' }).then({ refusal: 'unit.not_inner' })
  })
})
