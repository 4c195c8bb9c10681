/** 建库 — makes the data folder of a cluster, in one step that is done or not done. */
import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Binaries } from './binaries.ts'
import { systemEnvironment } from './environment.ts'
import type { Home } from './home.ts'

/** The database role that initdb creates and migrations run as. */
export const superuser = 'huying'

export const dataFolder = (home: Home): string => join(home.path, 'data')

/**
 * Runs initdb into a folder of its own and renames it into place: a start killed half-way leaves no half-made data,
 * and of two starts at once one wins. Returns whether this call made the data.
 */
export async function initialise(home: Home, binaries: Binaries): Promise<boolean> {
  const data = dataFolder(home)
  if (existsSync(join(data, 'PG_VERSION'))) {
    await refuseOtherVersion(data, binaries)
    return false
  }
  await removeAbandonedDrafts(home)
  const draft = join(home.path, `initdb-${process.pid}-${randomUUID()}`)
  await runInitdb(home, binaries, draft)
  return rename(draft, data).then(
    () => true,
    async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
      await rm(draft, { recursive: true, force: true })
      if (existsSync(join(data, 'PG_VERSION'))) return false // another start was faster
      throw new Error(`${data} is not empty and holds no PostgreSQL data. Move it away and start again.`)
    },
  )
}

async function runInitdb(home: Home, binaries: Binaries, draft: string): Promise<void> {
  const options = [
    ['--pgdata', draft],
    ['--username', superuser],
    ['--encoding', 'UTF8'],
    // The builtin provider sorts and folds the same on every machine; libc only has to exist.
    ['--locale', 'C'],
    ['--locale-provider', 'builtin'],
    ['--builtin-locale', 'C.UTF-8'],
    // The socket folder is 0700 of the same user, and there is no other door.
    ['--auth', 'trust'],
    ['--no-instructions'],
  ]
  try {
    await promisify(execFile)(binaries.initdb, options.flat(), {
      cwd: home.path,
      env: systemEnvironment(home),
      ...home.user,
    })
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    const said = (error as { stderr?: string }).stderr?.trim() || (error as Error).message
    throw new Error(`PostgreSQL could not make its data folder in ${home.path}:\n${said}`)
  }
}

async function removeAbandonedDrafts(home: Home): Promise<void> {
  for (const name of await readdir(home.path)) {
    const pid = Number(/^initdb-(\d+)\b/.exec(name)?.[1])
    if (pid && !isRunning(pid)) await rm(join(home.path, name), { recursive: true, force: true })
  }
}

/** Whether any process has this id, ours or not. */
export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

async function refuseOtherVersion(data: string, binaries: Binaries): Promise<void> {
  const found = (await readFile(join(data, 'PG_VERSION'), 'utf8')).trim()
  if (Number(found) === binaries.major) return
  throw new Error(
    `The data in ${data} is of PostgreSQL ${found}, and this version of Huying brings PostgreSQL ${binaries.major}. ` +
      'Export with the version that wrote it, then import here.',
  )
}
