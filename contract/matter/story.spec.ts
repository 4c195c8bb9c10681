import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { byHolder, sharesOf } from './shares.ts'
import { spanWords } from './span.ts'
import { stepsOf } from './steps.ts'
import type { MatterView } from './view.ts'

const named = (id: string) => ({ id, name: { zh: id } })
const at = (minute: number) => new Date(Date.UTC(2026, 10, 2) + minute * 60_000).toISOString()

/** Segments that follow each other, as the ledger keeps them. */
const ledger = fc
  .array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'reporter'), fc.nat(10_000)), {
    minLength: 1,
    maxLength: 30,
  })
  .map((pieces) => {
    let minute = 0
    return pieces.map(([holder, length], index) => {
      const from = at(minute)
      minute += length
      return { holder: named(holder), from, to: index === pieces.length - 1 ? null : at(minute) }
    })
  })

describe('shares of who held a matter', () => {
  it('come to 100 percent, by segment and by holder, however the time was parted', () => {
    fc.assert(
      fc.property(ledger, fc.nat(10_000), (held, more) => {
        const last = held.at(-1)
        const now = Date.parse(last?.from ?? '') + more * 60_000
        for (const shares of [sharesOf(held, now), byHolder(sharesOf(held, now))]) {
          assert.equal(
            shares.reduce((sum, { percent }) => sum + percent, 0),
            100,
          )
          const ms = shares.reduce((sum, share) => sum + share.ms, 0)
          assert.equal(ms, now - Date.parse(held[0]?.from ?? ''))
        }
      }),
    )
  })

  it('give the present holder what has run so far', () => {
    const held = [
      { holder: named('a'), from: at(0), to: at(30) },
      { holder: named('b'), from: at(30), to: null },
    ]
    const [, b] = sharesOf(held, Date.parse(at(120)))
    assert.deepEqual([b?.to, b?.ms, b?.percent], [null, 90 * 60_000, 75])
  })
})

type Walk = Pick<MatterView, 'visits' | 'track' | 'closedAt' | 'state'>

function walk(states: readonly string[], closed = false): Walk {
  const visits = states.map((id, index) => ({
    state: named(id),
    from: at(index * 10),
    to: index === states.length - 1 ? null : at(index * 10 + 10),
  }))
  const now = named(states.at(-1) ?? '')
  const track = ['called', 'handling', 'review', 'closed'].map((id) => ({
    ...{ state: named(id), enteredAt: null, current: id === now.id },
    limit: { amount: 5, unit: 'working_day' },
  }))
  return { visits, track, closedAt: closed ? at(999) : null, state: now }
}

const told = (given: Walk) =>
  stepsOf(given).map(({ state, standing, detour, again }) =>
    [state.id, standing, ...(detour ? ['detour'] : []), ...(again ? [again] : [])].join(' '),
  )

describe('steps of a track', () => {
  it('are what was walked, where it is, and what is ahead', () => {
    assert.deepEqual(told(walk(['called', 'handling'])), [
      'called done',
      'handling now',
      'review ahead',
      'closed ahead',
    ])
  })

  it('show a return and the second time honestly, and go on where the way was left', () => {
    assert.deepEqual(told(walk(['called', 'arbitration', 'called'])), [
      'called done',
      'arbitration done detour',
      'called now 2',
      'handling ahead',
      'review ahead',
      'closed ahead',
    ])
    assert.deepEqual(told(walk(['called', 'handling', 'consulting'])).slice(2), [
      'consulting now detour',
      'handling ahead',
      'review ahead',
      'closed ahead',
    ])
  })

  it('promise nothing further once the matter is closed, also where it was closed early', () => {
    assert.deepEqual(told(walk(['called', 'closed'], true)), ['called done', 'closed done'])
  })
})

describe('a length of time', () => {
  it('is told in minutes and hours below a day, and in days above', () => {
    const say = (minutes: number) => spanWords(minutes * 60_000)
    assert.equal(say(0).id, 'span.now')
    assert.deepEqual(say(38), { id: 'span.minutes', values: { hours: 0, minutes: 38, mm: '38' } })
    assert.deepEqual(say(24 * 60), { id: 'span.days', values: { days: 1 } })
    assert.deepEqual(say(51 * 60), { id: 'span.days_hours', values: { days: 2, hours: 3 } })
  })
})
