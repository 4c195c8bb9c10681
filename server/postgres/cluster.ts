/**
 * 数据库集群 — a running PostgreSQL of our own: adopted where one is alive, started where not, and stopped by the
 * last process that lets go of it. A server, a command line beside it and several test files can share one.
 */
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { type Binaries, findBinaries } from './binaries.ts'
import type { Home } from './home.ts'
import { initialise, superuser } from './initialise.ts'
import { findPostmaster, lastWords, type Started, startPostmaster, stopPostmaster } from './postmaster.ts'
import type { Durability } from './settings.ts'

export type Cluster = {
  /** `postgres://` address of the maintenance database, as the superuser. */
  readonly url: string
  readonly home: Home
  /** How this process came by it. */
  readonly origin: 'adopted' | 'started' | 'created'
  /** Lets go; the last holder stops PostgreSQL, after `beforeStop` with a connection to the maintenance database. */
  release(beforeStop?: (client: pg.Client) => Promise<void>): Promise<void>
}

/** Recovery after a power cut replays the log first; that may take a while and is no failure. */
const longestRecovery = 10 * 60_000

/** Every holder has this advisory lock shared; who gets it alone is the last one and may stop the postmaster. */
const leaseKey = 0x68757969

/**
 * Opens the cluster in `home`. While it is held, a postmaster that dies is started again and the lease renewed.
 * @throws a sentence with the last lines of PostgreSQL's log when it cannot be started
 */
export async function openCluster(home: Home, durability: Durability = 'durable'): Promise<Cluster> {
  const binaries = await findBinaries(home)
  const url = addressOf(home)
  let { lease, origin } = await hold(home, binaries, durability)
  let released = false

  const renewWhenLost = (): void => {
    lease.once('end', async () => {
      for (let pause = 100; !released; pause = Math.min(pause * 2, 5_000)) {
        await delay(pause)
        try {
          lease = (await hold(home, binaries, durability)).lease
          return released ? await lease.end() : renewWhenLost()
        } catch {
          // Still down: its log says why, /readyz says that.
        }
      }
    })
  }
  renewWhenLost()

  const release = async (beforeStop?: (client: pg.Client) => Promise<void>): Promise<void> => {
    if (released) return
    released = true
    const last = await isLastHolder(lease)
    if (last) await beforeStop?.(lease)
    if (last) await stopPostmaster(home)
    await lease.end().catch(() => {})
  }
  return { url, home, origin, release }
}

/** The postmaster may be going down under a start that found it alive: then simply start it again. */
async function hold(
  home: Home,
  binaries: Binaries,
  durability: Durability,
): Promise<{ lease: pg.Client; origin: Cluster['origin'] }> {
  const created = await initialise(home, binaries)
  for (let attempt = 1; ; attempt++) {
    const origin = await ensureRunning(home, binaries, durability)
    try {
      return { lease: await takeLease(home), origin: created ? 'created' : origin }
    } catch (error) {
      if (attempt === 20) throw error
      await delay(50)
    }
  }
}

async function ensureRunning(
  home: Home,
  binaries: Binaries,
  durability: Durability,
): Promise<'adopted' | 'started'> {
  const deadline = Date.now() + longestRecovery
  let started: Started | undefined
  let failures = 0
  while (Date.now() < deadline) {
    const answer = await knock(home)
    if (answer === 'ready') return started ? 'started' : 'adopted'
    if (answer === 'broken') break
    if (started?.hasEnded()) {
      started = undefined
      // Once may be another start that was faster, or the orphans of a killed postmaster still leaving.
      if (++failures === 12) break
      await delay(250)
    }
    if (!started && (await findPostmaster(home)) === undefined)
      started = await startPostmaster(home, binaries, durability)
    await delay(answer === 'starting' ? 50 : 10)
  }
  throw new Error(`PostgreSQL in ${home.path} does not start. Its last words:\n${await lastWords(home)}`)
}

/** `starting` and `absent` are worth waiting for. */
async function knock(home: Home): Promise<'ready' | 'starting' | 'absent' | 'broken'> {
  const client = new pg.Client({ connectionString: addressOf(home) })
  client.on('error', () => {})
  try {
    await client.connect()
    return 'ready'
  } catch (error) {
    const code = (error as { code?: string }).code ?? ''
    if (code === '57P03') return 'starting' // cannot_connect_now: starting up, recovering or shutting down
    return ['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', ''].includes(code) ? 'absent' : 'broken'
  } finally {
    await client.end().catch(() => {})
  }
}

async function takeLease(home: Home): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: addressOf(home), application_name: 'huying lease' })
  client.on('error', () => {}) // 'end' follows and is handled
  try {
    await client.connect()
    await client.query('select pg_advisory_lock_shared($1)', [leaseKey])
    return client
  } catch (error) {
    await client.end().catch(() => {})
    throw error
  }
}

/** Lets go of the shared lock first: two that leave at once must not each wait for the other to be gone. */
async function isLastHolder(lease: pg.Client): Promise<boolean> {
  try {
    await lease.query('select pg_advisory_unlock_shared($1)', [leaseKey])
    const { rows } = await lease.query('select pg_try_advisory_lock($1) as alone', [leaseKey])
    return rows[0].alone
  } catch {
    return false // it is down already
  }
}

function addressOf(home: Home): string {
  return `postgres://${superuser}@${encodeURIComponent(home.socket)}/postgres`
}
