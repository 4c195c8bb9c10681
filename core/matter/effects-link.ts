/** 关联 — effects that tie matters together: follow, merge (并案), split (拆分), child matters, escalation (提级). */
import { inherited, resolveTarget } from '../catalogue/dispatch.ts'
import { type Draft, emit, refuseDraft } from './draft.ts'
import type { Effect } from './loop.ts'

export function follow(draft: Draft): void {
  const follower = draft.context.actor.residentId
  if (follower) emit(draft, { type: 'FollowerAdded', at: draft.context.now, follower })
}

/** Joins this matter into another; whoever reported or followed it is told of every step of the other. */
export function merge(draft: Draft): void {
  const into = String(draft.form.into ?? '')
  if (into === '' || into === draft.matter.id)
    return refuseDraft(draft, 'merge.same', { matter: draft.matter.number })
  emit(draft, { type: 'MergedInto', at: draft.context.now, into })
  const { reporter, followers } = draft.matter
  const informed = [...new Set([...(reporter.residentId ? [reporter.residentId] : []), ...followers])]
  draft.touches.push({ matterId: into, note: 'merge', from: draft.matter.id, followers: informed })
  draft.outcome = 'merged'
}

/** Opens one matter per kind named in `form.kinds`; they carry the text of this one. */
export function split(draft: Draft): void {
  const kinds = draft.form.kinds
  if (!Array.isArray(kinds)) return refuseDraft(draft, 'kind.unknown', { kind: '' })
  for (const kind of kinds as readonly string[]) {
    const loop = inherited(draft.context.rules.catalogue, kind, 'loop')
    if (!loop) return refuseDraft(draft, 'kind.unknown', { kind })
    addChild(draft, loop, kind, 'split')
  }
  draft.outcome = 'split'
}

/** Opens a child matter in another loop, for example a street call out of a resident's request. */
export function openChild(draft: Draft, effect: Extract<Effect, { do: 'open_child' }>): void {
  addChild(draft, effect.loop, effect.kind ?? draft.matter.kind, 'call')
}

function addChild(draft: Draft, loop: string, kind: string, why: 'call' | 'split'): void {
  const fresh = draft.context.fresh?.[draft.children.length]
  if (!fresh) throw new Error('the handler gave no id for a child matter')
  draft.children.push({ ...fresh, loop, kind, territory: draft.matter.territory, why, form: draft.form })
  emit(draft, { type: 'ChildOpened', at: draft.context.now, child: fresh.id, why })
}

/**
 * Raises the matter one level (提级会商): from now on its desks are those of the level at which the next organisation with
 * this duty stands; the units asked so far go on. Refused where nobody stands above.
 */
export function escalate(draft: Draft, duty: string): void {
  const { matter, context } = draft
  const above = resolveTarget(context.rules.directory, `up:${duty}`, matter.level, matter.against)
  const organisation = above ? context.rules.directory.byId.get(above) : undefined
  if (!organisation) return refuseDraft(draft, 'unit.unknown', { unit: `up:${duty}` })
  emit(draft, { type: 'MatterEscalated', at: context.now, level: organisation.territory })
}
