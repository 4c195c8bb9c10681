/**
 * 装满 — a city with a year behind it: a million matters of which 200,000 are open, every one a whole life decided by the engine,
 * loaded in bulk without waiting for the disk, and then checked on a sample as `huying verify` checks.
 *
 *     node bench/fill.ts [--matters 1000000] [--open 200000] [--folder /var/tmp/huying-bench]
 *
 * Stays in its folder, so that the benchmarks on it are cheap to run again.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { openOwnerPool, type Pool } from '@huying/server/database/pool.ts'
import { signDue } from '@huying/server/matter/record/roots.ts'
import { openRegistry } from '@huying/server/pack/registry.ts'
import { verifySample } from './support/check.ts'
import type { Share } from './support/fill-worker.ts'
import { option, text } from './support/report.ts'
import { openStand, packFolder, type Stand } from './support/stand.ts'

export type Filling = { readonly matters: number; readonly open: number; readonly seconds: number }

const MILLION = { folder: '/var/tmp/huying-bench', matters: 1_000_000, open: 200_000 }

/** The folder of the filled city, of the `usual` size where the command line names no other; filled now where it is not. */
export async function filledFolder(
  usual = MILLION,
): Promise<{ readonly folder: string; readonly filling: Filling }> {
  const folder = text('folder', usual.folder)
  const told = join(folder, 'filled.json')
  const size = { matters: option('matters', usual.matters), open: option('open', usual.open) }
  if (!existsSync(told)) await fillAnew(folder, told, size)
  return { folder, filling: JSON.parse(await readFile(told, 'utf8')) as Filling }
}

async function fillAnew(folder: string, told: string, { matters, open }: Size): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const startedAt = performance.now()
  const stand = await openStand(folder, 'disposable')
  const owner = openOwnerPool(stand.database.url, { max: 1 })
  try {
    const indexes = await dropIndexes(owner)
    const numbers = await runWorkers(stand, folder, { matters, open })
    await leaseNumbers(owner, stand.pack.rules.jurisdiction, numbers)
    for (const index of indexes) await owner.query(index)
    await owner.query('vacuum (analyze)')
    await signDue(stand.database.pool, stand.keys, Date.now())
    const { database, keys, pack } = stand
    const registry = await openRegistry(database.pool)
    await verifySample(database.url, registry, keys, pack.rules.jurisdiction)
    await owner.query('checkpoint')
  } finally {
    await owner.end()
    await stand.close()
  }
  const seconds = Math.round((performance.now() - startedAt) / 1000)
  await writeFile(told, JSON.stringify({ matters, open, seconds } satisfies Filling))
}

const TABLES = ['matter', 'journal', 'content', 'inbox', 'custody', 'matter_words', 'resident']

/** Building an index once is cheaper than adding a million times to it. Returns what makes them again. */
async function dropIndexes(owner: Pool): Promise<string[]> {
  const { rows } = await owner.query<{ indexname: string; indexdef: string }>(
    `select indexname, indexdef from pg_indexes i where schemaname = 'huying' and tablename = any($1)
       and not exists (select from pg_constraint c where c.conname = i.indexname)`,
    [TABLES],
  )
  for (const { indexname } of rows) await owner.query(`drop index ${indexname}`)
  return rows.map(({ indexdef }) => indexdef)
}

type Size = { readonly matters: number; readonly open: number }

async function runWorkers(stand: Stand, folder: string, size: Size): Promise<Map<string, number>> {
  const scratch = join(folder, 'scratch')
  await mkdir(scratch, { recursive: true })
  await chmod(scratch, 0o755)
  const { rows } = await stand.database.pool.query("select id from account where username = 'operator'")
  const workers = cpus().length
  const numbers = new Map<string, number>()
  let done = 0
  const run = async (worker: number): Promise<void> => {
    const child = fork(join(import.meta.dirname, 'support', 'fill-worker.ts'))
    child.on('message', (told: { done?: number; numbers?: [string, number][] }) => {
      for (const [prefix, next] of told.numbers ?? [])
        numbers.set(prefix, Math.max(next, numbers.get(prefix) ?? 1))
      done += told.done ?? 0
      if (told.done && process.stderr.isTTY) process.stderr.write(`\r${done} of ${size.matters}`)
    })
    const { keysFolder, database } = stand
    child.send({
      ...{ keysFolder, packFolder, worker, workers, ...size, folder: scratch, databaseUrl: database.url },
      ...{ operator: rows[0].id, now: Date.now() },
    } satisfies Share)
    const [code] = await once(child, 'exit')
    if (code !== 0) throw new Error(`worker ${worker} failed`)
  }
  await Promise.all(Array.from({ length: workers }, (_, worker) => run(worker)))
  return numbers
}

async function leaseNumbers(owner: Pool, jurisdiction: string, numbers: Map<string, number>): Promise<void> {
  await owner.query(
    `insert into number_block (jurisdiction, prefix, next)
     select $1, prefix, next from unnest($2::text[], $3::integer[]) as used (prefix, next)`,
    [jurisdiction, [...numbers.keys()], [...numbers.values()]],
  )
}

if (import.meta.main) console.log((await filledFolder()).filling)
