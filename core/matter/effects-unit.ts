/** 承办单位 — effects on the units asked: asking, signing, returning, and passing work on inside a unit. */
import { dispatch, resolveTarget } from '../catalogue/dispatch.ts'
import { isPartOf, isRecused } from '../organisation/directory.ts'
import { type Draft, emit, ownNow, refuseDraft } from './draft.ts'
import type { AssignmentState, Effect } from './loop.ts'
import { type Assignment, isActive, isLive, openRelay } from './matter.ts'
import { placeOf } from './relations.ts'

type EffectOf<T extends Effect['do']> = Extract<Effect, { do: T }>

/**
 * Asks units. A unit complained about is never asked; one already at work is refused where the form names it, and left
 * alone where the duty lists do. An assisting unit that is made lead gives up its part.
 */
export function ask(draft: Draft, effect: EffectOf<'ask'>): void {
  const { units, basis } = unitsOf(draft, effect.units)
  if (units.length === 0 && !effect.optional)
    return refuseDraft(draft, 'unit.unknown', { unit: effect.units })
  for (const unit of units) {
    const { directory } = draft.context.rules
    if (!directory.byId.has(unit) || isRecused(directory, unit, draft.matter.against))
      return refuseDraft(draft, 'unit.unknown', { unit })
    const standing = draft.matter.assignments.find((a) => a.unit === unit && isActive(a))
    const promoted = standing?.as === 'assist' && effect.as === 'lead'
    if (standing && !promoted) {
      if (effect.units.startsWith('form.')) return refuseDraft(draft, 'unit.already_asked', { unit })
      continue
    }
    if (effect.as === 'lead') release(draft, (a) => a.as === 'lead' || a === standing)
    askOne(draft, unit, effect, basis)
  }
}

function askOne(draft: Draft, unit: string, { as, directed }: EffectOf<'ask'>, basis: string | null): void {
  const assignmentId = `a${draft.matter.assignments.length + 1}`
  const at = draft.context.now
  emit(draft, { type: 'UnitAsked', at, assignmentId, unit, as, directed: directed === true, basis })
}

/** There is one lead at a time (主办): asking a new one withdraws the former, unless it has finished. */
function release(draft: Draft, which: (a: Assignment) => boolean): void {
  for (const { id } of draft.matter.assignments.filter((a) => isActive(a) && which(a))) {
    emit(draft, { type: 'AssignmentMoved', at: draft.context.now, assignmentId: id, to: 'withdrawn' })
  }
}

function unitsOf(draft: Draft, source: string): { units: readonly string[]; basis: string | null } {
  const { matter, form, context, own } = draft
  const { catalogue, directory } = context.rules
  if (source.startsWith('dispatch.')) {
    const decided = dispatch(catalogue, directory, matter.kind, matter.territory, matter.against)
    const basis = decided.rule ? `${decided.rule.kind}#${decided.rule.index}` : null
    if (source === 'dispatch.lead') return { units: decided.lead ? [decided.lead] : [], basis }
    return { units: source === 'dispatch.informs' ? decided.informs : decided.assists, basis }
  }
  if (source === 'actor') {
    const unit = own?.unit ?? draft.post?.organisationId
    return { units: unit ? [unit] : [], basis: null }
  }
  if (source === 'caller')
    return { units: matter.reporter.organisationId ? [matter.reporter.organisationId] : [], basis: null }
  if (source.startsWith('form.')) {
    const value = form[source.slice('form.'.length)]
    return {
      units: value === undefined ? [] : typeof value === 'object' ? value : [String(value)],
      basis: null,
    }
  }
  const unit = resolveTarget(directory, source, placeOf(matter, source), matter.against)
  return { units: unit ? [unit] : [], basis: null }
}

/** Copies units for supervision (抄送督办) without asking them; never one complained about. */
export function inform(draft: Draft, source: string): void {
  const { informed, against } = draft.matter
  for (const unit of unitsOf(draft, source).units) {
    if (informed.includes(unit) || isRecused(draft.context.rules.directory, unit, against)) continue
    emit(draft, { type: 'UnitInformed', at: draft.context.now, unit })
  }
}

/**
 * Moves assignments to a state. `form.unit` means an assisting unit: a lead is changed by asking another. A directed
 * unit cannot return (潍坊市12345条例 §22: 指定承办不得退回).
 */
export function mark(draft: Draft, effect: EffectOf<'mark'>): void {
  const chosen = chosenAssignments(draft, effect.whose)
  if (chosen.length === 0 && effect.whose === 'form.unit') {
    return refuseDraft(draft, 'unit.unknown', { unit: String(draft.form.unit ?? '') })
  }
  for (const assignment of chosen) {
    if (assignment.state === effect.to) continue
    if (effect.to === 'returned' && assignment.directed) {
      return refuseDraft(draft, 'return.after_direction', { unit: assignment.unit })
    }
    emit(draft, {
      type: 'AssignmentMoved',
      at: draft.context.now,
      assignmentId: assignment.id,
      to: effect.to satisfies AssignmentState,
    })
  }
}

function chosenAssignments(draft: Draft, whose: EffectOf<'mark'>['whose']): readonly Assignment[] {
  const live = draft.matter.assignments.filter(isLive)
  switch (whose) {
    case 'own':
      return live.filter((a) => a.id === draft.own?.id)
    case 'lead':
      return live.filter((a) => a.as === 'lead').slice(-1)
    case 'assists':
      return live.filter((a) => a.as === 'assist' && isActive(a))
    case 'form.unit':
      return live.filter((a) => a.as === 'assist' && a.unit === draft.form.unit)
    default:
      return live.filter(isActive)
  }
}

/** Passes the work on inside the unit: to a part of it, or to a post (`post:<id>`) in it. The outer custody stays. */
export function relay(draft: Draft, source: string): void {
  const to = String(draft.form[source.replace(/^form\./, '')] ?? '')
  const own = ownNow(draft)
  if (!own) return refuseDraft(draft, 'unit.not_inner', { unit: to })
  const { directory } = draft.context.rules
  const inner = to.startsWith('post:') || (to !== own.unit && isPartOf(directory, to, own.unit))
  if (!inner) return refuseDraft(draft, 'unit.not_inner', { unit: to })
  emit(draft, { type: 'AssignmentRelayed', at: draft.context.now, assignmentId: own.id, to })
}

export function reportInner(draft: Draft): void {
  innerStep(draft, 'InnerReported')
}

export function sendBackInner(draft: Draft): void {
  innerStep(draft, 'InnerSentBack')
}

export function signOff(draft: Draft): void {
  innerStep(draft, 'InnerSignedOff')
}

/** Takes the work back to the unit itself, from whoever it was passed on to and has not done it (收回自办). */
export function takeBack(draft: Draft): void {
  innerStep(draft, 'InnerTakenBack')
}

type InnerStep = 'InnerReported' | 'InnerSentBack' | 'InnerSignedOff' | 'InnerTakenBack'

function innerStep(draft: Draft, type: InnerStep): void {
  const own = ownNow(draft)
  if (!own || !openRelay(own))
    return refuseDraft(draft, 'action.not_now', { action: type, state: draft.matter.state })
  emit(draft, { type, at: draft.context.now, assignmentId: own.id })
}
