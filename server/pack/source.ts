/** 出处 — where an entry of a pack was written, so that a problem in it can name the line. */

import type { Entry } from '@huying/core/pack/merge.ts'
import type { ListName, Path } from '@huying/core/pack/problem.ts'
import type { Finding } from './finding.ts'

export type Source = {
  readonly file: string
  /** The line of a place inside the entry, or of the nearest place around it that exists. */
  readonly lineOf: (path: Path) => number
}

export type PackEntry = Entry<Source>

export type Report = (finding: Finding) => void

/** An entry of a list. */
export function entry(list: ListName, key: string, value: unknown, source: Source): PackEntry {
  return { list, key, value, source }
}
