/**
 * 问题 — what is wrong with a pack, as values. `core` says which entry and where in it; the reader knows its file and
 * line. Each code has a sentence in both languages in `contract/messages/pack.*.json`.
 */
import type { Severity } from '../territory/finding.ts'

export type { Severity }

export const LISTS = [
  'pack',
  'vocabularies',
  'calendar',
  'territories',
  'zones',
  'organisations',
  'kinds',
  'duties',
  'profiles',
  'forms',
  'attachments',
  'loops',
  'actions',
  'messages',
  'gazetteer',
  'exemptions',
  'people',
  'posts',
] as const
export type ListName = (typeof LISTS)[number]

export type Path = readonly (string | number)[]

/** An entry of a list by its key, and a place inside it. */
export type Where = { readonly list: ListName; readonly key: string; readonly path: Path }

export type Params = Readonly<Record<string, string | number>>

export type Problem = {
  readonly code: string
  readonly severity: Severity
  readonly at: Where
  readonly params: Params
}

/** Collects problems; `at` is made by `where`. */
export type Report = (severity: Severity, code: string, at: Where, params?: Params) => void

export function where(list: ListName, key: string, ...path: Path): Where {
  return { list, key, path }
}

/** A collector of problems and what reports to it. */
export function collector(): { problems: Problem[]; report: Report } {
  const problems: Problem[] = []
  const report: Report = (severity, code, at, params = {}) => {
    problems.push({ code, severity, at, params })
  }
  return { problems, report }
}
