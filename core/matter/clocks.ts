/**
 * 时限 — the clocks of a matter: what starts and stops them, what a pause or an extension does, and what happens when
 * they run out. A clock never stops because nobody signed; only the moments its rule names stop it.
 */

import { before } from '../kernel/calendar/before.ts'
import { deadline } from '../kernel/calendar/deadline.ts'
import { deadlineWithPauses } from '../kernel/calendar/pause.ts'
import type { Pause as CalendarPause, Deadline, Limit, Step } from '../kernel/calendar/types.ts'
import type { Instant } from '../kernel/instant.ts'
import type { EventOf, MatterEvent } from './events.ts'
import type { ClockRule, Loop } from './loop.ts'
import { type Assignment, type Due, isPaused, isRunning, type Matter, type RunningClock } from './matter.ts'
import { type Context, limitOf, type Rules } from './rules.ts'

/** Clock events that follow from one event: stops first, then starts. */
export function clockMoments(
  loop: Loop,
  matter: Matter,
  event: MatterEvent,
  context: Context,
): MatterEvent[] {
  const moments = momentsOf(event)
  if (moments.length === 0) return []
  const assignment =
    'assignmentId' in event && event.assignmentId
      ? matter.assignments.find((a) => a.id === event.assignmentId)
      : undefined
  const out: MatterEvent[] = []
  for (const [name, rule] of Object.entries(loop.clocks)) {
    if (rule.only && assignment && assignment.as !== rule.only) continue
    const assignmentId = rule.per === 'assignment' ? (assignment?.id ?? null) : null
    if (rule.stops.some((m) => moments.includes(m)))
      out.push(...stops(matter, name, assignmentId, rule, event.at))
    if (rule.starts.some((m) => moments.includes(m))) {
      const running = matter.clocks.some(
        (c) => c.name === name && c.assignmentId === assignmentId && isRunning(c),
      )
      const stopped = out.some(
        (e) => e.type === 'ClockStopped' && e.clock === name && e.assignmentId === assignmentId,
      )
      if (running && !stopped) continue
      const start = startClock(rule, name, matter, assignmentId, event.at, context.rules)
      if (start) out.push(start)
    }
  }
  return out
}

/** Names of the moments that an event is, as packs write them. */
function momentsOf(event: MatterEvent): string[] {
  switch (event.type) {
    case 'MatterReported':
      return ['reported']
    case 'ActionTaken':
      return [`did:${event.action}`]
    case 'MatterMoved':
      return [`left:${event.from}`, `entered:${event.to}`]
    case 'UnitAsked':
      return ['asked']
    case 'AssignmentMoved':
      return [event.to]
    default:
      return []
  }
}

function stops(
  matter: Matter,
  name: string,
  assignmentId: string | null,
  rule: ClockRule,
  at: Instant,
): MatterEvent[] {
  return matter.clocks
    .filter((c) => c.name === name && isRunning(c))
    .filter((c) => rule.per === 'matter' || assignmentId === null || c.assignmentId === assignmentId)
    .map((c) => ({ type: 'ClockStopped', at, clock: name, assignmentId: c.assignmentId }))
}

/** The event that starts a clock, or null where the kind's profile sets no such limit. */
export function startClock(
  rule: ClockRule,
  name: string,
  matter: Matter,
  assignmentId: string | null,
  at: Instant,
  rules: Rules,
): EventOf<'ClockStarted'> | null {
  const limit = limitOf(rules, matter, rule.limit)
  if (!limit) return null
  const due = stored(deadline(rules.calendar, at, limit))
  return {
    type: 'ClockStarted',
    at,
    clock: name,
    assignmentId,
    limit,
    due,
    warnAt: warnAt(rules, rule, at, due),
  }
}

/** When to warn: the rule's lead time before the deadline, never before the start. */
export function warnAt(rules: Rules, rule: ClockRule, startedAt: Instant, due: Due): Instant | null {
  if (!rule.warn) return null
  return Math.max(startedAt, before(rules.calendar, due.dueAt, rule.warn.before))
}

/** The deadline counted again with the pauses and extensions so far (`until` closes a pause still open). */
export function recount(
  rules: Rules,
  rule: ClockRule,
  matter: Matter,
  clock: RunningClock,
  until: Instant,
  extensions = clock.extensions,
): Due {
  const { given } = clock.due
  return {
    ...stored(countAgain(rules, rule, matter, clock, until, extensions)),
    ...(given === undefined ? {} : { given }),
  }
}

