/** 打开数据库 — from nothing, or from `DATABASE_URL`, to a migrated database with a pool on it. */
import pg from 'pg'
import { type Cluster, openCluster } from '../postgres/cluster.ts'
import { type Home, mainHome } from '../postgres/home.ts'
import { migrate } from './migrate.ts'
import { openPool, type Pool } from './pool.ts'
import { withDatabase } from './url.ts'

export type Database = {
  /** `postgres://` address with the owner's role, for migrations, the job library and the like. */
  readonly url: string
  /** Runs as the app role. */
  readonly pool: Pool
  /** Ours, or somebody's server by `DATABASE_URL`. No demo account may exist in the second. */
  readonly kind: 'embedded' | 'external'
  /** Names of the migrations that this opening applied. */
  readonly migrated: readonly string[]
  /** Ends the pool, and stops the embedded server when nobody else uses it. Call when drained. */
  close(): Promise<void>
}

export type OpenOptions = {
  /** Another PostgreSQL, 15 or newer; absent: the embedded one. */
  readonly url?: string | undefined
  /** Where the embedded one lives; absent: this checkout's. */
  readonly home?: Home
  /** Connections at most. */
  readonly max?: number
}

/** Opens and migrates. @throws a sentence for people when the server cannot be reached, started or migrated */
export async function openDatabase(options: OpenOptions = {}): Promise<Database> {
  const cluster = options.url ? undefined : await openCluster(options.home ?? (await mainHome()))
  try {
    const url = cluster ? await ensureDatabase(cluster) : (options.url as string)
    const migrated = await migrate(url)
    const pool = openPool(url, options.max ? { max: options.max } : {})
    const close = async (): Promise<void> => {
      await pool.end()
      await cluster?.release()
    }
    return { url, pool, kind: cluster ? 'embedded' : 'external', migrated, close }
  } catch (error) {
    await cluster?.release()
    throw error
  }
}

async function ensureDatabase(cluster: Cluster): Promise<string> {
  const client = new pg.Client({ connectionString: cluster.url })
  await client.connect()
  try {
    const { rowCount } = await client.query("select from pg_database where datname = 'huying'")
    if (!rowCount) await client.query('create database huying')
  } catch (error) {
    if (!['42P04', '23505'].includes((error as { code: string }).code)) throw error // made by another start meanwhile
  } finally {
    await client.end()
  }
  return withDatabase(cluster.url, 'huying')
}
