/**
 * 演示城市 — people who can sign in and some weeks of matters, for whoever starts the program to look at. Only ever in
 * the embedded database, and only once.
 */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { localDate } from '@huying/core/kernel/calendar/civil-date.ts'
import type { Pack } from '@huying/core/pack/types.ts'
import { createAuth } from '../account/auth.ts'
import { DEMO_PASSWORD, type DemoResident, seedDemo } from '../account/demo.ts'
import type { Database } from '../database/open.ts'
import type { Pool } from '../database/pool.ts'
import type { Change } from '../matter/rows.ts'
import { flush } from '../matter/store.ts'
import { insertResidents } from '../resident/find.ts'
import type { Services } from '../services.ts'
import { readCast } from './cast.ts'
import { withPictures } from './pictures.ts'
import { type Random, randomOf } from './random.ts'
import { simulate } from './simulate.ts'
import { type DemoTexts, readTexts } from './texts.ts'

/** One line of what is printed at start. */
export type SignIn = { readonly username: string; readonly password: string; readonly says: string }

export type SeedOptions = {
  readonly pool: Pool
  readonly services: Services
  readonly pack: Pack
  /** Where the pack lies; beside the other packs of this checkout where absent. */
  readonly folder?: string
  /** What the pool leads to: people that everybody can sign in as are never made in an external database. */
  readonly kind: Database['kind']
  /** Told before what takes a moment. */
  readonly say?: (line: string) => void
  readonly days?: number
  readonly matters?: number
}

const packs = join(import.meta.dirname, '..', '..', 'packs')
const DAYS = 35
const MATTERS = 1_000
/** Residents with an account, and residents who only ever call. */
const ACCOUNTS = 8
const CALLERS = 500
/** The number range 154 was never assigned: nobody has these numbers. */
const PHONES = 15_400_000_000
const LOCK = 'huying.demo'
/** Matters written in one statement. */
const BATCH = 50

/** Makes the people, and the matters where there is none yet. Returns the sign-ins to show. Of two that start at once one waits for the other. */
export async function seedDemoCity(options: SeedOptions): Promise<SignIn[]> {
  if (options.kind !== 'embedded') throw new Error('A demo city is never told in an external database')
  const client = await options.pool.connect()
  try {
    await client.query('select pg_advisory_lock(hashtext($1))', [LOCK])
    return await tellOnce(options)
  } finally {
    await client.query('select pg_advisory_unlock(hashtext($1))', [LOCK])
    client.release()
  }
}

async function tellOnce(options: SeedOptions): Promise<SignIn[]> {
  const { pool, services, pack, kind } = options
  const texts = await readTexts(options.folder ?? join(packs, pack.id))
  const { jurisdiction } = pack.rules
  const now = services.now()
  const random = randomOf(services.registry.current(jurisdiction).rules.calendar.zone.dayOf(now))
  const residents = texts ? await makeResidents(options, texts, random) : { accounts: [], callers: [] }
  const auth = createAuth({ pool, secret: randomBytes(32).toString('base64'), baseUrl: 'http://localhost' })
  await seedDemo(pool, auth, pack, kind, residents.accounts)
  if (texts && (await isEmpty(pool, jurisdiction)))
    await tellHistory(options, texts, random, residents.callers)
  return pack.demo.signIns.map(({ username, says }) => ({ username, password: DEMO_PASSWORD, says: says.zh }))
}

async function isEmpty(pool: Pool, jurisdiction: string): Promise<boolean> {
  const { rowCount } = await pool.query('select from matter where jurisdiction = $1 limit 1', [jurisdiction])
  return rowCount === 0
}

type Residents = { readonly accounts: readonly DemoResident[]; readonly callers: readonly string[] }

/** Found again by their numbers at the next start. */
async function makeResidents(
  { pool, services, pack }: SeedOptions,
  texts: DemoTexts,
  random: Random,
): Promise<Residents> {
  const { surnames, given } = texts.residents
  const inputs = Array.from({ length: ACCOUNTS + CALLERS }, (_, index) => ({
    name: `${random.pick(surnames)}${random.pick(given)}`,
    phone: String(PHONES + index + 1),
  }))
  const found = await services.vault.findOrCreate(pack.rules.jurisdiction, inputs)
  const ids = found.map((each) => {
    if (each.ok && each.value.residentId !== null) return each.value.residentId
    throw new Error('a made-up resident was refused by the vault')
  })
  await insertResidents(
    pool,
    found.flatMap((each) => (each.ok ? each.value.rows : [])),
  )
  const accounts = ids.slice(0, ACCOUNTS).map((residentId, index) => {
    const username = index === 0 ? 'resident' : `resident${index + 1}`
    return { username, name: username, residentId }
  })
  return { accounts, callers: ids.slice(ACCOUNTS) }
}

async function tellHistory(
  options: SeedOptions,
  texts: DemoTexts,
  random: Random,
  callers: readonly string[],
): Promise<void> {
  const { pool, services, pack, days = DAYS, matters = MATTERS } = options
  const { jurisdiction } = pack.rules
  const { rules } = services.registry.current(jurisdiction)
  const now = services.now()
  options.say?.(`telling ${days} days of matters until ${localDate(rules.calendar.zone.dayOf(now))} …`)
  const cast = await readCast(pool, pack, rules.directory)
  const town = { ...{ pack, rules, texts, random, cast, callers }, places: services.places(jurisdiction) }
  const changes = await simulate({ town, services, now, days, matters })
  const folder = options.folder ?? join(packs, pack.id)
  await write(pool, await withPictures(services, changes, folder, texts.pictures ?? {}), now)
}

/** All of it or nothing: a start that was killed meanwhile begins again. Nobody is notified of history. */
async function write(pool: Pool, changes: readonly Change[], now: number): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    for (let from = 0; from < changes.length; from += BATCH) {
      await flush(client, { changes: changes.slice(from, from + BATCH), command: null, quiet: true, now })
    }
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => {}) // what went wrong first is what is told
    throw error
  } finally {
    client.release()
  }
}
