/**
 * 随机行走 — acts on one matter at random, as anybody who may, with time passing in between, and asserts at every step what
 * must hold for every loop. A step that breaks it is a defect of the engine or of the loop file.
 */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { DAY, type Duration, HOUR, type Instant, MINUTE } from '../../kernel/instant.ts'
import type { Result } from '../../kernel/refusal.ts'
import { type Actor, SYSTEM } from '../../organisation/types.ts'
import { type Ability, abilitiesOf, undoableUntil } from '../abilities.ts'
import { type ActCommand, decide } from '../decide.ts'
import type { Decision } from '../draft.ts'
import type { MatterEvent } from '../events.ts'
import type { Loop } from '../loop.ts'
import { isClosed, type Matter } from '../matter.ts'
import { open } from '../open.ts'
import { receive } from '../receive.ts'
import { loopOf, type Rules } from '../rules.ts'
import { fireDue, nextDueAt } from '../time.ts'
import { undo } from '../undo.ts'
import { resident, staff } from './actors.ts'
import { answersTo } from './forms.ts'
import { assertLedgers } from './ledgers.ts'
import { assertFolds, contextOf, deepFreeze, MONDAY, type Opening, ordinary } from './story.ts'

export type Step = {
  readonly does: 'act' | 'undo' | 'sweep' | 'hear'
  /** Which of the things that somebody may do now. */
  readonly choice: number
  readonly wait: Duration
}

export const steps = (minLength = 0, maxLength = 30): fc.Arbitrary<Step[]> =>
  fc.array(
    fc.record({
      does: fc.constantFrom<Step['does'][]>('act', 'act', 'act', 'act', 'act', 'undo', 'sweep', 'hear'),
      choice: fc.nat(9999),
      wait: fc.oneof(
        fc.constantFrom(0, 1, 30_000, MINUTE, HOUR, DAY, 20 * DAY, 70 * DAY),
        fc.integer({ min: 0, max: 10 * DAY }),
      ),
    }),
    { minLength, maxLength, size: 'max' },
  )

type World = {
  readonly rules: Rules
  readonly actors: readonly Actor[]
  matter: Matter
  history: readonly MatterEvent[]
  now: Instant
  readonly taken: Set<string>
}

/** Everybody who could have a relation: each organisation's officer and leader, the reporter, a neighbour. */
export function everybody(rules: Rules): Actor[] {
  const offices = [...rules.directory.byId.keys()].flatMap((id) => [
    staff(rules, id),
    staff(rules, id, 'leader'),
  ])
  return [resident('r1'), resident('r2'), ...offices]
}

/** Opens a matter and takes the steps; asserts all along, and shows the matter after each. Returns the actions taken. */
export function walk(
  rules: Rules,
  opening: Opening,
  taken: readonly Step[],
  actors = everybody(rules),
  show: (matter: Matter) => void = () => {},
): ReadonlySet<string> {
  const { by = resident('r1'), at = MONDAY, ...command } = opening
  const opened = open({ ...ordinary(by), ...command }, contextOf(rules, by, at))
  assert.ok(opened.ok, 'the matter opens')
  const world: World = {
    rules,
    actors,
    matter: opened.value.matter,
    history: opened.value.events,
    now: at,
    taken: new Set(),
  }
  assertSound(world)
  show(world.matter)
  for (const step of taken) {
    world.now += step.wait
    deepFreeze(world.matter)
    assertTime(world, step)
    STEPS[step.does](world, step)
    assertSound(world)
    show(world.matter)
  }
  return world.taken
}

const STEPS: Record<Step['does'], (world: World, step: Step) => void> = {
  act: (world, { choice }) => {
    const { matter } = world
    const fired = fireDue(matter, contextOf(world.rules, SYSTEM, world.now)).matter
    const may = world.actors.flatMap((actor) =>
      abilitiesOf(fired, contextOf(world.rules, actor, world.now)).map((ability) => ({ actor, ability })),
    )
    assertNoDeadEnd(world, may.length)
    assertOthersRefused(world, world.actors[choice % world.actors.length] as Actor, choice)
    const chosen = chosenFrom(may, loopOf(world.rules, matter), world.taken, choice)
    if (!chosen) return
    const command = commandOf(world, chosen.actor, chosen.ability, choice)
    if (!command) return
    const result = decide(matter, command, contextOf(world.rules, chosen.actor, world.now))
    assert.ok(result.ok, `${command.action} is offered but refused: ${JSON.stringify(result)}`)
    take(world, result)
    const late = decide(world.matter, command, contextOf(world.rules, chosen.actor, world.now))
    assert.equal(late.ok ? 'twice' : late.refusal.code, 'version.stale')
    assertUndo(world, chosen.actor, matter)
    world.taken.add(command.action)
  },
  undo: (world) => {
    const actor = world.actors.find((each) => each.accountId === world.matter.last?.accountId)
    if (actor) take(world, undo(world.matter, world.history, contextOf(world.rules, actor, world.now)))
  },
  sweep: (world) => {
    take(world, { ok: true, value: fireDue(world.matter, contextOf(world.rules, SYSTEM, world.now)) })
  },
  hear: (world) => {
    const child = world.matter.children.find(({ closedAt }) => closedAt === null)
    const touch = child
      ? {
          matterId: world.matter.id,
          note: 'child_closed' as const,
          child: child.id,
          outcome: 'resolved' as const,
        }
      : { matterId: world.matter.id, note: 'merge' as const, from: 'm-other', followers: ['r2'] }
    take(world, receive(world.matter, touch, contextOf(world.rules, SYSTEM, world.now)))
  },
}

