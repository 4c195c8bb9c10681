/** 分类建议 — the kind of a row: the one it names; else the one whose words it uses, where that is unambiguous. */
import { type Catalogue, inherited } from '@huying/core/catalogue/dispatch.ts'
import type { ImportMap } from './map.ts'
import { type Note, type Outcome, rejected } from './note.ts'
import type { Entry } from './translate.ts'

export type KindOf = (
  entry: Pick<Entry, 'fields'>,
) => Outcome<{ readonly kind: string; readonly notes: readonly Note[] }>

type Clue = { readonly word: string; readonly kinds: readonly string[] }

export function kindFinder(catalogue: Catalogue, { kind: rule = {} }: Pick<ImportMap, 'kind'>): KindOf {
  const { suggestFrom = [], otherwise } = rule
  const clues = cluesOf(catalogue, otherwise)
  return ({ fields }) => {
    if (fields.kind !== undefined) {
      return catalogue.kinds.has(fields.kind)
        ? { ok: true, value: { kind: fields.kind, notes: [] } }
        : rejected('row.kind_unknown', { kind: fields.kind })
    }
    for (const field of suggestFrom) {
      const kind = suggest(catalogue, clues, fields[field] ?? '')
      if (kind) return { ok: true, value: { kind, notes: [{ code: 'kind.suggested', params: { kind } }] } }
    }
    if (otherwise === undefined) return rejected('row.empty', { field: 'kind' })
    return {
      ok: true,
      value: { kind: otherwise, notes: [{ code: 'kind.general', params: { kind: otherwise } }] },
    }
  }
}

/** The kind that the words of a text point to; the wider kind where they point to several of its parts; else null. */
function suggest(catalogue: Catalogue, clues: readonly Clue[], text: string): string | null {
  const named = clues.filter(({ word }) => text.includes(word))
  const told = named.filter(
    ({ word }) => !named.some((other) => other.word !== word && other.word.includes(word)),
  )
  const [first, ...rest] = told.map(({ kinds }) => new Set(kinds))
  if (!first) return null
  // A word that several kinds share is decided by the others.
  const common = [...first].filter((kind) => rest.every((kinds) => kinds.has(kind)))
  if (common.length === 1) return common[0] as string
  const wider = new Set(told.flatMap(({ kinds }) => kinds).map((kind) => catalogue.kinds.get(kind)?.parentId))
  const [parent] = wider
  return wider.size === 1 && parent !== undefined ? parent : null
}

/** Words of kinds of the same loop as the general one: no complaint becomes a wish by its words. */
function cluesOf(catalogue: Catalogue, general: string | undefined): Clue[] {
  const loop = general === undefined ? undefined : inherited(catalogue, general, 'loop')
  const byWord = new Map<string, string[]>()
  for (const { id, words = [] } of catalogue.kinds.values()) {
    if (loop !== undefined && inherited(catalogue, id, 'loop') !== loop) continue
    for (const word of words) byWord.set(word, [...(byWord.get(word) ?? []), id])
  }
  return [...byWord].map(([word, kinds]) => ({ word, kinds }))
}
