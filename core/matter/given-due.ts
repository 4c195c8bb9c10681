/** 外来时限 — a deadline that another system gave, changed there after the matter came in. */
import type { Instant } from '../kernel/instant.ts'
import { ok, type Result } from '../kernel/refusal.ts'
import { type Decision, decisionAfter, draftOf, settle } from './draft.ts'
import { isClosed, type Matter } from './matter.ts'
import { giveDeadline } from './open.ts'
import { type Context, loopOf } from './rules.ts'
import { fireDue } from './time.ts'

/** Puts the given deadline in the place of the promised one. Without a promise that still runs nothing happens. */
export function changeDue(matter: Matter, dueAt: Instant, context: Context): Result<Decision> {
  const fired = fireDue(matter, context)
  const draft = draftOf(fired.matter, loopOf(context.rules, matter), context)
  giveDeadline(draft, dueAt)
  if (draft.events.length > 0 && !isClosed(draft.matter)) settle(draft)
  return ok(decisionAfter(fired, draft))
}
