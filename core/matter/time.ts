/**
 * 到时 — what time itself does: warnings, breaches and pauses that reach their cap. Fired before every decision and by
 * the sweep of the clock table, each at the very instant it was due, so that no matter is ever decided on a stale clock.
 */
import type { Instant } from '../kernel/instant.ts'
import { SYSTEM } from '../organisation/types.ts'
import { type DueMoment, nextMoment, recount, warnAt } from './clocks.ts'
import {
  type ChildRequest,
  type Decision,
  type Draft,
  destination,
  draftOf,
  emit,
  moveTo,
  settle,
  type Touch,
} from './draft.ts'
import { applyEffects } from './effects.ts'
import type { MatterEvent } from './events.ts'
import { isClosed, type Matter } from './matter.ts'
import { type Context, loopOf } from './rules.ts'

/** More moments than this in one go means a loop whose clocks start each other: a bug of the pack, not of the matter. */
const MOST_MOMENTS = 10_000

/** Everything that was due until `context.now`, in order of time. */
export function fireDue(matter: Matter, context: Context): Decision {
  const loop = loopOf(context.rules, matter)
  const events: MatterEvent[] = []
  const touches: Touch[] = []
  const children: ChildRequest[] = []
  let now = matter
  for (let moments = 1; ; moments++) {
    const moment = nextMoment(loop, now, context.rules)
    if (!moment || moment.at > context.now) break
    if (moments > MOST_MOMENTS) throw new Error(`the clocks of loop ${loop.id} start each other without end`)
    const draft = draftOf(now, loop, { ...context, now: Math.max(moment.at, now.changedAt), actor: SYSTEM })
    fire(draft, moment)
    events.push(...draft.events)
    touches.push(...draft.touches)
    children.push(...draft.children)
    now = draft.matter
  }
  return { matter: now, events, touches, children }
}

/**
 * When the sweep must next look at the matter, or null. A silent clock is a window of permission: nobody waits for it, so
 * it is only fired before the next decision.
 */
export function nextDueAt(matter: Matter, rules: Context['rules']): Instant | null {
  return nextMoment(loopOf(rules, matter), matter, rules, { silent: false })?.at ?? null
}

function fire(draft: Draft, { what, clock }: DueMoment): void {
  const { rules, now: at } = draft.context
  const rule = draft.loop.clocks[clock.name]
  if (!rule) return
  const subject = { at, clock: clock.name, assignmentId: clock.assignmentId }
  if (what === 'warn') return emit(draft, { type: 'ClockWarned', ...subject })
  if (what === 'cap') {
    const due = recount(rules, rule, draft.matter, clock, at)
    return emit(draft, {
      type: 'ClockResumed',
      ...subject,
      due,
      warnAt: warnAt(rules, rule, clock.startedAt, due),
    })
  }
  emit(draft, { type: 'ClockBreached', ...subject })
  for (const effect of rule.breach) {
    applyEffects(draft, [effect])
    draft.refusal = null // time asks nobody: what cannot be done is passed over, the rest is done
  }
  const to = rule.breachTo ? destination(draft, rule.breachTo) : null
  if (to) moveTo(draft, to)
  if (!isClosed(draft.matter)) settle(draft)
}
