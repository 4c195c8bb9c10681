/**
 * 待办 — who must answer next: at most one line per addressee and matter, from every loop alike. An addressee is an
 * organisation, or one post in it (`post:<id>`).
 */
import { evaluate } from '../kernel/condition/evaluate.ts'
import type { Instant } from '../kernel/instant.ts'
import { factsOf } from './facts.ts'
import { type Assignment, innerHolder, isClosed, isLive, isPaused, isRunning, type Matter } from './matter.ts'
import { loopOf, type Rules } from './rules.ts'

export type InboxLine = {
  readonly addressee: string
  readonly duty: 'holder' | 'assist' | 'inner'
  /** 0 goes before 1, whatever the deadline. */
  readonly rank: 0 | 1
  /** The nearest deadline of what is asked of this addressee; null where no clock runs. */
  readonly dueAt: Instant | null
}

export function inboxOf(matter: Matter, rules: Rules): InboxLine[] {
  if (isClosed(matter)) return []
  const lines = new Map<string, InboxLine>()
  const rank = goesFirst(matter, rules) ? 0 : 1
  const add = (addressee: string, duty: InboxLine['duty'], assignment: Assignment | null) => {
    if (addressee === 'reporter' || lines.has(addressee)) return
    lines.set(addressee, { addressee, duty, rank, dueAt: nearestDue(matter, rules, assignment) })
  }
  const holder = matter.custody.at(-1)
  const live = matter.assignments.filter((a) => isLive(a) && a.state !== 'done')
  if (holder && holder.to === null)
    add(holder.holder, 'holder', live.find((a) => a.unit === holder.holder) ?? null)
  for (const assignment of live) {
    if (assignment.as === 'assist') add(assignment.unit, 'assist', assignment)
    const inner = innerHolder(assignment)
    if (inner !== assignment.unit) add(inner, 'inner', assignment)
  }
  return [...lines.values()]
}

function goesFirst(matter: Matter, rules: Rules): boolean {
  if (matter.overlays.urgent !== undefined) return true
  const loop = loopOf(rules, matter)
  const first = loop.states[matter.state]?.first
  return first !== undefined && evaluate(first, factsOf(loop, matter))
}

/** The nearest deadline among the matter's own clocks and those of this assignment; windows of permission do not count. */
function nearestDue(matter: Matter, rules: Rules, assignment: Assignment | null): Instant | null {
  const loop = loopOf(rules, matter)
  let due: Instant | null = null
  for (const clock of matter.clocks) {
    if (!isRunning(clock) || isPaused(clock) || loop.clocks[clock.name]?.silent) continue
    if (clock.assignmentId !== null && clock.assignmentId !== assignment?.id) continue
    if (due === null || clock.due.dueAt < due) due = clock.due.dueAt
  }
  return due
}

/** The deadline promised to the reporter while its clock runs, or null. */
export function promisedDue(matter: Matter, rules: Rules): Instant | null {
  const loop = loopOf(rules, matter)
  return matter.clocks.find((c) => isRunning(c) && loop.clocks[c.name]?.promise)?.due.dueAt ?? null
}
