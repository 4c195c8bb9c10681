/** 时限效果 — effects on clocks by hand: start, stop, pause with a reason and a cap, resume, extend. */
import { recount, runningClock, startClock, warnAt } from './clocks.ts'
import { type Draft, emit, refuseDraft } from './draft.ts'
import type { ClockRule } from './loop.ts'
import { isPaused, isRunning, type RunningClock } from './matter.ts'
import { urgentLimitOf } from './rules.ts'

export function startByHand(draft: Draft, name: string): void {
  const rule = draft.loop.clocks[name]
  if (!rule || runningClock(draft.matter, name, draft.own)) return
  const assignmentId = rule.per === 'assignment' ? (draft.own?.id ?? null) : null
  const start = startClock(rule, name, draft.matter, assignmentId, draft.context.now, draft.context.rules)
  if (start) emit(draft, start)
}

export function stopByHand(draft: Draft, name: string): void {
  const clock = runningClock(draft.matter, name, draft.own)
  if (clock)
    emit(draft, {
      type: 'ClockStopped',
      at: draft.context.now,
      clock: name,
      assignmentId: clock.assignmentId,
    })
}

/** The clock stands, for one of the rule's reasons (`form.pause_reason`), until it is resumed or the cap is reached. */
export function pauseClock(draft: Draft, name: string): void {
  const found = find(draft, name)
  if (!found) return
  if (isPaused(found.clock)) return refuseDraft(draft, 'clock.not_running', { clock: name })
  const reason = String(draft.form.pause_reason ?? '')
  if (!Object.hasOwn(found.rule.pause?.reasons ?? {}, reason))
    return refuseDraft(draft, 'clock.pause_reason', { clock: name, reason })
  emit(draft, {
    type: 'ClockPaused',
    at: draft.context.now,
    clock: name,
    assignmentId: found.clock.assignmentId,
    reason,
  })
}

export function resumeClock(draft: Draft, name: string): void {
  const found = find(draft, name)
  if (!found) return
  if (!isPaused(found.clock)) return refuseDraft(draft, 'clock.not_running', { clock: name })
  const { now: at, rules } = draft.context
  const due = recount(rules, found.rule, draft.matter, found.clock, at)
  emit(draft, {
    type: 'ClockResumed',
    at,
    clock: name,
    assignmentId: found.clock.assignmentId,
    due,
    warnAt: warnAt(rules, found.rule, found.clock.startedAt, due),
  })
}

/** Lengthens the limit by the rule's measure, as many times as the rule allows (山东省办法: once, ≤ 10 working days). */
export function extendClock(draft: Draft, name: string): void {
  const found = find(draft, name)
  if (!found) return
  const { clock, rule } = found
  if (!rule.extend || clock.extensions >= rule.extend.times)
    return refuseDraft(draft, 'clock.extension_spent', { clock: name })
  const { now: at, rules } = draft.context
  const due = recount(rules, rule, draft.matter, clock, at, clock.extensions + 1)
  emit(draft, {
    type: 'ClockExtended',
    at,
    clock: name,
    assignmentId: clock.assignmentId,
    due,
    warnAt: warnAt(rules, rule, at, due),
  })
}

/**
 * Made urgent: each limit that the profile shortens then is counted anew from now, where that ends sooner than what was
 * left. A clock that is paused, extended or has run out stays as it is.
 */
export function hasten(draft: Draft): void {
  const { now: at, rules } = draft.context
  for (const clock of draft.matter.clocks) {
    const { name, assignmentId } = clock
    const rule = draft.loop.clocks[name]
    if (!isRunning(clock) || isPaused(clock) || clock.breachedAt !== null || clock.extensions > 0) continue
    if (typeof rule?.limit !== 'string' || !urgentLimitOf(rules, draft.matter, rule.limit)) continue
    const start = startClock(rule, name, draft.matter, assignmentId, at, rules)
    if (!start || start.due.dueAt >= clock.due.dueAt) continue
    emit(draft, { type: 'ClockStopped', at, clock: name, assignmentId })
    emit(draft, start)
  }
}

function find(draft: Draft, name: string): { clock: RunningClock; rule: ClockRule } | null {
  const clock = runningClock(draft.matter, name, draft.own)
  const rule = draft.loop.clocks[name]
  if (clock && rule) return { clock, rule }
  refuseDraft(draft, 'clock.not_running', { clock: name })
  return null
}
