/**
 * 生成文件 — every committed file that is made from something else, and how. `npm run generate` writes them,
 * `npm run check` compares. To add one, add a line: a path, and a function that returns the text.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { describeSchema } from '../server/database/schema-snapshot.ts'
import { makeCalendar } from './make-calendar.ts'
import { makeCoverage } from './make-coverage.ts'
import { withMigratedDatabase } from './migrated-database.ts'

const checkout = resolve(import.meta.dirname, '..')

type Maker = () => string | Promise<string>

export const generated: Readonly<Record<string, Maker>> = {
  'db/schema.sql': () => withMigratedDatabase(describeSchema),
  'docs/coverage.md': () => makeCoverage(),
  'packs/base/calendar/cn.json': () => makeCalendar('CN'),
}

/** Writes what has changed; returns the paths written. */
export async function writeGenerated(): Promise<string[]> {
  const stale = await findStale()
  for (const { path, text } of stale) await writeFile(join(checkout, path), text)
  return stale.map(({ path }) => path)
}

/** The generated files whose committed text is not what their source leads to now. */
export async function findStale(): Promise<{ path: string; text: string }[]> {
  const made = await Promise.all(
    Object.entries(generated).map(async ([path, make]) => ({
      path,
      text: await make(),
      committed: await readFile(join(checkout, path), 'utf8').catch(() => undefined),
    })),
  )
  return made.filter(({ text, committed }) => text !== committed)
}
