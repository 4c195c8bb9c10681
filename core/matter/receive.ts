/** 收文 — takes in a note from another matter within the same transaction: a merge, or a child that was closed. */
import { ok, type Result, refuse } from '../kernel/refusal.ts'
import { type Decision, decisionAfter, draftOf, emit, settle, type Touch } from './draft.ts'
import { isClosed, type Matter } from './matter.ts'
import { type Context, loopOf } from './rules.ts'
import { fireDue } from './time.ts'

/** Refusals: merge.closed (a closed or merged matter takes nothing in). */
export function receive(matter: Matter, touch: Touch, context: Context): Result<Decision> {
  if (touch.note === 'merge' && (isClosed(matter) || matter.mergedInto !== null)) {
    return refuse('merge.closed', { matter: matter.number })
  }
  const fired = fireDue(matter, context)
  const draft = draftOf(fired.matter, loopOf(context.rules, matter), context)
  const at = context.now
  if (touch.note === 'merge')
    emit(draft, { type: 'MergeReceived', at, from: touch.from, followers: touch.followers })
  else emit(draft, { type: 'ChildClosed', at, child: touch.child, outcome: touch.outcome })
  if (!isClosed(draft.matter)) settle(draft)
  return ok(decisionAfter(fired, draft))
}
