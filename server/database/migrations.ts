/** 迁移文件 — the numbered SQL files of `db/migrations`, read and checked before any of them runs. */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'

export const migrationsFolder = resolve(import.meta.dirname, '../../db/migrations')

export type Migration = {
  /** File name without `.sql`, e.g. `0001-ground`. */
  readonly name: string
  readonly sql: string
  /** SHA-256 of the text with unix line ends, in hex. */
  readonly checksum: string
}

/** The migrations of `folder` in their order. @throws a sentence when numbers are missing, doubled or malformed */
export async function readMigrations(folder: string = migrationsFolder): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort()
  files.forEach((file, index) => {
    const expected = String(index + 1).padStart(4, '0')
    if (/^\d{4}-[a-z0-9-]+\.sql$/.test(file) && file.startsWith(expected)) return
    throw new Error(`${join(folder, file)}: expected a file named ${expected}-what-it-does.sql here`)
  })
  return Promise.all(files.map((file) => readMigration(folder, file)))
}

async function readMigration(folder: string, file: string): Promise<Migration> {
  const sql = (await readFile(join(folder, file), 'utf8')).replaceAll('\r\n', '\n')
  return { name: file.slice(0, -'.sql'.length), sql, checksum: sha256(sql) }
}

/** One digest for a whole list, e.g. to name the test template that was made with it. */
export function digestOf(migrations: readonly Migration[]): string {
  return sha256(migrations.map(({ name, checksum }) => `${name} ${checksum}`).join('\n')).slice(0, 12)
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
