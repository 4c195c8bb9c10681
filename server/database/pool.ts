/** 连接池 — connections that run as the app role, which may append events but neither change nor delete them. */
import pg from 'pg'
import { withSettings } from './url.ts'

export type Pool = pg.Pool
export type Client = pg.PoolClient

/** The role that everything but migrations runs as; migrations grant to it. */
export const appRole = 'huying_app'

/** What each session is set to, whoever's server it is. */
const session = { timezone: 'UTC', search_path: 'huying,public', jit: 'off' }

export type PoolOptions = {
  /** Connections at most; 10 when absent. */
  readonly max?: number
  /** Shown in pg_stat_activity. */
  readonly name?: string
  /** Milliseconds after which a statement counts as lost: a server that hangs closes no connection. */
  readonly patience?: number
}

/**
 * A pool on `url` whose sessions start as `huying_app`: the role comes with the connection, so RESET ROLE and
 * DISCARD ALL lead back to it. Connects when first used.
 */
export function openPool(url: string, options: PoolOptions = {}): Pool {
  return makePool(withSettings(url, { ...session, role: appRole }), options)
}

/** A pool with the address's own role, for migrations, the schema snapshot and tests that set the scene. */
export function openOwnerPool(url: string, options: PoolOptions = {}): Pool {
  return makePool(withSettings(url, session), options)
}

function makePool(
  connectionString: string,
  { max = 10, name = 'huying', patience = 30_000 }: PoolOptions,
): Pool {
  const pool = new pg.Pool({
    connectionString,
    max,
    application_name: name,
    connectionTimeoutMillis: 10_000,
    query_timeout: patience,
    idle_in_transaction_session_timeout: 60_000,
    types: { getTypeParser },
  })
  // An idle connection that breaks (server restarted) is replaced by the pool; without a listener it would end us.
  pool.on('error', () => {})
  // So would one that breaks between two statements of somebody who has it; that one hears of it from the next.
  pool.on('connect', (client) => void client.on('error', () => {}))
  return pool
}

const parsers: Partial<Record<number, (text: string) => unknown>> = {
  /** int8: a number where that is exact, else the digits as they are. */
  20: (text) => (Number.isSafeInteger(Number(text)) ? Number(text) : text),
  /** date: `YYYY-MM-DD`; the driver's own reading moves it by a day west of Greenwich. */
  1082: (text) => text,
}

const getTypeParser: typeof pg.types.getTypeParser = ((oid: number, format?: 'text' | 'binary') =>
  (format !== 'binary' && parsers[oid]) ||
  pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser
