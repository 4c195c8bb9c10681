/**
 * 决定 — decides one command on one matter: `decide(matter, command, context) -> decision | refusal`. Pure: the moment, the
 * actor and all rules arrive in the context. What was due is fired first, so nothing is decided on a stale clock; a
 * refusal stores nothing, not even that.
 */
import type { FileDigests } from '../attachment/types.ts'
import { evaluate, type Facts } from '../kernel/condition/evaluate.ts'
import type { ErrorCode } from '../kernel/errors.ts'
import { toIso } from '../kernel/instant.ts'
import { ok, type Result, refuse } from '../kernel/refusal.ts'
import {
  type Decision,
  decisionAfter,
  destination,
  draftOf,
  emit,
  isDispatched,
  moveTo,
  settle,
} from './draft.ts'
import { applyEffects } from './effects.ts'
import type { By, FormValues, MatterEvent, TextDigests } from './events.ts'
import { factsOf } from './facts.ts'
import { type Action, isFrom, type Loop } from './loop.ts'
import type { Matter } from './matter.ts'
import { RELATIONS, type Standing, satisfies, standingsOf } from './relations.ts'
import { type Context, loopOf } from './rules.ts'
import { fireDue } from './time.ts'

export type ActCommand = {
  readonly action: string
  readonly form: FormValues
  readonly texts: TextDigests
  readonly attachments?: FileDigests
  /** The version the person saw; null decides on whatever is there (bulk and system acts). */
  readonly expectedVersion: number | null
}

/**
 * Refusals: version.stale, time.invalid, action.unknown, action.not_now, action.not_yours, action.guard or what the
 * failed guard says, and those of the effects.
 */
export function decide(matter: Matter, command: ActCommand, context: Context): Result<Decision> {
  if (command.expectedVersion !== null && command.expectedVersion !== matter.version) {
    return refuse('version.stale', { expected: command.expectedVersion, version: matter.version })
  }
  if (context.now < matter.changedAt) return refuse('time.invalid', { at: toIso(context.now) })
  const fired = fireDue(matter, context)
  const loop = loopOf(context.rules, matter)
  const allowed = mayAct(fired.matter, loop, command.action, context, command.form)
  if (!allowed.ok) return allowed
  const { action, standing } = allowed.value
  const draft = draftOf(fired.matter, loop, context, {
    form: command.form,
    own: standing.assignment,
    post: standing.post,
  })
  emit(draft, taken(command, action, standing, context))
  applyEffects(draft, action.does)
  if (draft.refusal) return { ok: false, refusal: draft.refusal }
  const to = action.to === undefined ? null : destination(draft, action.to)
  if (to) moveTo(draft, to)
  settle(draft)
  return ok(decisionAfter(fired, draft))
}

export type Allowed = { readonly action: Action; readonly standing: Standing }

/**
 * Whether the actor may take this action now, and in which standing. Without `form`, guards that ask about the form
 * are left open: that is how abilities are computed.
 */
export function mayAct(
  matter: Matter,
  loop: Loop,
  name: string,
  context: Context,
  form?: FormValues,
  standings: readonly Standing[] = standingsOf(matter, context.actor, context.rules.directory),
): Result<Allowed> {
  const action = Object.hasOwn(loop.actions, name) ? loop.actions[name] : undefined
  if (!action) return refuse('action.unknown', { action: name })
  const able = standings.filter((s) => action.by.some((by) => satisfies(s, by)))
  if (able.length === 0) return refuse('action.not_yours', { action: name })
  if (!isFrom(loop, action, matter.state))
    return refuse('action.not_now', { action: name, state: matter.state })
  const fitting = action.own
    ? able.filter((s) => s.assignment && action.own?.includes(s.assignment.state))
    : able
  if (fitting.length === 0) return refuse('action.not_now', { action: name, state: matter.state })
  let refused: ErrorCode = 'action.guard'
  for (const standing of fitting) {
    const facts = () => factsFor(matter, loop, context, standing, form)
    const failed = failedGuard(action, facts, form === undefined)
    if (failed === null) return ok({ action, standing })
    refused = failed
  }
  return refuse(refused, { action: name })
}

function factsFor(
  matter: Matter,
  loop: Loop,
  { rules }: Context,
  { assignment: own }: Standing,
  form: FormValues = {},
): Facts {
  return factsOf(loop, matter, { own, form, dispatchFound: isDispatched(matter, rules) })
}

/** The code of the first condition that does not hold; those about the form are passed over while it is `formless`. */
function failedGuard(action: Action, factsNow: () => Facts, formless: boolean): ErrorCode | null {
  const guards = action.guards ?? []
  if (!action.when && guards.length === 0) return null
  const facts = factsNow()
  const all = action.when ? [{ when: action.when, refuse: 'action.guard' }, ...guards] : guards
  const failed = all.find(({ when }) => !(formless && asksForm(when)) && !evaluate(when, facts))
  return failed ? (failed.refuse as ErrorCode) : null
}

/** True when a condition or an effect reads an answer of the form. */
export function asksForm(condition: object): boolean {
  const known = asking.get(condition)
  if (known !== undefined) return known
  const asks = JSON.stringify(condition).includes('"form.')
  asking.set(condition, asks)
  return asks
}

/** Conditions and effects of packs never change; they are asked about at every look at a matter. */
const asking = new WeakMap<object, boolean>()

function taken(command: ActCommand, action: Action, standing: Standing, context: Context): MatterEvent {
  return {
    type: 'ActionTaken',
    at: context.now,
    by: actingAs(context, standing),
    action: command.action,
    form: command.form,
    texts: command.texts,
    ...(command.attachments ? { attachments: command.attachments } : {}),
    undoable: action.undo !== false && context.actor.kind !== 'system',
  }
}

/** Who acted, as events remember it: the account and the post, never a name. */
export function actingAs(context: Context, standing: Standing | null): By {
  const { accountId, residentId } = context.actor
  const post = standing?.post ?? null
  return {
    accountId,
    ...(residentId !== null && post === null ? { residentId } : {}),
    ...(post ? { organisationId: post.organisationId, role: post.role } : {}),
    ...(post?.delegatedBy ? { delegatedBy: post.delegatedBy } : {}),
  }
}

/** Relations a pack may name in `by`, beside `duty:<duty>`. */
export function isRelation(name: string): boolean {
  return name.startsWith('duty:') || (RELATIONS as readonly string[]).includes(name)
}
