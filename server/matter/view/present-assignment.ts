/** 承办呈现 — a unit asked, as the API shows it: its state, who signed, and where inside the unit the work lies. */
import type { MatterView } from '@huying/contract/matter/view.ts'
import { toIso } from '@huying/core/kernel/instant.ts'
import type { MatterEvent } from '@huying/core/matter/events.ts'
import { type Assignment, innerHolder, openRelay } from '@huying/core/matter/matter.ts'
import { POST } from '../inner-post.ts'
import { heldView, isoOrNull, type Namer } from './present-parts.ts'

/** What only colleagues are told: where the work lies inside a unit is the unit's own affair. */
export type Colleagues = {
  /** Names of who holds the posts that work was passed on to, by post. */
  readonly posts: ReadonlyMap<string, string>
  readonly signatures: ReadonlyMap<string, Signature>
}

type Signature = { readonly at: number; readonly by: string | null }

/** Who signed for which assignment: whoever acted at the moment at which it was first marked so. */
export function signaturesIn(
  history: readonly MatterEvent[],
  names: ReadonlyMap<string, string>,
): Map<string, Signature> {
  const signatures = new Map<string, Signature>()
  let accountId: string | null = null
  for (const event of history) {
    if (event.type === 'ActionTaken') accountId = event.by.accountId
    if (event.type === 'ActionUndone') forget(signatures, event.restored.assignments)
    if (event.type !== 'AssignmentMoved' || event.to !== 'signed') continue
    const by = accountId === null ? null : (names.get(accountId) ?? null)
    if (!signatures.has(event.assignmentId)) signatures.set(event.assignmentId, { at: event.at, by })
  }
  return signatures
}

/** A signature that was taken back is none. */
function forget(signatures: Map<string, Signature>, restored: readonly Assignment[]): void {
  for (const { id, state } of restored) if (state === 'asked') signatures.delete(id)
}

export function assignmentView(
  a: Assignment,
  name: Namer,
  colleagues: Colleagues | null,
): MatterView['assignments'][number] {
  const inner = innerHolder(a)
  const nameInner: Namer = (id) => innerName(id, colleagues?.posts ?? new Map(), name)
  const signature = colleagues?.signatures.get(a.id)
  return {
    id: a.id,
    unit: name(a.unit),
    as: a.as,
    state: a.state,
    directed: a.directed,
    askedAt: toIso(a.askedAt),
    changedAt: toIso(a.changedAt),
    signedAt: isoOrNull(signature?.at ?? null),
    signedBy: signature?.by ?? null,
    inner: inner === a.unit || colleagues === null ? null : nameInner(inner),
    relay: colleagues === null ? [] : relayView(a, nameInner),
    held: colleagues === null ? [] : heldView(a.held, nameInner),
    awaitsSignOff: colleagues !== null && (openRelay(a)?.reportedAt ?? null) !== null,
  }
}

function relayView({ relay }: Assignment, name: Namer): MatterView['assignments'][number]['relay'] {
  return relay.map(({ to, at, signedOffAt, takenBackAt }) => ({
    to: name(to),
    at: toIso(at),
    endedAt: isoOrNull(signedOffAt ?? takenBackAt),
  }))
}

/** A part of the unit by its name, a post by that of who holds it. */
function innerName(id: string, posts: ReadonlyMap<string, string>, name: Namer): ReturnType<Namer> {
  const person = id.startsWith(POST) ? posts.get(id.slice(POST.length)) : undefined
  return person === undefined ? name(id) : { id, name: { zh: person } }
}
