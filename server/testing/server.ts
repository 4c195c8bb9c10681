/**
 * 测试服务 — a whole running system for a test file: a database of its own with a city in it, and the real server on a
 * free port.
 *
 *     const city = await testServer()
 *     const officer = await city.signIn('officer')
 *     const { status, body } = await officer.post('/api/matters', {...})
 */
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Pack } from '@huying/core/pack/types.ts'
import { createAuth } from '../account/auth.ts'
import { DEMO_PASSWORD, type DemoResident, seedDemo } from '../account/demo.ts'
import type { Pool } from '../database/pool.ts'
import { installCity } from '../install.ts'
import { readPack } from '../pack/read.ts'
import { renderFinding } from '../pack/render.ts'
import { insertResidents } from '../resident/find.ts'
import { type Keys, loadKeys } from '../resident/keys.ts'
import type { Basemap } from '../territory/basemap.ts'
import { openWorld, type World } from '../world.ts'
import { type TestDatabase, testDatabase } from './database.ts'

export type TestServerOptions = {
  /** Folder of the pack; the demo city where absent. */
  readonly pack?: string
  /** False leaves the demo people out: then nobody can sign in. */
  readonly people?: boolean
  /** Milliseconds since 1970; the real time where absent. */
  readonly now?: () => number
  /** True runs relay, sweep and roots; else specs call them by hand. */
  readonly background?: boolean
  /** Built pages to serve. */
  readonly webFolder?: string
  /** Raster tiles under the map. */
  readonly basemap?: Basemap
}

// biome-ignore lint/suspicious/noExplicitAny: what a server answers is what the spec is about to find out
export type Answer = { readonly status: number; readonly body: any }

export type Client = {
  readonly cookie: string
  get(path: string): Promise<Answer>
  /** Every command has a fresh idempotency key, unless one is given. */
  post(path: string, body?: unknown, options?: { readonly key?: string }): Promise<Answer>
}

export type TestServer = {
  readonly url: string
  /** Address of the database with the owner's role, for a process of its own. */
  readonly databaseUrl: string
  readonly world: World
  readonly pack: Pack
  readonly keys: Keys
  /** Runs as the app role. */
  readonly pool: Pool
  /** Runs as the owner of the database, to set a scene or look behind it. */
  readonly owner: Pool
  /** Signs a demo person in. @throws what the server answered when it refuses */
  signIn(username: string): Promise<Client>
  /** Makes an account for a new resident and signs it in. Name and number go into the vault. */
  signInResident(username: string, person: { name: string; phone: string }): Promise<Client>
  /** Whoever is not signed in. */
  readonly anonymous: Client
  /** Closes by itself when the file ends; earlier where a spec wants that. */
  close(): Promise<void>
}

const shifan = join(import.meta.dirname, '..', '..', 'packs', 'shifan')
const packs = new Map<string, Promise<Pack>>()

export async function testServer(options: TestServerOptions = {}): Promise<TestServer> {
  const [database, pack] = await Promise.all([testDatabase(), packIn(options.pack ?? shifan)])
  const { pool, owner } = database
  await installCity(pool, pack)
  const folder = await mkdtemp(join(tmpdir(), 'huying-keys-'))
  const keys = await loadKeys(folder, {})
  if (options.people !== false) await seedPeople(pool, keys, pack, [])
  const world = await openWorld({
    ...{ pool, keys, baseUrl: 'http://localhost', background: options.background ?? false },
    ...{ files: join(folder, 'files'), uploads: join(folder, 'uploads') },
    ...{ imports: join(folder, 'imports'), packFolder: options.pack ?? shifan },
    ...(options.now ? { now: options.now } : {}),
    ...(options.webFolder ? { webFolder: options.webFolder } : {}),
    ...(options.basemap ? { basemap: options.basemap } : {}),
  })
  const close = closeOnce(world, folder, database)
  const url = await world.listen(0)
  const signIn = (username: string) => signInAt(url, username)
  return {
    ...{ url, databaseUrl: database.url, world, pack, keys, pool, owner, signIn, close },
    anonymous: clientAt(url, ''),
    signInResident: async (username, { name, phone }) => {
      await seedPeople(pool, keys, pack, [await makeResident(world, pack, { username, name, phone })])
      return signIn(username)
    },
  }
}

function closeOnce(world: World, folder: string, database: TestDatabase): () => Promise<void> {
  let closing: Promise<void> | undefined
  const close = () => {
    closing ??= world.close().finally(() => rm(folder, { recursive: true, force: true }))
    return closing
  }
  database.beforeDrop(close)
  return close
}

/** Reading and checking a city takes a while; a file that opens several servers does it once. */
function packIn(folder: string): Promise<Pack> {
  const known = packs.get(folder)
  if (known) return known
  const reading = readPack(folder).then(({ pack, findings }) => {
    if (pack) return pack
    throw new Error(findings.map((finding) => renderFinding(finding)).join('\n'))
  })
  packs.set(folder, reading)
  return reading
}

/** The demo people that are not there yet. The database of a test is always an embedded one, whoever's server it is on. */
async function seedPeople(
  pool: Pool,
  keys: Keys,
  pack: Pack,
  residents: readonly DemoResident[],
): Promise<void> {
  const auth = createAuth({ pool, secret: keys.sessionSecret, baseUrl: 'http://localhost' })
  await seedDemo(pool, auth, pack, 'embedded', residents)
}

type NewResident = { readonly username: string; readonly name: string; readonly phone: string }

async function makeResident({ services }: World, pack: Pack, person: NewResident): Promise<DemoResident> {
  const { jurisdiction } = pack.rules
  const { username, name, phone } = person
  const [found] = await services.vault.findOrCreate(jurisdiction, [{ name, phone }])
  if (!found?.ok || found.value.residentId === null)
    throw new Error(`${username} is not taken into the vault`)
  await insertResidents(services.db, found.value.rows)
  return { username, name: username, residentId: found.value.residentId }
}

async function signInAt(url: string, username: string): Promise<Client> {
  const response = await fetch(`${url}/api/auth/sign-in/username`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ username, password: DEMO_PASSWORD }),
  })
  if (!response.ok)
    throw new Error(`${username} was not signed in: ${response.status} ${await response.text()}`)
  const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0])
  return clientAt(url, cookies.join('; '))
}

function clientAt(url: string, cookie: string): Client {
  const send = async (path: string, init: RequestInit, headers: Record<string, string>): Promise<Answer> => {
    const response = await fetch(`${url}${path}`, { ...init, headers: { ...headers, cookie, origin: url } })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json')
    return { status: response.status, body: isJson ? JSON.parse(text) : text }
  }
  return {
    cookie,
    get: (path) => send(path, {}, {}),
    post: (path, body = {}, { key = randomUUID() } = {}) =>
      send(
        path,
        { method: 'POST', body: JSON.stringify(body) },
        { 'content-type': 'application/json', 'idempotency-key': key },
      ),
  }
}
