/**
 * 问法 — the ways in which a search may be meant: every word as a word, or a word that names a place or a unit as that place or unit. Pure: names
 * are given.
 */
import { type Term, termsOf } from '../kernel/cut.ts'
import { allOf, anyOf, type Wanted } from '../matter/like/find.ts'
import { quoted, reachOf } from '../matter/record/words.ts'

/** What a word names: codes of territories, ids of organisations. */
export type Named = { readonly codes: readonly string[]; readonly organisations: readonly string[] }

export type Asked = {
  readonly ways: readonly Wanted[]
  /** What is marked in the texts that are found. */
  readonly marks: readonly string[]
}

/** `name` tells what a typed word names; `within` narrows every way. Nothing to search for gives no way. */
export function waysOf(text: string, name: (word: string) => Named, within: readonly string[]): Asked {
  const chunks = text.split(/\s+/u).filter((chunk) => chunk !== '')
  const terms = termsOf(text)
  const plain = terms.length > 0 ? [{ words: allOf(terms.map(asked)), reach: within }] : []
  const named = chunks.flatMap((chunk, at) => {
    const { codes, organisations } = name(chunk)
    const reach = anyOf([...codes.map(reachOf.territory), ...organisations.map(reachOf.reader)])
    if (reach === '') return []
    const others = termsOf(chunks.filter((_, other) => other !== at).join(' '))
    return [{ words: allOf(others.map(asked)), reach: [...within, reach] }]
  })
  return {
    ways: [...plain, ...named],
    marks: terms.flatMap(({ word, parts }) => [word, ...parts.filter((p) => p.length > 1)]),
  }
}

/** One word as PostgreSQL is asked for it. */
function asked({ word, prefix, parts }: Term): string {
  const whole = prefix ? `${quoted(word)}:*` : quoted(word)
  return parts.length > 0 ? `(${whole} | (${allOf(parts.map(quoted))}))` : whole
}
