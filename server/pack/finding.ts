/** 检查结果 — what is wrong with a pack, with the file and the line where it stands. */
import type { Params, Severity } from '@huying/core/pack/problem.ts'

export type Finding = {
  readonly code: string
  readonly severity: Severity
  /** Path of the file, below the folder that holds the packs: `shifan/duties.yaml`. */
  readonly file: string
  /** From 1. */
  readonly line: number
  readonly params: Params
}

/** Errors first, then by file and line; the same said twice is said once. */
export function tidy(findings: readonly Finding[]): Finding[] {
  const rank = { error: 0, warning: 1, info: 2 }
  const unique = new Map(findings.map((finding) => [JSON.stringify(finding), finding]))
  return [...unique.values()].sort(
    (a, b) =>
      rank[a.severity] - rank[b.severity] ||
      (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) ||
      a.line - b.line,
  )
}
