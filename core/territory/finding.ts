/**
 * 核查结果 — what is wrong with territory data, as values: a stable code, how bad it is, where it is and what its
 * sentence is filled with. Sentences in both languages belong to the message files, under these codes.
 *
 * `error`: the row cannot be trusted as it is. `warning`: usable, a person should look. `info`: worth knowing.
 */
import type { Territory } from './types.ts'

export type Severity = 'error' | 'warning' | 'info'

export const findingCodes = [
  // the tree
  'code.missing',
  'code.shape',
  'code.level',
  'code.duplicate',
  'id.duplicate',
  'parent.orphan',
  'parent.not_above',
  'name.missing',
  'name.duplicate',
  'dates.order',
  'households.invalid',
  // one border
  'geometry.unreadable',
  'geometry.empty',
  'geometry.out_of_range',
  'geometry.swapped',
  'geometry.far_away',
  'ring.unclosed',
  'ring.short',
  'ring.self_intersection',
  'ring.touches_itself',
  // borders together
  'siblings.overlap',
  'siblings.gap',
  'geometry.outside_parent',
  'geometry.missing_beside_siblings',
  // the file
  'file.unreadable',
  'file.encoding',
  'file.column_missing',
  'file.coordinates_undeclared',
  'file.coordinates_differ',
  'row.malformed',
  'feature.unmatched',
  'feature.ambiguous',
] as const

export type FindingCode = (typeof findingCodes)[number]

export type Finding = {
  readonly code: FindingCode
  readonly severity: Severity
  /** The area code the finding is about, where it has one. */
  readonly territoryCode: string | null
  /** Position in the input (feature, row or territory, from 0), where it has one. */
  readonly index: number | null
  readonly params: Readonly<Record<string, string | number>>
}

/** How many findings of each severity. */
export function countBySeverity(findings: readonly Finding[]): Record<Severity, number> {
  const counts = { error: 0, warning: 0, info: 0 }
  for (const finding of findings) counts[finding.severity]++
  return counts
}

/** A territory with its position in the input, as the checks hand it around. */
export type Numbered = { readonly territory: Territory; readonly index: number }

/** Shapes a finding about one territory. */
export function findingAbout(
  { territory, index }: Numbered,
  code: FindingCode,
  severity: Severity,
  params: Finding['params'] = {},
): Finding {
  return { code, severity, territoryCode: territory.code, index, params }
}
