/**
 * A decision being made: events are emitted one by one, each folded at once, so that the next rule sees what the last
 * one did. Clocks, custody and the loop's own moves react to events here, for every loop alike.
 */

import { dispatch, resolveTarget } from '../catalogue/dispatch.ts'
import { evaluate, type Facts } from '../kernel/condition/evaluate.ts'
import type { ErrorCode } from '../kernel/errors.ts'
import { type Refusal, type RefusalParams, refuse } from '../kernel/refusal.ts'
import { type Directory, standInFor } from '../organisation/directory.ts'
import type { ActivePost } from '../organisation/types.ts'
import { clockMoments } from './clocks.ts'
import type { FormValues, MatterEvent } from './events.ts'
import { evolve } from './evolve.ts'
import { factsOf } from './facts.ts'
import type { Go, Loop } from './loop.ts'
import { type Assignment, isClosed, leadOf, type Matter, type Outcome } from './matter.ts'
import { placeOf } from './relations.ts'
import type { Context, Rules } from './rules.ts'

/** A message to another matter, taken in within the same transaction (`receive.ts`). */
export type Touch =
  | {
      readonly matterId: string
      readonly note: 'merge'
      readonly from: string
      readonly followers: readonly string[]
    }
  | {
      readonly matterId: string
      readonly note: 'child_closed'
      readonly child: string
      readonly outcome: Outcome
    }

/** A matter to be opened within the same transaction, as a child of this one. */
export type ChildRequest = {
  readonly id: string
  readonly number: string
  readonly loop: string
  readonly kind: string
  readonly territory: string
  readonly why: 'call' | 'split'
  readonly form: FormValues
}

/** What is to be stored: the matter as it became, by which events, and what that does to other matters. */
export type Decision = {
  readonly matter: Matter
  readonly events: readonly MatterEvent[]
  readonly touches: readonly Touch[]
  readonly children: readonly ChildRequest[]
}

export type Draft = {
  matter: Matter
  readonly loop: Loop
  readonly context: Context
  readonly form: FormValues
  readonly own: Assignment | null
  /** The post the actor acts in; null for residents and the system. */
  readonly post: ActivePost | null
  readonly events: MatterEvent[]
  readonly touches: Touch[]
  readonly children: ChildRequest[]
  outcome: Outcome | null
  refusal: Refusal | null
}

export function draftOf(
  matter: Matter,
  loop: Loop,
  context: Context,
  more: { form?: FormValues; own?: Assignment | null; post?: ActivePost | null } = {},
): Draft {
  return {
    matter,
    loop,
    context,
    form: more.form ?? {},
    own: more.own ?? null,
    post: more.post ?? null,
    events: [],
    touches: [],
    children: [],
    outcome: null,
    refusal: null,
  }
}

/** What was decided in the draft, after what time had done before. */
export function decisionAfter(fired: Decision, draft: Draft): Decision {
  return {
    matter: draft.matter,
    events: [...fired.events, ...draft.events],
    touches: [...fired.touches, ...draft.touches],
    children: [...fired.children, ...draft.children],
  }
}

/** Records that something happened, then lets the clocks hear of it. */
export function emit(draft: Draft, event: MatterEvent): void {
  draft.matter = evolve(draft.matter, event)
  draft.events.push(event)
  for (const reaction of clockMoments(draft.loop, draft.matter, event, draft.context)) {
    draft.matter = evolve(draft.matter, reaction)
    draft.events.push(reaction)
  }
}

/** Refuses the whole command: nothing of the draft will be stored. */
export function refuseDraft(draft: Draft, code: ErrorCode, params: RefusalParams = {}): void {
  draft.refusal = refuse(code, params).refusal
}

/** The facts at this point of the decision. */
export function factsNow(draft: Draft): Facts {
  const { loop, matter, form, context } = draft
  return factsOf(loop, matter, {
    own: ownNow(draft),
    form,
    dispatchFound: isDispatched(matter, context.rules),
  })
}

/** The actor's assignment as it is by now in the draft. */
export function ownNow(draft: Draft): Assignment | null {
  return draft.matter.assignments.find((a) => a.id === draft.own?.id) ?? null
}

/** True when the duty lists name somebody for this kind at this place. */
export function isDispatched({ kind, territory, against }: Matter, { catalogue, directory }: Rules): boolean {
  return dispatch(catalogue, directory, kind, territory, against).found
}

/** The state that `go` leads to, given the facts now; null when none of its conditions holds. */
export function destination(draft: Draft, go: Go): string | null {
  if (typeof go === 'string') return go
  const facts = factsNow(draft)
  return go.find((g) => g.when === undefined || evaluate(g.when, facts))?.to ?? null
}

/** Enters a state (entering the present one again is allowed: its clocks start anew). */
export function moveTo(draft: Draft, state: string): void {
  const { loop, context } = draft
  const closed = loop.states[state]?.closed === true
  if (closed) stopClocks(draft)
  emit(draft, { type: 'MatterMoved', at: context.now, from: draft.matter.state, to: state, closed })
  if (closed) close(draft)
}

function stopClocks(draft: Draft): void {
  for (const clock of draft.matter.clocks) {
    if (clock.stoppedAt !== null) continue
    emit(draft, {
      type: 'ClockStopped',
      at: draft.context.now,
      clock: clock.name,
      assignmentId: clock.assignmentId,
    })
  }
}

function close(draft: Draft): void {
  const outcome = draft.outcome ?? 'resolved'
  emit(draft, { type: 'MatterClosed', at: draft.context.now, outcome })
  if (draft.matter.parentId) {
    draft.touches.push({
      matterId: draft.matter.parentId,
      note: 'child_closed',
      child: draft.matter.id,
      outcome,
    })
  }
}

/** Takes the loop's own moves until none holds, then charges the time to whoever holds the matter now. */
export function settle(draft: Draft): void {
  const { advance = [] } = draft.loop
  for (let moves = 0; moves < 10; moves++) {
    const candidates = advance.filter((a) => a.from.includes(draft.matter.state))
    const move = candidates.length > 0 && candidates.find((a) => evaluate(a.when, factsNow(draft)))
    if (!move) break
    moveTo(draft, move.to)
  }
  if (isClosed(draft.matter)) return
  const to = holderOf(draft)
  const last = draft.matter.custody.at(-1)
  if (!last || last.to !== null || last.holder !== to)
    emit(draft, { type: 'CustodyPassed', at: draft.context.now, to })
}

/**
 * Who holds the matter in its present state. Never nobody: where the named holder does not exist (no lead yet, a desk
 * that no organisation keeps here) it is the first handler, then the triage desk, then the reporter. An organisation
 * complained about holds nothing; who stands in for it does.
 */
function holderOf({ loop, matter, context }: Draft): string {
  const { directory } = context.rules
  const { against } = matter
  const named = namedHolder(loop.states[matter.state]?.holder ?? 'lead', matter, directory)
  const first = named ?? matter.firstHandler
  const free = first && directory.byId.has(first) ? standInFor(directory, first, against) : first
  return free ?? resolveTarget(directory, 'duty:triage', matter.territory, against) ?? 'reporter'
}

function namedHolder(holder: string, matter: Matter, directory: Directory): string | null {
  switch (holder) {
    case 'lead':
      return leadOf(matter)?.unit ?? null
    case 'caller':
      return matter.reporter.organisationId
    case 'reporter':
      return 'reporter'
    case 'first_handler':
      return matter.firstHandler
    default:
      return resolveTarget(directory, holder, placeOf(matter, holder), matter.against)
  }
}