/** Why a clock is due when it is, step by step, for whoever asks: the reporter, the unit, the auditor. */
export function explainClock(
  rules: Rules,
  rule: ClockRule,
  matter: Matter,
  clock: RunningClock,
  until: Instant,
): readonly Step[] {
  return countAgain(rules, rule, matter, clock, until, clock.extensions).explanation
}

function stored({ dueAt, calendarVersion, provisional }: Deadline): Due {
  return { dueAt, calendarVersion, provisional }
}

function countAgain(
  rules: Rules,
  rule: ClockRule,
  matter: Matter,
  clock: RunningClock,
  until: Instant,
  extensions: number,
): Deadline {
  const pauses = clock.pauses.map((p) => pauseOf(rule, p, until))
  let due = givenDeadline(clock) ?? deadlineWithPauses(rules.calendar, clock.startedAt, clock.limit, pauses)
  const by = rule.extend ? limitOf(rules, matter, rule.extend.by) : null
  for (let times = 0; by && times < extensions; times++) {
    const former = due
    const later = deadlineWithPauses(
      rules.calendar,
      former.dueAt,
      by,
      pauses.filter((p) => p.from >= former.dueAt),
    )
    due = {
      ...later,
      explanation: [
        ...former.explanation,
        { code: 'extended', params: { amount: by.amount, unit: by.unit } },
        ...later.explanation,
      ],
    }
  }
  return due
}

function givenDeadline({ due }: RunningClock): Deadline | null {
  const { given, calendarVersion } = due
  if (given === undefined) return null
  const explanation: Step[] = [{ code: 'given', params: { at: given } }]
  return { dueAt: given, calendarVersion, provisional: false, explanation }
}

function pauseOf(rule: ClockRule, pause: RunningClock['pauses'][number], until: Instant): CalendarPause {
  const { zh, en } = rule.pause?.reasons[pause.reason] ?? { zh: pause.reason }
  return {
    from: pause.from,
    to: pause.to ?? until,
    reason: { zh, en: en ?? zh },
    ...(rule.pause ? { capLimit: rule.pause.cap } : {}),
  }
}

/** The running clock of that name which an actor's command means: its own assignment's, or the matter's. */
export function runningClock(matter: Matter, name: string, own: Assignment | null): RunningClock | undefined {
  return (
    matter.clocks.find(
      (c) => c.name === name && isRunning(c) && (c.assignmentId === null || c.assignmentId === own?.id),
    ) ?? matter.clocks.find((c) => c.name === name && isRunning(c))
  )
}

export type DueMoment = {
  readonly at: Instant
  readonly what: 'warn' | 'breach' | 'cap'
  readonly clock: RunningClock
}

/** The next thing that time itself will do to the matter, or null. Ties: the clock that was started first. */
export function nextMoment(
  loop: Loop,
  matter: Matter,
  rules: Rules,
  { silent = true }: { silent?: boolean } = {},
): DueMoment | null {
  let next: DueMoment | null = null
  for (const clock of matter.clocks) {
    if (!isRunning(clock) || (!silent && loop.clocks[clock.name]?.silent)) continue
    const moment = momentOf(loop, clock, rules)
    if (moment && (next === null || moment.at < next.at)) next = moment
  }
  return next
}

function momentOf(loop: Loop, clock: RunningClock, rules: Rules): DueMoment | null {
  const rule = loop.clocks[clock.name]
  if (!rule) return null
  if (isPaused(clock)) {
    const pause = clock.pauses.at(-1)
    if (!rule.pause || !pause) return null
    return { at: deadline(rules.calendar, pause.from, rule.pause.cap).dueAt, what: 'cap', clock }
  }
  if (clock.warnAt !== null && clock.warnedAt === null && clock.breachedAt === null)
    return { at: clock.warnAt, what: 'warn', clock }
  return clock.breachedAt === null ? { at: clock.due.dueAt, what: 'breach', clock } : null
}

/** A limit spoken of in a clock rule, wherever it stands. */
export function limitNames(rule: ClockRule): string[] {
  const limits: (string | Limit | undefined)[] = [rule.limit, rule.extend?.by]
  return limits.filter((l): l is string => typeof l === 'string')
}
