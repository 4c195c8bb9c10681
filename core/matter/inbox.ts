/**
 * 待办 — who must answer next: at most one line per addressee and matter, from every loop alike. An addressee is an
 * organisation, or one post in it (`post:<id>`).
 */
import { countedTime } from '../kernel/calendar/pause.ts'
import type { CountedTime } from '../kernel/calendar/types.ts'
import { evaluate } from '../kernel/condition/evaluate.ts'
import type { Instant } from '../kernel/instant.ts'
import { factsOf } from './facts.ts'
import {
  type Assignment,
  innerHolder,
  isClosed,
  isLive,
  isPaused,
  isRunning,
  type Matter,
  type RunningClock,
} from './matter.ts'
import { type Pressing, pressesFrom } from './pace.ts'
import { loopOf, type Rules } from './rules.ts'

export type InboxLine = {
  readonly addressee: string
  readonly duty: 'holder' | 'assist' | 'inner'
  /** 0 goes before 1, whatever the deadline. */
  readonly rank: 0 | 1
  /** The nearest deadline of what is asked of this addressee; null where no clock runs. */
  readonly dueAt: Instant | null
  /** How the time until then is counted, under which roster, and from when on it presses; null where no clock runs. */
  readonly counted: CountedTime | null
  readonly roster: string | null
  readonly warnAt: Instant | null
}

export function inboxOf(matter: Matter, rules: Rules): InboxLine[] {
  if (isClosed(matter)) return []
  const lines = new Map<string, InboxLine>()
  const rank = goesFirst(matter, rules) ? 0 : 1
  const add = (addressee: string, duty: InboxLine['duty'], assignment: Assignment | null) => {
    if (addressee === 'reporter' || lines.has(addressee)) return
    const clock = nearestClock(matter, rules, assignment)
    const { dueAt, counted, roster, warnAt } = clock ? keptOf(clock, rules) : NOTHING
    lines.set(addressee, { addressee, duty, rank, dueAt, counted, roster, warnAt })
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

const NOTHING = { dueAt: null, counted: null, roster: null, warnAt: null }

/** The clock that ends first, of the matter's own and this assignment's; windows of permission do not count. */
function nearestClock(matter: Matter, rules: Rules, assignment: Assignment | null): RunningClock | null {
  const loop = loopOf(rules, matter)
  let nearest: RunningClock | null = null
  for (const clock of matter.clocks) {
    if (!isRunning(clock) || isPaused(clock) || loop.clocks[clock.name]?.silent) continue
    if (clock.assignmentId !== null && clock.assignmentId !== assignment?.id) continue
    if (nearest === null || clock.due.dueAt < nearest.due.dueAt) nearest = clock
  }
  return nearest
}

/** What `paceOf` must know of a clock. */
export function pressingOf(clock: RunningClock): Pressing {
  return {
    dueAt: clock.due.dueAt,
    warnAt: clock.warnAt,
    counted: countedTime(clock.limit),
    roster: clock.limit.roster ?? null,
    pausedAt: isPaused(clock) ? (clock.pauses.at(-1)?.from ?? null) : null,
  }
}

/** The same as rows keep it: with the instant from which on it presses, also where the loop declares none. */
function keptOf(clock: RunningClock, rules: Rules): Pressing {
  const pressing = pressingOf(clock)
  return { ...pressing, warnAt: pressesFrom(rules.calendar, pressing) }
}

/** The clock promised to the reporter while it runs, or null. */
export function promised(matter: Matter, rules: Rules): Pressing | null {
  const loop = loopOf(rules, matter)
  const clock = matter.clocks.find((c) => isRunning(c) && loop.clocks[c.name]?.promise)
  return clock ? keptOf(clock, rules) : null
}