type May = { readonly actor: Actor; readonly ability: Ability }

/**
 * Every action alike, whoever may take it; often one that the walk has not taken yet or one that moves the matter, and only
 * now and then one that ends it at once, or walks would be short and shallow.
 */
function chosenFrom(
  may: readonly May[],
  loop: Loop,
  taken: ReadonlySet<string>,
  choice: number,
): May | undefined {
  const names = [...new Set(may.map(({ ability }) => ability.action))]
  const going = names.filter((name) => !endsAtOnce(loop, name))
  const fresh = going.filter((name) => !taken.has(name))
  const moving = going.filter((name) => loop.actions[name]?.to !== undefined)
  const wished = [names, going, fresh, moving][choice % 4] ?? []
  const list = wished.length > 0 ? wished : names
  const ways = may.filter(({ ability }) => ability.action === list[choice % list.length])
  return ways[Math.floor(choice / list.length) % ways.length]
}

function endsAtOnce({ actions, states }: Loop, name: string): boolean {
  const to = actions[name]?.to
  return typeof to === 'string' && states[to]?.closed === true
}

function take(world: World, result: Result<Decision>): void {
  if (!result.ok) return
  world.matter = result.value.matter
  world.history = [...world.history, ...result.value.events]
}

function commandOf(world: World, actor: Actor, ability: Pick<Ability, 'action' | 'form'>, seed: number) {
  const { rules, matter } = world
  const now = fireDue(matter, contextOf(rules, actor, world.now)).matter
  const form = answersTo(ability.form === null ? undefined : rules.forms.get(ability.form), {
    ...{ rules, matter: now, actor, seed },
  })
  if (!form) return null
  return { action: ability.action, form, texts: {}, expectedVersion: matter.version } satisfies ActCommand
}

/** Events fold to the matter, in the order of time, and its ledgers add up. */
function assertSound({ matter, history }: World): void {
  assertFolds(matter, history)
  const times = history.map(({ at }) => at)
  assert.deepEqual(
    times,
    times.toSorted((a, b) => a - b),
    'events go back in time',
  )
  assertLedgers(matter, history)
  assert.equal(
    matter.assignments.filter((a) => a.as === 'lead' && a.held.at(-1)?.to === null).length <= 1,
    true,
  )
  assert.equal(isClosed(matter), matter.custody.at(-1)?.to !== null, 'open and held are the same')
}

/** An open matter can always be moved: by somebody, or by a clock. */
function assertNoDeadEnd({ matter, rules }: World, abilities: number): void {
  if (isClosed(matter) || abilities > 0) return
  const loop = loopOf(rules, matter)
  const moves = matter.clocks.some((c) => c.stoppedAt === null && loop.clocks[c.name]?.breachTo !== undefined)
  assert.ok(moves, `nobody can do anything in ${matter.state}`)
}

/** What is not offered is refused, and a refusal is all that comes of it. */
function assertOthersRefused(world: World, actor: Actor, seed: number): void {
  const { matter, rules } = world
  const context = contextOf(rules, actor, world.now)
  const offered = new Set(abilitiesOf(matter, context).map(({ action }) => action))
  for (const [action, { form = null }] of Object.entries(loopOf(rules, matter).actions)) {
    if (offered.has(action)) continue
    const command = commandOf(world, actor, { action, form }, seed)
    const result = decide(matter, command ?? { action, form: {}, texts: {}, expectedVersion: null }, context)
    assert.ok(!result.ok, `${action} is not offered but done`)
  }
}

/** Time passes alike in one step or two, and a moment passes once. */
function assertTime({ matter, rules, now }: World, { wait, choice }: Step): void {
  const until = (from: Matter, at: Instant) => fireDue(from, contextOf(rules, SYSTEM, at))
  const atOnce = until(matter, now)
  const half = until(matter, now - (choice % (wait + 1)))
  const rest = until(half.matter, now)
  assert.deepEqual([...half.events, ...rest.events], atOnce.events)
  assert.deepEqual(rest.matter, atOnce.matter)
  assert.deepEqual(until(atOnce.matter, now).events, [])
  const next = nextDueAt(atOnce.matter, rules)
  assert.ok(next === null || next > now, 'the sweep would come by for ever')
}

/** Undo gives back everything but the time that passed; what may be undone is exactly what is offered. */
function assertUndo({ matter, history, rules, now }: World, actor: Actor, before: Matter): void {
  const later = contextOf(rules, actor, now + 40_000)
  const undone = undo(matter, history, later)
  assert.equal(undone.ok, undoableUntil(matter, later) !== null)
  if (!undone.ok) return
  const fired = fireDue(before, contextOf(rules, actor, now)).matter
  const kept = { version: 0, changedAt: 0, custody: [], last: null }
  assert.deepEqual({ ...undone.value.matter, ...kept }, { ...fired, ...kept })
  const grown = [...history, ...undone.value.events]
  assertFolds(undone.value.matter, grown)
  assertLedgers(undone.value.matter, grown)
}
