/** 单位策略 — who may know how long a unit holds matters: itself, and who oversees the whole of what it serves. Never of one person. */
import { type Directory, isPartOf } from '../organisation/directory.ts'
import type { Actor, Organisation } from '../organisation/types.ts'
import { scopePrefixes } from './policy.ts'

export function mayKnowCustody(
  actor: Actor,
  { id, territory }: Pick<Organisation, 'id' | 'territory'>,
  directory: Directory,
): boolean {
  if (actor.kind !== 'staff') return actor.kind === 'system'
  return (
    scopePrefixes(actor).some((prefix) => territory.startsWith(prefix)) ||
    actor.posts.some(({ organisationId }) => isPartOf(directory, id, organisationId))
  )
}

/** Units on an actor's tree: in what they oversee, and their own with its parts and all above it. */
export function isOnTree(
  actor: Actor,
  { id, territory }: Pick<Organisation, 'id' | 'territory'>,
  directory: Directory,
): boolean {
  return (
    scopePrefixes(actor).some((prefix) => territory.startsWith(prefix)) ||
    actor.posts.some(
      ({ organisationId, chain }) => chain.includes(id) || isPartOf(directory, id, organisationId),
    )
  )
}
