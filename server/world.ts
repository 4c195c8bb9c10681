/**
 * 装配 — puts a running system together on an open database: rules, places, vault, sign-in, HTTP server and the background work
 * (relay, clock sweep, daily roots). The command line and the specs start it the same way.
 */

import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createActors } from './account/actor.ts'
import { openAttempts } from './account/attempts.ts'
import { createAuth } from './account/auth.ts'
import { openNames } from './account/names.ts'
import type { People } from './account/people.ts'
import { openImportDesk } from './administration/import-desk.ts'
import { type App, buildApp } from './app.ts'
import { openFiles } from './attachment/files.ts'
import { openUploads } from './attachment/uploads.ts'
import { type Background, startBackground } from './background.ts'
import type { Pool } from './database/pool.ts'
import { openTail } from './feed/tail.ts'
import { createMetrics } from './kernel/metrics.ts'
import { openNumbers } from './matter/numbers.ts'
import { openRegistry } from './pack/registry.ts'
import type { Keys } from './resident/keys.ts'
import { openVault } from './resident/vault.ts'
import type { Services } from './services.ts'
import type { Basemap } from './territory/basemap.ts'
import { loadPlaces, versionOfPlaces } from './territory/store.ts'

export type WorldOptions = {
  readonly pool: Pool
  readonly keys: Keys
  /** Where attachments lie: a folder, or an address of a bucket. */
  readonly files?: string
  /** Folder where files on their way in are gathered. */
  readonly uploads?: string
  /** Folder with the files of imports. */
  readonly imports?: string
  /** Folder of the pack that was put in force, where it is on this machine. */
  readonly packFolder?: string
  /** Where people reach the server; decides about secure cookies. */
  readonly baseUrl: string
  readonly webFolder?: string | null
  readonly log?: boolean
  /** Raster tiles under the map; none where absent. */
  readonly basemap?: Basemap | null
  /** Proxies whose word is taken on where a request came from. */
  readonly proxies?: readonly string[]
  readonly rateLimit?: number
  /** Milliseconds since 1970; specs tell their own time. */
  readonly now?: () => number
  /** False leaves relay, sweep and roots to be called by hand. */
  readonly background?: boolean
}

export type World = {
  readonly app: App
  readonly services: Services
  /** Accounts and posts, for the command line. */
  readonly people: People
  readonly background: Background
  /** Territories were re-drawn: from now on reports are placed by the new ones. */
  reloadPlaces(): Promise<void>
  listen(port: number, host?: string): Promise<string>
  close(): Promise<void>
}

/** What belongs to this installation beside the database. */
export const dataFolder = join(import.meta.dirname, '..', '.data')

export const builtPages = join(import.meta.dirname, '..', 'web', 'dist')

export async function openWorld(options: WorldOptions): Promise<World> {
  const { pool, keys, baseUrl, now = Date.now } = options
  const registry = await openRegistry(pool)
  let version = await versionOfPlaces(pool)
  let places = await loadPlaces(pool, registry.jurisdictions)
  const reloadPlaces = async () => {
    places = await loadPlaces(pool, registry.jurisdictions)
  }
  const followPlaces = async () => {
    const now = await versionOfPlaces(pool)
    const isNew = now !== version
    if (isNew) await reloadPlaces()
    version = now
    return isNew
  }
  const services: Services = {
    db: pool,
    registry,
    numbers: openNumbers(pool),
    names: openNames(pool),
    files: await openFiles(options.files ?? join(dataFolder, 'files')),
    uploads: await openUploads(options.uploads ?? join(dataFolder, 'uploads')),
    vault: openVault({ pool, keys }),
    places: (jurisdiction) => {
      const found = places.get(jurisdiction)
      if (!found) throw new Error(`no territory is loaded for jurisdiction ${jurisdiction}`)
      return found
    },
    now,
  }
  const auth = createAuth({ pool, secret: keys.sessionSecret, baseUrl })
  const rulesOf = (jurisdiction: string) =>
    registry.jurisdictions.includes(jurisdiction) ? registry.current(jurisdiction).rules : undefined
  const people: People = { pool, auth, rulesOf }
  const actors = await createActors({ pool, auth, rulesOf })
  const tail = openTail(pool)
  const imports = openImportDesk({
    ...{ pool, services, folder: options.imports ?? join(dataFolder, 'imports') },
    log: () => app.log,
  })
  const app = await buildApp({
    services,
    actors,
    auth: { auth, pool, attempts: openAttempts(pool, keys.sessionSecret), baseUrl },
    tail,
    administration: {
      ...{ people, imports, packFolder: options.packFolder ?? null },
      background: () => background,
    },
    metrics: createMetrics(),
    ready: async () => {
      const { rowCount } = await pool.query('select from jurisdiction limit 1').catch(() => ({ rowCount: 0 }))
      return rowCount === 1
    },
    webFolder: options.webFolder ?? null,
    log: options.log ?? false,
    basemap: options.basemap ?? null,
    proxies: options.proxies ?? [],
    ...(options.rateLimit ? { rateLimit: options.rateLimit } : {}),
  })
  const background = startBackground({
    pool,
    services,
    tail,
    keys,
    imports,
    followPlaces,
    log: app.log,
    idle: options.background === false,
  })
  return {
    app,
    services,
    people,
    background,
    reloadPlaces,
    listen: async (port, host = '127.0.0.1') => {
      await app.listen({ port, host })
      const { port: bound } = app.server.address() as AddressInfo
      return `http://localhost:${bound}`
    },
    close: async () => {
      await app.close()
      await imports.close()
      await background.stop()
    },
  }
}
