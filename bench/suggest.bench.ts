/**
 * How often a suggested kind is the right one. `node bench/suggest.bench.ts [--keep] [--labelled FILE]`.
 *
 * `demo`: the texts of the demo city, each held out in turn. `labelled`: complaints that people have sorted (a CSV with the columns
 * `label`, `text` and `words`; not part of this repository), every tenth held out, the rest being the past; their classes have no words
 * of the catalogue, so like reports decide alone. Words are cut and weighed as the server does.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Like, suggestKinds } from '@huying/core/catalogue/suggest.ts'
import { keywordsOf, wordsOf } from '@huying/server/kernel/cut.ts'
import { parse } from 'csv-parse/sync'
import { parse as parseYaml } from 'yaml'
import { report, text } from './support/report.ts'

type Told = { readonly kind: string; readonly text: string }
type Kind = { readonly id: string; readonly loop: string; readonly words: readonly string[] }

/** As in server/matter/suggest.ts and likeness.ts. */
const COMPARED = 300
const VOTES = 20
const KEYWORDS = 8

const packs = join(import.meta.dirname, '..', 'packs')
const yaml = async (path: string) => parseYaml(await readFile(join(packs, path), 'utf8'))

const kinds: Kind[] = (await yaml('base/kinds.yaml')).map(
  ({ id, words = [] }: { id: string; words?: string[] }) => ({ id, words, loop: 'request' }),
)
const { kinds: told } = (await yaml('shifan/demo/reports.yaml')) as {
  kinds: Record<string, { texts: string[] }>
}
const demo: Told[] = Object.entries(told).flatMap(([kind, { texts }]) =>
  texts.map((each) => ({ kind, text: each.replace('{address}', '') })),
)
const file = text('labelled', '')
await report('suggest', {
  demoByWords: accuracy(demo, kinds, () => []),
  demoByWordsAndLikeReports: accuracy(demo, kinds, (held) => demo.filter((each) => each !== held)),
  ...(file === '' ? {} : { labelled: await labelled(file) }),
})

async function labelled(path: string) {
  const rows: { label: string; text: string; words: string }[] = parse(
    (await readFile(path, 'utf8')).replace(/^\uFEFF/, ''),
    { columns: true, relax_quotes: true },
  )
  const all = rows.map((row) => ({ kind: row.label, text: row.text || row.words.replaceAll(' ', '') }))
  const held = all.filter((_, at) => at % 10 === 0)
  const past = all.filter((_, at) => at % 10 !== 0)
  const classes = [...new Set(all.map(({ kind }) => kind))]
  const counts = classes.map((each) => held.filter(({ kind }) => kind === each).length)
  return {
    ...{ past: past.length, classes: classes.length, largestClass: share(Math.max(...counts), held.length) },
    ...accuracy(
      held,
      classes.map((id) => ({ id, words: [], loop: 'request' })),
      () => past,
    ),
  }
}

function accuracy(held: readonly Told[], among: readonly Kind[], pastOf: (held: Told) => readonly Told[]) {
  const words = new Map<Told, ReadonlySet<string>>()
  const cut = (each: Told) => words.get(each) ?? words.set(each, wordsOf(each.text)).get(each) ?? new Set()
  const tally = { first: 0, amongThree: 0, none: 0 }
  const sure: Record<string, { of: number; right: number }> = {}
  for (const each of held) {
    const found = suggestKinds(each.text, among, likeReports(each, pastOf(each), cut))
    const [best] = found
    if (!best) tally.none += 1
    else {
      const { of, right } = sure[best.confidence] ?? { of: 0, right: 0 }
      sure[best.confidence] = { of: of + 1, right: right + (best.kind === each.kind ? 1 : 0) }
    }
    if (best?.kind === each.kind) tally.first += 1
    if (found.some(({ kind }) => kind === each.kind)) tally.amongThree += 1
  }
  return {
    heldOut: held.length,
    first: share(tally.first, held.length),
    amongThree: share(tally.amongThree, held.length),
    noSuggestion: share(tally.none, held.length),
    byConfidence: Object.fromEntries(
      Object.entries(sure).map(([name, { of, right }]) => [name, { of, right: share(right, of) }]),
    ),
  }
}

/** The newest that share a telling word, each by the share of telling words it has. */
function likeReports(each: Told, past: readonly Told[], cut: (each: Told) => ReadonlySet<string>): Like[] {
  if (past.length === 0) return []
  const keywords = keywordsOf(each.text, KEYWORDS)
  const total = keywords.reduce((sum, { weight }) => sum + weight, 0)
  const like: Like[] = []
  for (const other of past.toReversed()) {
    const shared = keywords.filter(({ word }) => cut(other).has(word))
    if (shared.length === 0) continue
    like.push({ kind: other.kind, likeness: shared.reduce((sum, { weight }) => sum + weight, 0) / total })
    if (like.length === COMPARED) break
  }
  return like.sort((a, b) => b.likeness - a.likeness).slice(0, VOTES)
}

function share(part: number, whole: number): number {
  return Number((part / Math.max(whole, 1)).toFixed(3))
}
