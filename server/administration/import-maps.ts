/** 导入映射的来源 — maps that come with the program, and those of earlier imports, to begin with. */
import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { ImportRuns } from '@huying/contract/administration/imports.ts'
import { parse } from 'yaml'
import type { RunRow } from './import-runs.ts'

const FOLDER = join(import.meta.dirname, '..', 'import', 'maps')

export async function availableMaps(runs: readonly RunRow[]): Promise<ImportRuns['maps']> {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.yaml')).sort()
  const own = await Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(FOLDER, name), 'utf8')
      return { id: basename(name, '.yaml'), title: titleOf(text) ?? { zh: basename(name, '.yaml') }, text }
    }),
  )
  const texts = new Set(own.map(({ text }) => text))
  const used = runs.flatMap(({ id, fileName, map }) => {
    if (map === null || texts.has(map)) return []
    texts.add(map)
    return [{ id, title: { zh: fileName }, text: map }]
  })
  return [...used, ...own]
}

function titleOf(text: string): { zh: string; en?: string } | null {
  try {
    const { title } = parse(text) as { title?: unknown }
    const words = title as { zh?: unknown; en?: unknown } | undefined
    if (typeof words?.zh !== 'string') return null
    return typeof words.en === 'string' ? { zh: words.zh, en: words.en } : { zh: words.zh }
  } catch {
    return null
  }
}
