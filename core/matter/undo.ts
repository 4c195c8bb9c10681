/** 撤销 — takes back the last act within a minute, where nothing has followed; custody keeps every minute that passed. */
import { MINUTE } from '../kernel/instant.ts'
import { ok, type Result, refuse } from '../kernel/refusal.ts'
import { actingAs, type Decision } from './decide.ts'
import type { MatterEvent } from './events.ts'
import { type Birth, evolve, replay } from './evolve.ts'
import type { Matter } from './matter.ts'
import type { Context } from './rules.ts'

/** How long a mistake can be taken back. */
export const UNDO_WINDOW = MINUTE

/**
 * Undoes the last act of this same account. `history` are all events of the matter so far.
 * Refusals: undo.nothing, undo.too_late, undo.followed (somebody else, time itself or another matter came in between).
 */
export function undo(matter: Matter, history: readonly MatterEvent[], context: Context): Result<Decision> {
  const { last } = matter
  if (!last || last.accountId === null || last.accountId !== context.actor.accountId)
    return refuse('undo.nothing')
  if (context.now - last.at > UNDO_WINDOW) return refuse('undo.too_late', { seconds: UNDO_WINDOW / 1000 })
  const since = history.slice(last.seq)
  if (since.some((e) => FOLLOWS.has(e.type) || e.at !== last.at)) return refuse('undo.followed')
  const birth: Birth = { id: matter.id, pack: matter.pack }
  const restored = replay(birth, history.slice(0, last.seq - 1))
  const event: MatterEvent = {
    type: 'ActionUndone',
    at: context.now,
    by: actingAs(context, null),
    action: last.action,
    restored,
  }
  return ok({ matter: evolve(matter, event), events: [event], touches: [], children: [] })
}

/** Events that reach beyond this matter and so cannot be taken back by it alone. */
const FOLLOWS = new Set<MatterEvent['type']>(['ChildOpened', 'MergedInto', 'MergeReceived', 'ChildClosed'])
