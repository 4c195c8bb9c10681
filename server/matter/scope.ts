/** 可见范围 — what an actor may read, as a condition on rows `matter m`: the one that lists, searches and likenesses share. */
import type { ReadScope } from '@huying/core/matter/policy.ts'
import { subtreeRange } from '@huying/core/territory/code.ts'
import { STAND_IN } from './rows.ts'

/** The conditions of the matter's policy (`admits` in core/matter/policy.ts), as a condition on rows. */
export function scopeOf(scope: ReadScope, values: unknown[]): string {
  const admitted = [`m.readers && $${values.push(scope.readers)}::text[]`]
  if (scope.prefixes.length > 0) admitted.push(`(not m.confidential and ${within(scope.prefixes, values)})`)
  if (scope.confidentialPrefixes.length > 0)
    admitted.push(`(m.confidential and ${within(scope.confidentialPrefixes, values)})`)
  for (const { organisationId, territory } of scope.seats)
    admitted.push(
      // The place first: it is decided at once, and for most rows decides the whole.
      `(${within([territory], values)} and m.readers && $${values.push([`${STAND_IN}${organisationId}`])}::text[])`,
    )
  const recused =
    scope.recusedFrom.length > 0 ? ` and not m.against && $${values.push(scope.recusedFrom)}::text[]` : ''
  return `(${admitted.join(' or ')})${recused}`
}

/** In one of these subtrees. */
export function within(prefixes: readonly string[], values: unknown[]): string {
  const ranges = prefixes.map((prefix) => {
    const [from, to] = subtreeRange(prefix)
    return `(m.territory >= $${values.push(from)} and m.territory < $${values.push(to)})`
  })
  return `(${ranges.join(' or ')})`
}
