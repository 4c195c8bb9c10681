/**
 * 导入台 — files that were brought in by the browser: kept on disk, seen before they go in, brought in beside other work. A run
 * gives a sign of life every few seconds; one that gives none any more was interrupted, and is finished by running it again,
 * because an import knows its rows by their source.
 */
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { MOST_IMPORT_BYTES } from '@huying/contract/administration/imports.ts'
import { ok, type Result, refuse } from '@huying/core/kernel/refusal.ts'
import type { FastifyBaseLogger } from 'fastify'
import type { Pool } from '../database/pool.ts'
import { importMatters } from '../import/import-matters.ts'
import type { ImportMap } from '../import/map.ts'
import { BrokenFile } from '../import/note.ts'
import { parseMap, type ReadMap } from '../import/read-map.ts'
import type { Counts } from '../import/tally.ts'
import { newId } from '../kernel/ids.ts'
import { errorForLog } from '../kernel/log.ts'
import type { Services } from '../services.ts'
import { claimRun, endRun, type ImportEnd, insertRun, keepAlive, oldRuns } from './import-runs.ts'

export type ImportDesk = {
  /** Where the source and the reject file of a run lie. */
  files(id: string): { readonly source: string; readonly rejects: string }
  readMap(jurisdiction: string, text: string): ReadMap
  /** Keeps the file; null where it is larger than may be brought this way. */
  receive(by: Bringer, fileName: string, body: Readable): Promise<string | null>
  /** Begins, or goes on; refused while it runs already. */
  start(jurisdiction: string, id: string, map: ImportMap, text: string): Promise<Result<object>>
  /** Stops after the batch at hand. */
  stop(id: string): void
  /** Forgets runs of long ago, with their files. Returns how many. */
  tidy(): Promise<number>
  close(): Promise<void>
}

export type Bringer = { readonly jurisdiction: string; readonly accountId: string }

type Options = {
  readonly pool: Pool
  readonly services: Services
  /** Folder for the files of all runs. */
  readonly folder: string
  log(): Pick<FastifyBaseLogger, 'error'>
}

/** How often a run says that it lives, in ms. */
const ALIVE_EVERY = 3_000
/** How often its counts are written down, in ms. */
const COUNTED_EVERY = 500

export function openImportDesk({ pool, services, folder, log }: Options): ImportDesk {
  const running = new Map<string, { stop: AbortController; ended: Promise<void> }>()
  const files = (id: string) => ({
    source: join(folder, id, 'source'),
    rejects: join(folder, id, 'rejected.csv'),
  })

  async function run(jurisdiction: string, id: string, map: ImportMap, signal: AbortSignal): Promise<void> {
    const { source, rejects } = files(id)
    let counts: Counts | null = null
    let readBytes = 0
    let writtenAt = 0
    const alive = () => keepAlive(pool, jurisdiction, id, readBytes, counts).catch(() => {})
    const pulse = setInterval(alive, ALIVE_EVERY)
    const onProgress = (read: number, _bytes: number, soFar: Counts) => {
      readBytes = read
      counts = soFar
      if (Date.now() - writtenAt < COUNTED_EVERY) return
      writtenAt = Date.now()
      void alive()
    }
    try {
      const end = await bringIn(services, {
        ...{ jurisdiction, file: source, map, rejectFile: rejects, onProgress, signal },
      }).catch((error: unknown): ImportEnd => {
        log().error({ err: errorForLog(error as Error), import: id }, 'import failed')
        return { status: 'failed', counts, failure: { code: 'system.bug', params: {} } }
      })
      clearInterval(pulse)
      await endRun(pool, jurisdiction, id, end)
    } finally {
      clearInterval(pulse)
    }
  }

  return {
    files,
    readMap: (jurisdiction, text) =>
      parseMap('map.yaml', text, services.registry.current(jurisdiction).rules),
    async receive(by, fileName, body) {
      const id = newId()
      await mkdir(join(folder, id), { recursive: true, mode: 0o700 })
      const bytes = await keep(body, files(id).source).catch(async (error: unknown) => {
        await rm(join(folder, id), { recursive: true, force: true })
        if (error instanceof TooLarge) return null
        throw error
      })
      if (bytes !== null) await insertRun(pool, { ...by, id, fileName, bytes })
      return bytes === null ? null : id
    },
    async start(jurisdiction, id, map, text) {
      if (!(await claimRun(pool, jurisdiction, id, text))) return refuse('import.running')
      const stop = new AbortController()
      const ended = run(jurisdiction, id, map, stop.signal)
        .catch((error: unknown) =>
          log().error({ err: errorForLog(error as Error), import: id }, 'import lost'),
        )
        .finally(() => running.delete(id))
      running.set(id, { stop, ended })
      return ok({})
    },
    stop: (id) => running.get(id)?.stop.abort(),
    async tidy() {
      const old = await oldRuns(pool)
      for (const id of old) await rm(join(folder, id), { recursive: true, force: true })
      return old.length
    },
    async close() {
      for (const { stop } of running.values()) stop.abort()
      await Promise.all([...running.values()].map(({ ended }) => ended))
    },
  }
}

/** The import itself; what stops it, and why the file could not be read to its end, are ways of ending it. */
async function bringIn(services: Services, options: Parameters<typeof importMatters>[1]): Promise<ImportEnd> {
  try {
    const summary = await importMatters(services, options)
    const { broken, aborted } = summary
    const { rows, imported, updated, unchanged, rejected, reasons, notes } = summary
    return {
      status: broken ? 'failed' : aborted ? 'stopped' : 'done',
      counts: { rows, imported, updated, unchanged, rejected, reasons, notes },
      failure: broken && { code: broken.code, params: broken.params },
    }
  } catch (error) {
    if (!(error instanceof BrokenFile)) throw error
    return { status: 'failed', counts: null, failure: { code: error.code, params: error.params } }
  }
}

class TooLarge extends Error {}

/** Writes the body down as it comes; returns its size. */
async function keep(body: Readable, file: string): Promise<number> {
  let bytes = 0
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      if (bytes > MOST_IMPORT_BYTES) done(new TooLarge())
      else done(null, chunk)
    },
  })
  await pipeline(body, counted, createWriteStream(file, { mode: 0o600 }))
  return bytes
}
