import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { type ListState, listSearch, narrowing, questionOf, readState, without, writeState } from './query.ts'

const states = fc.record({
  tab: fc.constantFrom('inbox', 'followed', 'scope'),
  filter: fc.record(
    {
      pace: fc.constantFrom('late', 'near', 'on_time', 'paused'),
      loop: fc.constantFrom('call', 'request'),
      kind: fc.constantFrom('environment.waste', 'traffic'),
      urgent: fc.boolean(),
      reportedFrom: fc.constant('2026-11-01'),
      open: fc.constantFrom('true', 'false', 'all'),
      sort: fc.constantFrom('deadline', 'newest', 'oldest'),
    },
    { requiredKeys: [] },
  ),
}) as fc.Arbitrary<ListState>

describe('the address of a list', () => {
  it('says the whole list: what is written is read again', () => {
    fc.assert(
      fc.property(states, (state) => {
        const written = writeState(new URLSearchParams('entry=7&pace=nonsense'), state, 'inbox')
        assert.deepEqual(readState(written, 'inbox'), { tab: state.tab, filter: { ...state.filter } })
        assert.equal(written.get('entry'), '7')
      }),
    )
  })

  it('may hold anything: what is no filter is left out', () => {
    const state = readState(
      new URLSearchParams('tab=mine&pace=soon&kind=a%20b&urgent=1&reportedTo=today'),
      'inbox',
    )
    assert.deepEqual(state, { tab: 'inbox', filter: {} })
  })

  it('carries the territory for somebody who looks at another one', () => {
    assert.equal(listSearch({ tab: 'inbox', filter: {} }, null, 'inbox'), '')
    const search = listSearch({ tab: 'scope', filter: { pace: 'late' } }, '990101', 'inbox')
    assert.equal(search, '?tab=scope&pace=late&territory=990101')
  })

  it('loses the state with the loop it belongs to', () => {
    const state: ListState = { tab: 'scope', filter: { loop: 'call', state: 'called', sort: 'oldest' } }
    assert.deepEqual(narrowing(state), ['loop', 'state'])
    assert.deepEqual(without(state, 'loop').filter, { sort: 'oldest' })
  })

  it('asks for what is open in a scope, and for closed ones too where one follows', () => {
    assert.deepEqual(questionOf({ tab: 'scope', filter: {} }, '9901'), { open: 'true', territory: '9901' })
    assert.deepEqual(questionOf({ tab: 'followed', filter: {} }, null), { followed: true, open: 'all' })
    assert.deepEqual(questionOf({ tab: 'inbox', filter: { open: 'all', pace: 'late' } }, null), {
      pace: 'late',
    })
  })
})
