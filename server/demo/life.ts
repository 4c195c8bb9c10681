/** 经过 — the life of one matter of the demo: people act when they get round to it, time does what is due, all by the engine. */
import { resolveTarget } from '@huying/core/catalogue/dispatch.ts'
import type { Instant } from '@huying/core/kernel/instant.ts'
import { decide, mayAct } from '@huying/core/matter/decide.ts'
import type { Decision } from '@huying/core/matter/draft.ts'
import type { MatterEvent } from '@huying/core/matter/events.ts'
import { inboxOf } from '@huying/core/matter/inbox.ts'
import type { Action, Loop } from '@huying/core/matter/loop.ts'
import { isClosed, isLive, type Matter } from '@huying/core/matter/matter.ts'
import { receive } from '@huying/core/matter/receive.ts'
import { placeOf } from '@huying/core/matter/relations.ts'
import { type Context, loopOf } from '@huying/core/matter/rules.ts'
import { fireDue } from '@huying/core/matter/time.ts'
import { type Actor, SYSTEM } from '@huying/core/organisation/types.ts'
import { newId } from '../kernel/ids.ts'
import { type Filled, fill, type WrittenText } from '../matter/form.ts'
import { openChildMatter } from '../matter/handle-act.ts'
import type { Services } from '../services.ts'
import { answer } from './answers.ts'
import { actionsOf, type BentName, isProgress } from './bents.ts'
import type { Town } from './incoming.ts'
import { actedAt } from './pace.ts'

export type Life = {
  matter: Matter
  readonly events: MatterEvent[]
  readonly written: Map<MatterEvent, readonly WrittenText[]>
  /** Turns still to be taken. */
  wants: BentName[]
  /** When somebody looks at it next. */
  nextAt: Instant
  /** Stays where its turns have led it. */
  readonly halts: boolean
  /** How often nobody could do anything. */
  idle: number
}

export type Stage = { readonly town: Town; readonly services: Services; readonly family: Life[] }

/** Overrun deadlines: on time are 97 to 99.9 in 100 (domain rules §10), over several steps of each. */
const LATE = 0.012
/** How likely a turn is taken at each step where it can be. */
const TURNS = 0.6
const DAY = 86_400_000
const MOST_IDLE = 12
/** What is to be shown gets there soon. */
const BRISK = 5 * 3_600_000

type Deed = {
  readonly actor: Actor
  readonly name: string
  readonly action: Action
  readonly unit: string | null
}

/** One look at the matter: a turn, or the next step, or nothing; then the next look is due. */
export async function live(stage: Stage, life: Life): Promise<void> {
  const at = life.nextAt
  elapse(stage, life, at)
  if (isClosed(life.matter)) {
    life.nextAt = Number.POSITIVE_INFINITY
    return
  }
  const deed = turn(stage, life, at) ?? progress(stage, life, at)
  const done = deed !== null && (await act(stage, life, deed, at))
  life.idle = done ? 0 : life.idle + 1
  const isOver = isClosed(life.matter) || life.idle > MOST_IDLE || (life.halts && life.wants.length === 0)
  life.nextAt = isOver ? Number.POSITIVE_INFINITY : nextLook(stage, life, at, done)
}

/** When the people concerned get round to it. */
export function nextLook({ town }: Stage, { matter, wants, halts }: Life, at: Instant, done = true): Instant {
  const { random, rules } = town
  if (!done) return at + DAY
  if (wants.includes('answer')) return at + random.between(2, 25) * 60_000
  const within = halts ? { within: BRISK } : {}
  const looks = inboxOf(matter, rules).map(({ dueAt }) =>
    actedAt(rules.calendar, random, at, { dueAt, late: random.chance(LATE), ...within }),
  )
  return Math.min(at + 30 * DAY, ...looks)
}

/** What time itself does until `at`. */
export function elapse(stage: Stage, life: Life, at: Instant): void {
  const context = contextAt(stage, life, at, SYSTEM)
  const { matter, events, touches } = fireDue(life.matter, context)
  take(stage, life, { matter, events, touches, children: [] }, at)
}

function contextAt({ town }: Stage, { matter }: Life, at: Instant, actor: Actor): Context {
  return { now: Math.max(at, matter.changedAt), actor, rules: town.rules, replay: true }
}

/** Takes in what was decided; parents hear of it. */
function take(stage: Stage, life: Life, decision: Decision, at: Instant): void {
  life.matter = decision.matter
  life.events.push(...decision.events)
  for (const touch of decision.touches) {
    const touched = stage.family.find(({ matter }) => matter.id === touch.matterId)
    if (!touched) continue
    const received = receive(touched.matter, touch, contextAt(stage, touched, at, SYSTEM))
    if (received.ok) take(stage, touched, received.value, at)
  }
}

