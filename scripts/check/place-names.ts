import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkout } from './command.ts'
import places from './place-names.json' with { type: 'json' }
import { complain, readSources } from './sources.ts'

/** A city is data: its names live in packs, and program text that needs one has a city built in. */
export async function checkPlaceNames(): Promise<void> {
  const find = placeFinder([...places.names, ...readPackNames()], places.latin)
  const found = complain(readSources(['core', 'contract', 'server', 'web', 'db']), find)
  if (found.length > 0) throw new Error(found.join('\n'))
}

/** Says which place a line names. Chinese names anywhere, Latin ones as whole words in any case. */
export function placeFinder(
  names: readonly string[],
  latin: readonly string[],
): (line: string) => string | undefined {
  const known = new Set(names)
  const lengths = [...new Set(names.map((name) => name.length))]
  const latinWord = new RegExp(`(?<![a-z])(${latin.join('|')})(?![a-z])`, 'i')
  const findChinese = (line: string): string | undefined => {
    for (const { index } of line.matchAll(/\p{Script=Han}/gu)) {
      for (const length of lengths)
        if (known.has(line.slice(index, index + length))) return line.slice(index, index + length)
    }
    return undefined
  }
  return (line) => {
    const found = findChinese(line) ?? latinWord.exec(line)?.[0]
    return found && `names the place ${found}; that belongs in a pack`
  }
}

/** The territories of all packs. Names of two characters may be any word, so those are left out. */
function readPackNames(root: string = checkout): string[] {
  return globSync('packs/*/**/*territor*.csv', { cwd: root }).flatMap((file) =>
    readColumn(readFileSync(join(root, file), 'utf8'), 'name').filter((name) =>
      /^\p{Script=Han}{3,}$/u.test(name),
    ),
  )
}

/** Cells that hold commas are not names; the importer, which must read every CSV, is not needed here. */
function readColumn(csv: string, column: string): string[] {
  const [head = [], ...rows] = csv
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line) => line.split(',').map((cell) => cell.replaceAll('"', '')))
  return rows.map((row) => row[head.indexOf(column)] ?? '')
}
