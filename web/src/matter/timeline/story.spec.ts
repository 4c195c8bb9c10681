import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { knownAnswers } from '../action/use-known.ts'
import { lineOf } from '../clock/day-line-parts.ts'
import { pausedPromise, pressingOn } from '../clock/next-due.ts'
import type { ClockView, EntryView } from '../use-matter.ts'
import { daysOf } from './story.ts'

const entry = (seq: number, type: string, day = 1, texts: EntryView['texts'] = {}): EntryView => ({
  ...{ seq, type, at: `2026-11-0${day}T01:00:00.000Z`, actor: null, organisation: null, title: null },
  ...{ values: {}, labels: {}, texts, attachments: [] },
})
const told = (entries: readonly EntryView[], order: 'newest' | 'oldest') =>
  daysOf(entries, order, ({ at }) => at.slice(0, 10)).map(({ day, groups }) => [
    day,
    ...groups.map((group) =>
      group.kind === 'entry' ? group.entry.seq : group.entries.map(({ seq }) => seq),
    ),
  ])

describe('the timeline', () => {
  it('is grouped by day, in the order the reader likes', () => {
    const entries = [entry(1, 'MatterReported'), entry(2, 'ActionTaken'), entry(3, 'ActionTaken', 2)]
    assert.deepEqual(told(entries, 'newest'), [
      ['2026-11-02', 3],
      ['2026-11-01', 2, 1],
    ])
    assert.deepEqual(told(entries, 'oldest'), [
      ['2026-11-01', 1, 2],
      ['2026-11-02', 3],
    ])
  })

  it('folds rows of what the system noted, never what people said or a broken deadline', () => {
    const entries = [
      entry(1, 'MatterReported'),
      ...[2, 3, 4].map((seq) => entry(seq, 'UnitAsked')),
      entry(5, 'ClockBreached'),
      entry(6, 'ClockWarned'),
      entry(7, 'ActionTaken', 1, { text: '到了' }),
    ]
    assert.deepEqual(told(entries, 'oldest'), [['2026-11-01', 1, [2, 3, 4], 5, 6, 7]])
  })
})

const clock = (name: string, dueAt: string, more: Partial<ClockView> = {}): ClockView => ({
  ...{ name, title: { zh: name }, assignmentId: null, promise: false, window: false, dueAt },
  ...{ startedAt: '2026-11-01T00:00:00.000Z', stoppedAt: null, breachedAt: null, paused: false, left: null },
  ...{ pace: 'on_time', extensions: 0, provisional: false, calendarVersion: '1', source: null },
  ...{ limit: { amount: 1, unit: 'working_day' }, unverified: false, pauses: [], why: [] },
  ...more,
})

describe('the clock in the head of a matter', () => {
  const unit = (id: string, organisation: string) =>
    ({ id, unit: { id: organisation, name: { zh: organisation } } }) as never
  const matter = {
    clocks: [
      clock('sign', '2026-11-02T00:00:00.000Z', { assignmentId: 'a2' }),
      clock('contact', '2026-11-03T00:00:00.000Z', { assignmentId: 'a1' }),
      clock('handle', '2026-11-09T00:00:00.000Z', { promise: true }),
      clock('return', '2026-11-01T12:00:00.000Z', { assignmentId: 'a1', window: true }),
    ],
    assignments: [unit('a1', 'urban'), unit('a2', 'street')],
    holder: { id: 'urban', name: { zh: 'urban' } },
  }
  const pressing = (...mine: string[]) => pressingOn(matter, new Set(mine))?.name

  it('is the one that presses the reader: never another unit’s, never a mere permission', () => {
    assert.equal(pressing('urban'), 'contact')
    assert.equal(pressing('street'), 'sign')
    assert.equal(pressing('supervision'), 'handle')
  })

  it('is the promise while it stands still and nothing else presses, and none once it has ended', () => {
    const parked = (more: Partial<ClockView>) =>
      pausedPromise({ clocks: [clock('handle', '2026-11-09T00:00:00.000Z', { promise: true, ...more })] })
    assert.equal(parked({ paused: true })?.name, 'handle')
    assert.equal(parked({ paused: false }), null)
    assert.equal(parked({ paused: true, stoppedAt: '2026-11-05T00:00:00.000Z' }), null)
  })
})

describe('the line of days', () => {
  const midnightOf = (date: string) => Date.parse(`${date}T00:00:00.000Z`)
  const counted = {
    startedAt: '2026-11-02T00:00:00.000Z',
    dueAt: '2026-11-12T00:00:00.000Z',
    pauses: [{ from: '2026-11-03T00:00:00.000Z', to: null }],
    why: [{ code: 'weekend_skipped', params: { from: '2026-11-07', to: '2026-11-08', days: 2 } }],
  }

  it('shows days that do not count and pauses where they are, up to now while one lasts', () => {
    const line = lineOf(counted, Date.parse('2026-11-04T00:00:00.000Z'), midnightOf)
    assert.deepEqual(line.parts, [
      { kind: 'rest', left: 50, width: 20 },
      { kind: 'pause', left: 10, width: 10 },
    ])
    assert.equal(line.now, 20)
  })

  it('has no mark of now once the deadline has passed', () => {
    assert.equal(lineOf(counted, Date.parse('2026-12-01T00:00:00.000Z'), midnightOf).now, null)
  })
})

describe('a form', () => {
  const form = {
    id: 'direct',
    title: { zh: '指定' },
    properties: {
      lead: { type: 'string' as const, title: { zh: '主办' }, 'x-ref': 'organisation' as const },
      assists: { type: 'array' as const, title: { zh: '协办' }, 'x-ref': 'organisation' as const },
    },
  }
  const unit = (id: string) => ({ id, name: { zh: id } })
  const duty = { lead: unit('urban'), assists: [unit('street')] }

  it('is filled with what the duty list says, but not with a unit that has sent the matter back', () => {
    const fresh = { kind: unit('noise'), assignments: [] }
    assert.deepEqual(knownAnswers(form, fresh, duty), { lead: 'urban', assists: ['street'] })
    const returned = {
      kind: unit('noise'),
      assignments: [{ state: 'returned', unit: unit('urban') } as never],
    }
    assert.deepEqual(knownAnswers(form, returned, duty), { assists: ['street'] })
    assert.deepEqual(knownAnswers(form, fresh, undefined), {})
  })
})