/** Desks, the street, and everybody at work on it or copied. */
function around({ town: { rules } }: Stage, { matter }: Life): string[] {
  const desks = [...rules.directory.byWork.keys()].filter((work) => work.startsWith('duty:'))
  const targets = [...desks, 'street'].map((target) =>
    resolveTarget(rules.directory, target, placeOf(matter, target), matter.against),
  )
  const units = matter.assignments.filter(isLive).map((a) => a.unit)
  return [...new Set([...units, ...targets, ...matter.informed])].filter((id): id is string => id !== null)
}

function turn(stage: Stage, life: Life, at: Instant): Deed | null {
  const { random, rules } = stage.town
  const loop = loopOf(rules, life.matter)
  for (const want of life.wants) {
    if (!life.halts && want !== 'answer' && !random.chance(TURNS)) continue
    const deed = deedOf(stage, life, at, actionsOf(loop, want), around(stage, life))
    if (!deed) continue
    const taken = life.wants.indexOf(want)
    life.wants = life.wants.filter((_, index) => index !== taken)
    return deed
  }
  return null
}

function progress(stage: Stage, life: Life, at: Instant): Deed | null {
  const { random, rules } = stage.town
  const loop = loopOf(rules, life.matter)
  const names = Object.keys(loop.actions).filter((name) => isProgress(loop.actions[name] as Action))
  const lines = inboxOf(life.matter, rules).map(({ addressee }) => addressee)
  const shuffled = lines.sort(() => random.next() - 0.5)
  return (
    deedOf(stage, life, at, names, ['reporter', ...shuffled]) ?? deedOf(stage, life, at, names, ['anybody'])
  )
}

/** The first of these people who may take one of these actions now. */
function deedOf(
  stage: Stage,
  life: Life,
  at: Instant,
  names: readonly string[],
  addressees: readonly string[],
): Deed | null {
  const loop = loopOf(stage.town.rules, life.matter)
  for (const addressee of addressees) {
    for (const actor of peopleOf(stage, life, loop, addressee)) {
      for (const name of names) {
        const allowed = mayAct(life.matter, loop, name, contextAt(stage, life, at, actor))
        if (!allowed.ok) continue
        const { action, standing } = allowed.value
        return { actor, name, action, unit: standing.assignment?.unit ?? null }
      }
    }
  }
  return null
}

/** Where a matter waits for somebody outside, the reporter answers, or anybody who may. */
function peopleOf(
  { town: { cast, random } }: Stage,
  { matter }: Life,
  loop: Loop,
  addressee: string,
): readonly Actor[] {
  const waits = loop.states[matter.state]?.waits === true
  if (addressee === 'reporter')
    return waits ? cast.residents.filter((r) => r.residentId === matter.reporter.residentId) : []
  if (addressee === 'anybody') {
    const near = cast.all.filter(({ posts }) =>
      posts.some((post) => matter.territory.startsWith(post.territory)),
    )
    return waits ? near.sort(() => random.next() - 0.5) : []
  }
  return cast.of(addressee)
}

/** False where the form cannot be filled or the engine refuses. */
async function act(
  stage: Stage,
  life: Life,
  { actor, name, action, unit }: Deed,
  at: Instant,
): Promise<boolean> {
  const { town, services } = stage
  const form = action.form === undefined ? null : (town.rules.forms.get(action.form) ?? null)
  const answers = form === null ? {} : answer(town, form, { matter: life.matter, now: at, unit })
  const filled = answers && fill(form, answers)
  if (!filled || 'errors' in filled) return false
  const opens = action.does?.some((effect) => effect.do === 'open_child')
  const { jurisdiction, territory } = life.matter
  const number = opens ? await services.numbers.next(jurisdiction, territory, town.rules.calendar, at) : ''
  const context = { ...contextAt(stage, life, at, actor), fresh: opens ? [{ id: newId(), number }] : [] }
  const decision = decide(life.matter, { action: name, ...filled, expectedVersion: null }, context)
  if (!decision.ok) return false
  const taken = decision.value.events.find((event) => event.type === 'ActionTaken')
  if (taken) life.written.set(taken, filled.written)
  await bear(stage, life, decision.value, filled, context)
  take(stage, life, decision.value, at)
  return true
}

/** Children live their own life from now on. */
async function bear(
  stage: Stage,
  parent: Life,
  decision: Decision,
  filled: Filled,
  context: Context,
): Promise<void> {
  for (const request of decision.children) {
    const opened = await openChildMatter(stage.services.db, decision.matter, request, filled, context)
    if (!opened.ok) throw new Error(`a child of ${parent.matter.number} was refused: ${opened.refusal.code}`)
    const { after, events, written } = opened.value
    const life: Life = {
      matter: after,
      events: [...events],
      written: new Map(written),
      wants: [],
      nextAt: 0,
      halts: false,
      idle: 0,
    }
    life.nextAt = nextLook(stage, life, context.now)
    stage.family.push(life)
  }
}
