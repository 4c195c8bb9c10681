/** 撤销 — takes back the last act within a minute, where nothing has followed; custody keeps every minute that passed. */
import { MINUTE, toIso } from '../kernel/instant.ts'
import { ok, type Result, refuse } from '../kernel/refusal.ts'
import { actingAs } from './decide.ts'
import type { Decision } from './draft.ts'
import type { By, MatterEvent } from './events.ts'
import { evolve, replay } from './evolve.ts'
import type { Matter } from './matter.ts'
import type { Context } from './rules.ts'
import { fireDue } from './time.ts'

/** How long a mistake can be taken back. */
export const UNDO_WINDOW = MINUTE

/**
 * Undoes the last act of this same account. `history` are all events of the matter so far.
 * Refusals: those of `mayUndo`.
 */
export function undo(matter: Matter, history: readonly MatterEvent[], context: Context): Result<Decision> {
  const allowed = mayUndo(matter, context)
  if (!allowed.ok) return allowed
  const { seq, action } = allowed.value
  const restored = replay({ id: matter.id, pack: matter.pack }, history.slice(0, seq - 1))
  const event: MatterEvent = {
    type: 'ActionUndone',
    at: context.now,
    by: actorOf(history[seq - 1], context),
    action,
    restored,
  }
  return ok({ matter: evolve(matter, event), events: [event], touches: [], children: [] })
}

/** Whoever takes an act back stands where they stood when they did it: in the same post, for the same colleague. */
function actorOf(act: MatterEvent | undefined, context: Context): By {
  return act?.type === 'ActionTaken' ? act.by : actingAs(context, null)
}

/**
 * The act that this actor may still take back. Refusals: undo.nothing (none of theirs is the last), undo.too_late,
 * undo.followed (time itself or another matter came in between), time.invalid.
 */
export function mayUndo(matter: Matter, context: Context): Result<NonNullable<Matter['last']>> {
  const { last } = matter
  const { now, actor } = context
  if (!last || last.accountId === null || last.accountId !== actor.accountId) return refuse('undo.nothing')
  if (now < matter.changedAt) return refuse('time.invalid', { at: toIso(now) })
  if (now - last.at > UNDO_WINDOW) return refuse('undo.too_late', { seconds: UNDO_WINDOW / 1000 })
  if (last.followed || fireDue(matter, context).events.length > 0) return refuse('undo.followed')
  return ok(last)
}
