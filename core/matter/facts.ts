/** 事实 — what conditions in packs can ask about a matter, by path; the vocabulary that the pack check knows. */
import type { FactType } from '../kernel/condition/check.ts'
import type { Facts } from '../kernel/condition/evaluate.ts'
import type { FormValues } from './events.ts'
import type { Loop } from './loop.ts'
import { type Assignment, isLive, isPaused, isRunning, leadOf, type Matter, openRelay } from './matter.ts'

const FIXED: Readonly<Record<string, FactType>> = {
  'matter.state': 'string',
  'matter.kind': 'string',
  'matter.channel': 'string',
  'matter.territory': 'string',
  'matter.parent': 'boolean',
  'reporter.known': 'boolean',
  'dispatch.found': 'boolean',
  'assignments.lead': 'string',
  'assignments.assists': 'number',
  'assignments.live': 'number',
  'assignments.asked': 'number',
  'assignments.open': 'number',
  'assignments.done': 'number',
  'children.open': 'number',
  'evaluation.solved': 'boolean',
  'evaluation.satisfied': 'number',
  'own.state': 'string',
  'own.as': 'string',
  'own.directed': 'boolean',
  'own.relayed': 'boolean',
  'own.awaits_sign_off': 'boolean',
  'overlay.urgent': 'boolean',
  'overlay.confidential': 'boolean',
  'overlay.extended': 'boolean',
  'overlay.parked': 'boolean',
  'overlay.supervised': 'boolean',
}

/** Paths with their types for one loop: the fixed ones, its clocks, its counters, and the fields of a form. */
export function vocabulary(
  loop: Loop,
  fields: Readonly<Record<string, FactType>> = {},
): Record<string, FactType> {
  const paths: Record<string, FactType> = { ...FIXED }
  for (const clock of Object.keys(loop.clocks)) {
    paths[`clock.${clock}.running`] = 'boolean'
    paths[`clock.${clock}.paused`] = 'boolean'
    paths[`clock.${clock}.breached`] = 'boolean'
    paths[`clock.${clock}.extensions`] = 'number'
  }
  for (const counter of countersOf(loop)) paths[`counts.${counter}`] = 'number'
  for (const [field, type] of Object.entries(fields)) paths[`form.${field}`] = type
  return paths
}

const counters = new WeakMap<Loop, readonly string[]>()

/** Counters that the loop's effects keep; asked for at every decision, so remembered with the loop. */
export function countersOf(loop: Loop): readonly string[] {
  const known = counters.get(loop)
  if (known) return known
  const effects = [
    ...(loop.opens.does ?? []),
    ...Object.values(loop.actions).flatMap((a) => a.does ?? []),
    ...Object.values(loop.clocks).flatMap((c) => c.breach),
  ]
  const found = [...new Set(effects.flatMap((e) => (e.do === 'count' ? [e.what] : [])))]
  counters.set(loop, found)
  return found
}

/** The facts of a matter at this moment, nested as their paths say. `own` is the assignment the actor acts for, if any. */
export function factsOf(
  loop: Loop,
  matter: Matter,
  more: { own?: Assignment | null; form?: FormValues; dispatchFound?: boolean } = {},
): Facts {
  const { state, kind, channel, territory, parentId, counts, evaluation, overlays } = matter
  return {
    matter: { state, kind, channel, territory, parent: parentId !== null },
    reporter: { known: matter.reporter.residentId !== null },
    dispatch: { found: more.dispatchFound ?? false },
    assignments: assignmentFacts(matter),
    children: { open: matter.children.filter((c) => c.closedAt === null).length },
    evaluation: evaluation ? { solved: evaluation.solved, satisfied: evaluation.satisfied } : {},
    overlay: Object.fromEntries(OVERLAYS.map((name) => [name, overlays[name] !== undefined])),
    counts: Object.fromEntries(countersOf(loop).map((name) => [name, counts[name] ?? 0])),
    clock: clockFacts(loop, matter, more.own ?? null),
    own: more.own ? ownFacts(more.own) : {},
    form: more.form ?? {},
  }
}

const OVERLAYS = ['urgent', 'confidential', 'extended', 'parked', 'supervised'] as const

function assignmentFacts(matter: Matter): Facts {
  const live = matter.assignments.filter(isLive)
  return {
    lead: leadOf(matter)?.state ?? 'none',
    assists: live.filter((a) => a.as === 'assist').length,
    live: live.length,
    asked: live.filter((a) => a.state === 'asked').length,
    open: live.filter((a) => a.state !== 'done').length,
    done: live.filter((a) => a.state === 'done').length,
  }
}

/** The latest run of each clock; of those that run per assignment, the actor's own. */
function clockFacts(loop: Loop, matter: Matter, own: Assignment | null): Facts {
  const facts: Record<string, unknown> = {}
  for (const name of Object.keys(loop.clocks)) {
    const latest = matter.clocks.findLast(
      (c) => c.name === name && (own === null || c.assignmentId === null || c.assignmentId === own.id),
    )
    facts[name] = {
      running: latest !== undefined && isRunning(latest) && latest.breachedAt === null,
      paused: latest !== undefined && isPaused(latest),
      breached: latest !== undefined && latest.breachedAt !== null,
      extensions: latest?.extensions ?? 0,
    }
  }
  return facts
}

function ownFacts(own: Assignment): Facts {
  const inner = openRelay(own)
  return {
    state: own.state,
    as: own.as,
    directed: own.directed,
    relayed: inner !== undefined,
    awaits_sign_off: inner !== undefined && inner.reportedAt !== null,
  }
}
