/**
 * 覆盖 — which of the 202 mechanisms (`scenarios/mechanisms.json`) are proven: those that a story in `scenarios/` names in
 * its title. `npm run generate` writes docs/coverage.md, `npm run check` compares it.
 */
import { globSync, readFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import mechanisms from '../scenarios/mechanisms.json' with { type: 'json' }

type Story = { readonly file: string; readonly title: string; readonly ids: readonly string[] }

const checkout = resolve(import.meta.dirname, '..')
/** The title of a story that runs: `it.skip` and `it.todo` prove nothing. */
const TITLE = /^\s*it\(\s*(?<quote>['"`])(?<title>(?:\\.|(?!\k<quote>).)*)\k<quote>/gms
const ID = /\b[JLBZY]\d{2}\b/g
/** The cities that the mechanisms were read from, by the first letter of their ids. */
const SOURCES: Readonly<Record<string, string>> = { J: '济南', L: '乐山', B: '滨州', Z: '临淄', Y: '岳阳楼' }

/** Text of docs/coverage.md. @throws when a title names a mechanism that is not in the list */
export function makeCoverage(): string {
  const stories = globSync('scenarios/**/*.spec.ts', { cwd: checkout })
    .sort()
    .flatMap((file) => storiesIn(file, readFileSync(join(checkout, file), 'utf8')))
  return coverageOf(mechanisms, stories)
}

export function storiesIn(file: string, text: string): Story[] {
  return [...text.matchAll(TITLE)].flatMap(({ groups }) => {
    const title = (groups?.title ?? '').replaceAll(/\\(.)/g, '$1')
    const ids = title.match(ID) ?? []
    return ids.length > 0 ? [{ file, title, ids }] : []
  })
}

export function coverageOf(names: Readonly<Record<string, string>>, stories: readonly Story[]): string {
  const unknown = stories.flatMap(({ file, ids }) =>
    ids.filter((id) => !(id in names)).map((id) => `${file}: ${id}`),
  )
  if (unknown.length > 0) throw new Error(`no such mechanism:\n${unknown.join('\n')}`)
  const all = Object.keys(names)
  const proofs = new Map(all.map((id) => [id, stories.filter((story) => story.ids.includes(id))]))
  const proven = all.filter((id) => proofs.get(id)?.length)
  const rows = proven.flatMap((id) =>
    (proofs.get(id) ?? []).map(({ file, title }, index) =>
      tableRow(index === 0 ? [id, names[id] ?? ''] : ['', ''], `${title} ([${basename(file)}](../${file}))`),
    ),
  )
  return `<!-- Made by scripts/make-coverage.ts from the titles of scenarios/*.spec.ts: npm run generate -->

# What is proven

**${proven.length} of ${all.length}** mechanisms are proven by a story that runs with \`npm test\` and is titled with their ids.

| from | proven | of |
|---|---|---|
${Object.entries(SOURCES)
  .map(([letter, source]) => sourceRow(letter, source, all, proven))
  .join('\n')}

| id | mechanism | story |
|---|---|---|
${rows.join('\n')}

## Not yet

${all
  .filter((id) => !proven.includes(id))
  .map((id) => `${id} ${names[id]}`)
  .join(' · ')}
`
}

function sourceRow(
  letter: string,
  source: string,
  all: readonly string[],
  proven: readonly string[],
): string {
  const count = (ids: readonly string[]) => ids.filter((id) => id.startsWith(letter)).length
  return `| ${source} (${letter}) | ${count(proven)} | ${count(all)} |`
}

function tableRow(cells: readonly string[], last: string): string {
  return `| ${[...cells, last].map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}
