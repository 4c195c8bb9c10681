/** 后台 — work beside requests: relaying side effects, telling screens, sweeping clocks, signing daily roots, tidying up. */
import type { FastifyBaseLogger } from 'fastify'
import type { ImportDesk } from './administration/import-desk.ts'
import { expireUploads } from './attachment/finish.ts'
import type { Pool } from './database/pool.ts'
import { RELAY_BATCH, relayOnce } from './feed/relay.ts'
import type { Tail } from './feed/tail.ts'
import { announceCalendars } from './matter/announce.ts'
import { fillCustody } from './matter/record/custody-fill.ts'
import { cutWords } from './matter/record/cut-words.ts'
import { signDue } from './matter/record/roots.ts'
import { sweep } from './matter/sweep.ts'
import { tidy } from './matter/tidy.ts'
import type { Keys } from './resident/keys.ts'
import type { Services } from './services.ts'

export type Background = {
  /** How each work fares on this server since it started. */
  readonly works: readonly WorkState[]
  readonly idle: boolean
  /** Runs a work now; false where there is none of that name. A failure is told as it is thrown. */
  runNow(name: string): Promise<boolean>
  stop(): Promise<void>
}

export type WorkState = {
  readonly name: string
  /** Milliseconds it rests when there was nothing to do. */
  readonly rest: number
  running: boolean
  /** Epoch milliseconds. */
  lastAt: number | null
  took: number | null
  runs: number
  failedAt: number | null
  /** What was thrown, until it succeeds again. */
  failure: unknown
}

type Options = {
  readonly pool: Pool
  readonly services: Services
  readonly tail: Tail
  readonly keys: Keys
  readonly imports: Pick<ImportDesk, 'tidy'>
  /** Reads the territories again where another process has re-drawn them; whether it had to. */
  readonly followPlaces: () => Promise<boolean>
  readonly log: FastifyBaseLogger
  readonly idle: boolean
}

/** A piece of work, how long it rests when there was nothing to do, and how long after a failure. */
type Work = { readonly name: string; readonly rest: number; run(): Promise<boolean> }

const FAILED_REST = 2_000

export function startBackground({
  pool,
  services,
  tail,
  keys,
  imports,
  followPlaces,
  log,
  idle,
}: Options): Background {
  const works = [
    {
      name: 'relay',
      rest: 150,
      run: async () => {
        const relayed = await relayOnce(pool)
        await tail.poll()
        // Going on at once would be a transaction of seven round trips for every few rows; screens learn of them soon enough.
        return relayed >= RELAY_BATCH
      },
    },
    { name: 'sweep', rest: 5_000, run: async () => (await sweep(services)) > 0 },
    { name: 'places', rest: 30_000, run: followPlaces },
    { name: 'custody', rest: 600_000, run: () => fillCustody(pool) },
    { name: 'calendars', rest: 600_000, run: async () => (await announceCalendars(services)) > 0 },
    { name: 'roots', rest: 600_000, run: async () => (await signDue(pool, keys, services.now())) > 0 },
    { name: 'words', rest: 30_000, run: async () => (await cutWords(pool, services)) > 0 },
    { name: 'tidy', rest: 3_600_000, run: async () => (await tidy(pool)) > 0 },
    { name: 'uploads', rest: 3_600_000, run: async () => (await expireUploads(services)) > 0 },
    { name: 'imports', rest: 3_600_000, run: async () => (await imports.tidy()) > 0 },
  ].map(watched)
  const stopping = new AbortController()
  const loops = idle ? [] : works.map((work) => loop(work, stopping.signal, log))
  return {
    works: works.map(({ state }) => state),
    idle,
    async runNow(name) {
      const work = works.find((each) => each.name === name)
      await work?.run()
      return work !== undefined
    },
    async stop() {
      stopping.abort()
      await Promise.all(loops)
    },
  }
}

/** The same work, with its state kept beside it. */
function watched(work: Work): Work & { readonly state: WorkState } {
  const state: WorkState = {
    ...{ name: work.name, rest: work.rest, running: false, lastAt: null, took: null, runs: 0 },
    ...{ failedAt: null, failure: null },
  }
  const run = async () => {
    const at = Date.now()
    state.running = true
    try {
      const more = await work.run()
      state.failure = null
      return more
    } catch (error) {
      Object.assign(state, { failedAt: at, failure: error })
      throw error
    } finally {
      Object.assign(state, { running: false, lastAt: at, took: Date.now() - at, runs: state.runs + 1 })
    }
  }
  return { ...work, run, state }
}

/** Works until told to stop; a failure (the database is away) is logged once in a row and tried again. */
async function loop(work: Work, signal: AbortSignal, log: FastifyBaseLogger): Promise<void> {
  let failed = false
  while (!signal.aborted) {
    let rest = work.rest
    try {
      rest = (await work.run()) ? 0 : work.rest
      failed = false
    } catch (error) {
      if (!failed) log.error({ err: error }, `${work.name} failed and is tried again`)
      failed = true
      rest = FAILED_REST
    }
    if (rest > 0) await pause(rest, signal)
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done)
    if (signal.aborted) done()
  })
}
