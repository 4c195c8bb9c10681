/**
 * 台架 — what the benchmarks measure against: a durable PostgreSQL of their own with the demo city in it, and the real server in
 * a process of its own. The one that measures only sends requests.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Pack } from '@huying/core/pack/types.ts'
import { createAuth } from '@huying/server/account/auth.ts'
import { seedDemo } from '@huying/server/account/demo.ts'
import { type Database, openDatabase } from '@huying/server/database/open.ts'
import { installCity } from '@huying/server/install.ts'
import { readPack } from '@huying/server/pack/read.ts'
import { openCluster } from '@huying/server/postgres/cluster.ts'
import { makeHome, unprivilegedUser } from '@huying/server/postgres/home.ts'
import type { Durability } from '@huying/server/postgres/settings.ts'
import { type Keys, loadKeys } from '@huying/server/resident/keys.ts'
import { text } from './report.ts'

export type Stand = {
  readonly database: Database
  readonly pack: Pack
  readonly keys: Keys
  readonly keysFolder: string
  readonly dataFolder: string
  close(): Promise<void>
}

export const packFolder = join(import.meta.dirname, '..', '..', 'packs', 'shifan')

/** In `folder`, which stays; without one, in a temporary folder that goes again. */
export async function openStand(folder?: string, durability: Durability = 'durable'): Promise<Stand> {
  const path = folder ?? (await mkdtemp(join(tmpdir(), 'huying-bench-')))
  const home = await makeHome(
    join(path, 'cluster'),
    process.getuid?.() === 0 ? await unprivilegedUser() : undefined,
  )
  // PostgreSQL runs as another user where we are root, and must be able to pass through.
  if (home.user) await chmod(path, 0o711)
  const cluster = await openCluster(home, durability)
  const database = await openDatabase({ home })
  const { pack } = await readPack(packFolder)
  if (!pack) throw new Error('the demo city does not load')
  const keysFolder = join(path, 'keys')
  const keys = await loadKeys(keysFolder, {})
  await installCity(database.pool, pack)
  const auth = createAuth({ pool: database.pool, secret: keys.sessionSecret, baseUrl: 'http://localhost' })
  await seedDemo(database.pool, auth, pack, 'embedded')
  return {
    ...{ database, pack, keys, keysFolder, dataFolder: join(home.path, 'data') },
    close: async () => {
      await database.close()
      await cluster.release()
      if (folder === undefined) await rm(path, { recursive: true, force: true })
    },
  }
}

export type Serving = {
  readonly url: string
  readonly pid: number
  /** Resident memory now and at its highest since the start, in MB. */
  memory(): Promise<{ readonly now: number; readonly peak: number }>
  stop(): Promise<void>
}

/** Processor time spent since the machine started, in milliseconds: PostgreSQL with all its processes, and the server. */
export async function cpuOf(stand: Stand, serving: Serving): Promise<{ postgres: number; server: number }> {
  const pid = Number((await readFile(join(stand.dataFolder, 'postmaster.pid'), 'utf8')).split('\n')[0])
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const all = await Promise.all(ids.map(cpuTimes))
  const sum = (wanted: (p: { pid: number; parent: number }) => boolean): number =>
    all.reduce((total, p) => total + (p && wanted(p) ? p.ms : 0), 0)
  return {
    postgres: sum((p) => p.pid === pid || p.parent === pid),
    server: sum((p) => p.pid === serving.pid),
  }
}

/** A tick of the clock that /proc counts in is 10 ms. */
async function cpuTimes(pid: number): Promise<{ pid: number; parent: number; ms: number } | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null)
  if (text === null) return null
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return { pid, parent: Number(fields[1]), ms: (Number(fields[11]) + Number(fields[12])) * 10 }
}

/**
 * Starts the server as `npm start` does, with relay, sweep and roots running. With `--profile FOLDER` on the command line it
 * leaves a CPU profile there. `webFolder` holds the built pages, where they are measured.
 */
export async function serve(stand: Stand, webFolder = ''): Promise<Serving> {
  const profile = text('profile', '')
  const args = [stand.database.url, stand.keysFolder, webFolder]
  const child = fork(join(import.meta.dirname, 'server.ts'), args, {
    execArgv: profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : [],
  })
  const [{ url }] = (await once(child, 'message')) as [{ url: string }]
  return {
    url,
    pid: child.pid as number,
    memory: async () => {
      child.send('memory')
      const [memory] = (await once(child, 'message')) as [{ now: number; peak: number }]
      return memory
    },
    stop: () => stop(child),
  }
}

async function stop(child: ChildProcess): Promise<void> {
  child.send('stop')
  await once(child, 'exit')
}
