/**
 * 日历公布 — deadlines that rested on a year not yet announced are counted again when it is: same start, same limit, same pauses, the
 * newer calendar. Everything else of the matter stays under the rules it was accepted with.
 */
import type { Calendar } from '../kernel/calendar/types.ts'
import { recount, warnAt } from './clocks.ts'
import { type Decision, decisionAfter, draftOf, emit } from './draft.ts'
import { isRunning, type Matter, type RunningClock } from './matter.ts'
import { type Context, loopOf } from './rules.ts'
import { fireDue } from './time.ts'

/** Running clocks whose deadline rests on days that were not announced when it was counted. */
export function isProvisional(matter: Matter): boolean {
  return matter.clocks.some((clock) => isRunning(clock) && clock.due.provisional)
}

/** Counts provisional deadlines again under `calendar`. No event where the calendar is the one they were counted with. */
export function countAnnounced(matter: Matter, calendar: Calendar, context: Context): Decision {
  const fired = fireDue(matter, context)
  const loop = loopOf(context.rules, matter)
  const draft = draftOf(fired.matter, loop, context)
  const rules = { ...context.rules, calendar }
  for (const clock of fired.matter.clocks.filter((c) => isAffected(c, calendar))) {
    const rule = loop.clocks[clock.name]
    if (!rule) continue
    const due = recount(rules, rule, draft.matter, clock, context.now)
    const { name, assignmentId, startedAt } = clock
    const at = context.now
    emit(draft, {
      type: 'ClockRecomputed',
      at,
      clock: name,
      assignmentId,
      due,
      warnAt: warnAt(rules, rule, startedAt, due),
    })
  }
  return decisionAfter(fired, draft)
}

function isAffected(clock: RunningClock, calendar: Calendar): boolean {
  return isRunning(clock) && clock.due.provisional && clock.due.calendarVersion !== calendar.version
}
