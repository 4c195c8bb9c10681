/**
 * 效果 — the verbs that packs compose actions from. Each does one thing to a draft, or sets its refusal.
 * A new mechanism uses these; a new verb is a change of the engine and needs its own spec.
 */
import { evaluate } from '../kernel/condition/evaluate.ts'
import { type Draft, emit, factsNow, refuseDraft } from './draft.ts'
import { extendClock, hasten, pauseClock, resumeClock, startByHand, stopByHand } from './effects-clock.ts'
import { escalate, follow, merge, openChild, split } from './effects-link.ts'
import { ask, inform, mark, relay, reportInner, sendBackInner, signOff, takeBack } from './effects-unit.ts'
import type { Effect, Overlay } from './loop.ts'

/** Applies effects in order; stops at the first refusal. */
export function applyEffects(draft: Draft, effects: readonly Effect[] | undefined): void {
  for (const effect of effects ?? []) {
    if (draft.refusal) return
    if (effect.when && !evaluate(effect.when, factsNow(draft))) continue
    apply(draft, effect)
  }
}

function apply(draft: Draft, effect: Effect): void {
  const at = draft.context.now
  switch (effect.do) {
    case 'ask':
      return ask(draft, effect)
    case 'mark':
      return mark(draft, effect)
    case 'inform':
      return inform(draft, effect.units)
    case 'relay':
      return relay(draft, effect.to)
    case 'report_inner':
      return reportInner(draft)
    case 'send_back_inner':
      return sendBackInner(draft)
    case 'sign_off':
      return signOff(draft)
    case 'take_back':
      return takeBack(draft)
    case 'overlay':
      return setOverlay(draft, effect.set, effect.on)
    case 'start':
      return startByHand(draft, effect.clock)
    case 'stop':
      return stopByHand(draft, effect.clock)
    case 'pause':
      return pauseClock(draft, effect.clock)
    case 'resume':
      return resumeClock(draft, effect.clock)
    case 'extend':
      return extendClock(draft, effect.clock)
    case 'notify':
      return emit(draft, { type: 'NoticeSent', at, to: effect.whom, message: effect.message })
    case 'evaluate':
      return evaluateMatter(draft)
    case 'rate':
      return rate(draft, effect.whom)
    case 'count':
      return emit(draft, {
        type: 'MatterCounted',
        at,
        what: effect.what,
        to: (draft.matter.counts[effect.what] ?? 0) + (effect.by ?? 1),
      })
    case 'classify':
      return classify(draft)
    case 'close':
      draft.outcome = effect.outcome
      return
    case 'follow':
      return follow(draft)
    case 'merge':
      return merge(draft)
    case 'split':
      return split(draft)
    case 'open_child':
      return openChild(draft, effect)
    case 'escalate':
      return escalate(draft, effect.duty)
    default:
      throw new Error(`unknown effect ${JSON.stringify(effect satisfies never)}`)
  }
}

function setOverlay(draft: Draft, overlay: Overlay, on: boolean): void {
  if ((draft.matter.overlays[overlay] !== undefined) === on) return
  emit(draft, { type: 'OverlaySet', at: draft.context.now, overlay, on })
  if (overlay === 'urgent' && on) hasten(draft)
}

/** Solved first, then satisfied (1–5): the reporter's word, or a sampled neighbour's. */
function evaluateMatter(draft: Draft): void {
  const { solved, satisfied } = draft.form
  emit(draft, {
    type: 'MatterEvaluated',
    at: draft.context.now,
    solved: solved === true,
    satisfied: typeof satisfied === 'number' ? satisfied : null,
  })
}

/** Rates a unit; every whole number of the form is a score. Both sides of a call rate each other (双考核). */
function rate(draft: Draft, whom: 'lead' | 'caller' | 'form.unit'): void {
  const by = draft.own?.unit ?? draft.post?.organisationId
  const lead = draft.matter.assignments.findLast((a) => a.as === 'lead')?.unit
  const rated =
    whom === 'lead' ? lead : whom === 'caller' ? draft.matter.reporter.organisationId : draft.form.unit
  if (!by || typeof rated !== 'string')
    return refuseDraft(draft, 'unit.unknown', { unit: String(rated ?? '') })
  const scores = Object.fromEntries(
    Object.entries(draft.form).filter((e): e is [string, number] => typeof e[1] === 'number'),
  )
  emit(draft, { type: 'UnitRated', at: draft.context.now, by, whom: rated, scores })
}

function classify(draft: Draft): void {
  const kind = String(draft.form.kind ?? '')
  if (!draft.context.rules.catalogue.kinds.has(kind)) return refuseDraft(draft, 'kind.unknown', { kind })
  emit(draft, { type: 'MatterClassified', at: draft.context.now, kind })
}
