/**
 * 给定、当、则 — `given(rules).matter(opening).when(actor, action, form).then(events or refusal)`. Every step also proves what
 * must hold for all: events replay to the same matter (through JSON too), the version counts them, and what was given
 * stays untouched.
 */
import assert from 'node:assert/strict'
import { shanghai } from '../../kernel/calendar/testing/china.ts'
import type { Duration, Instant } from '../../kernel/instant.ts'
import type { Result } from '../../kernel/refusal.ts'
import { type Actor, SYSTEM } from '../../organisation/types.ts'
import { abilitiesOf } from '../abilities.ts'
import { decide } from '../decide.ts'
import type { ChildRequest, Decision, Touch } from '../draft.ts'
import type { FormValues, MatterEvent } from '../events.ts'
import { replay } from '../evolve.ts'
import type { Matter } from '../matter.ts'
import { type OpenCommand, open } from '../open.ts'
import { receive } from '../receive.ts'
import type { Context, Rules } from '../rules.ts'
import { fireDue } from '../time.ts'
import { undo } from '../undo.ts'
import { resident } from './actors.ts'

/** A Monday in a week without holidays, at the opening of the offices. */
export const MONDAY: Instant = shanghai('2025-03-03 08:30')

/** An event by its type, or by some of its properties too. */
export type Expected = MatterEvent['type'] | (Partial<MatterEvent> & Pick<MatterEvent, 'type'>)

export type Opening = Partial<OpenCommand> & { readonly by?: Actor; readonly at?: Instant }

export type Story = {
  readonly rules: Rules
  readonly matter: Matter
  readonly history: readonly MatterEvent[]
  readonly now: Instant
  readonly touches: readonly Touch[]
  readonly children: readonly ChildRequest[]
  /** Moves the clock on the wall; nothing happens to the matter until somebody acts. */
  later(by: Duration): Story
  /** To a local time, `2025-03-04 09:00`. */
  at(local: string): Story
  when(actor: Actor, action: string, form?: FormValues, expectedVersion?: number): Story
  undone(actor: Actor): Story
  /** The sweep comes by. */
  swept(): Story
  received(touch: Touch): Story
  /** What the last step did: all its events in order, or the code of its refusal. */
  then(expected: readonly Expected[] | { readonly refusal: string }): Story
  /** What the matter is like now. */
  is(expected: Partial<Matter>): Story
  abilities(actor: Actor): string[]
}

export function given(rules: Rules) {
  return {
    /** Opens a matter; by default a tangled kite, reported by resident r1 over the hotline, in the grid of East 1. */
    matter({ by = resident('r1'), at = MONDAY, ...command }: Opening = {}): Story {
      const context = contextOf(rules, by, at)
      const step = open({ ...ordinary(by), ...command }, context)
      if (!step.ok) return tell({ rules, matter: null, history: [], now: at, step })
      return tell({ rules, matter: step.value.matter, history: step.value.events, now: at, step })
    },
  }
}

/** The command that opens an ordinary matter of Kite Town. */
export function ordinary(by: Actor): OpenCommand {
  const organisationId = by.posts[0]?.organisationId ?? null
  return {
    id: 'm1',
    number: 'KT-1',
    kind: 'kite.tangled',
    territory: '990101001001001',
    point: null,
    channel: 'phone',
    reporter: { residentId: by.residentId, organisationId, accountId: by.accountId },
    firstHandler: 'hotline',
    against: [],
    urgent: false,
    confidential: false,
    parentId: null,
    source: null,
    form: {},
    texts: {},
  }
}

export function contextOf(rules: Rules, actor: Actor, now: Instant): Context {
  const fresh = Array.from({ length: 6 }, (_, index) => ({
    id: `child-${now}-${index}`,
    number: `KT-C${index}`,
  }))
  return { now, actor, rules, fresh }
}

type Told = {
  readonly rules: Rules
  readonly matter: Matter | null
  readonly history: readonly MatterEvent[]
  readonly now: Instant
  readonly step: Result<Pick<Decision, 'events' | 'touches' | 'children'>>
}

function tell(told: Told): Story {
  const { rules, history, now, step } = told
  let answered = step.ok
  const present = (): Matter => {
    assert.ok(answered, `refused: ${step.ok ? '' : step.refusal.code}`)
    assert.ok(told.matter, 'no matter was opened')
    return told.matter
  }
  const go = (take: (matter: Matter) => Result<Decision>): Story => {
    const before = deepFreeze(present())
    const taken = take(before)
    if (!taken.ok) return tell({ ...told, step: taken })
    const grown = [...history, ...taken.value.events]
    assertFolds(taken.value.matter, grown)
    return tell({ ...told, matter: taken.value.matter, history: grown, step: taken })
  }
  const story: Story = {
    rules,
    history,
    now,
    get matter() {
      return present()
    },
    touches: step.ok ? step.value.touches : [],
    children: step.ok ? step.value.children : [],
    later: (by) => tell({ ...told, matter: present(), now: now + by, step: nothing }),
    at: (local) => tell({ ...told, matter: present(), now: shanghai(local), step: nothing }),
    when: (actor, action, form = {}, expectedVersion) =>
      go((matter) => {
        const command = { action, form, texts: {}, expectedVersion: expectedVersion ?? null }
        return decide(matter, command, contextOf(rules, actor, now))
      }),
    undone: (actor) => go((matter) => undo(matter, history, contextOf(rules, actor, now))),
    swept: () => go((matter) => ({ ok: true, value: fireDue(matter, contextOf(rules, SYSTEM, now)) })),
    received: (touch) => go((matter) => receive(matter, touch, contextOf(rules, SYSTEM, now))),
    // biome-ignore lint/suspicious/noThenProperty: given, when, then; a story is never awaited
    then: (expected) => {
      answered = true
      if ('refusal' in expected) assert.equal(step.ok ? 'accepted' : step.refusal.code, expected.refusal)
      else assertEvents(step.ok ? step.value.events : [], expected)
      return story
    },
    is: (expected) => {
      assert.partialDeepStrictEqual(present(), expected)
      return story
    },
    abilities: (actor) => abilitiesOf(present(), contextOf(rules, actor, now)).map(({ action }) => action),
  }
  return story
}

const nothing = { ok: true as const, value: { events: [], touches: [], children: [] } }

function assertEvents(events: readonly MatterEvent[], expected: readonly Expected[]): void {
  const wanted = expected.map((each) => (typeof each === 'string' ? { type: each } : each))
  assert.deepEqual(
    events.map((event) => event.type),
    wanted.map((each) => each.type),
  )
  assert.partialDeepStrictEqual(events, wanted)
}

/** The matter is the fold of its events, as they are and as JSON keeps them; each event counts one version. */
export function assertFolds(matter: Matter, history: readonly MatterEvent[]): void {
  const birth = { id: matter.id, pack: matter.pack }
  assert.equal(matter.version, history.length)
  assert.deepEqual(replay(birth, history), matter)
  assert.deepEqual(replay(birth, JSON.parse(JSON.stringify(history))), JSON.parse(JSON.stringify(matter)))
}

/** Frozen all through: a decision that wrote into what it was given would throw. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  Object.freeze(value)
  for (const part of Object.values(value)) deepFreeze(part)
  return value
}
