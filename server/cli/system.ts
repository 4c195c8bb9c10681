/** Opens what a command needs: the database, the pack, the keys; and closes it again whatever happens. */
import type { Pack } from '@huying/core/pack/types.ts'
import { type Database, openDatabase } from '../database/open.ts'
import { readPack } from '../pack/read.ts'
import { renderFinding } from '../pack/render.ts'
import { type Keys, loadKeys } from '../resident/keys.ts'
import { openWorld, type World } from '../world.ts'
import { readSettings, type Settings } from './settings.ts'

export type System = { readonly settings: Settings; readonly database: Database; readonly keys: Keys }

/** Runs `work` on an open, migrated database. */
export async function withDatabase<T>(work: (system: System) => Promise<T>): Promise<T> {
  const settings = readSettings()
  const database = await openDatabase({ url: settings.databaseUrl })
  try {
    return await work({ settings, database, keys: await loadKeys(settings.keys) })
  } finally {
    await database.close()
  }
}

/** Runs `work` on everything but the HTTP server and the background work. */
export async function withWorld<T>(work: (world: World, system: System) => Promise<T>): Promise<T> {
  return withDatabase(async (system) => {
    const world = await openWorld({
      pool: system.database.pool,
      keys: system.keys,
      baseUrl: 'http://localhost',
      ...{ files: system.settings.files, uploads: system.settings.uploads },
      background: false,
    })
    try {
      return await work(world, system)
    } finally {
      await world.close()
    }
  })
}

/** The one jurisdiction that is run here, or the one named. @throws a sentence otherwise */
export function jurisdictionOf({ services }: World, wanted?: string): string {
  const { jurisdictions } = services.registry
  if (wanted) {
    if (jurisdictions.includes(wanted)) return wanted
    throw new Error(
      `jurisdiction ${wanted} is not run here; there is ${jurisdictions.join(', ') || 'none yet'}`,
    )
  }
  const [only] = jurisdictions
  if (only === undefined)
    throw new Error('no city is in this database yet: start the server once, with its pack in HUYING_PACK')
  if (jurisdictions.length > 1)
    throw new Error(
      `several jurisdictions are run here: name one with --jurisdiction (${jurisdictions.join(', ')})`,
    )
  return only
}

/** The pack in `folder`. @throws all its errors, each a sentence with file and line */
export async function requirePack(folder: string): Promise<Pack> {
  const { pack, findings } = await readPack(folder)
  if (pack) return pack
  const errors = findings.filter((finding) => finding.severity === 'error')
  throw new Error(
    `the pack in ${folder} has errors:\n${errors.map((finding) => `  ${renderFinding(finding)}`).join('\n')}`,
  )
}
