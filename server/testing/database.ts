/**
 * 测试库 — a real database for each test file: cloned from a migrated template in some 50 ms, dropped when the file ends.
 *
 *     const db = await testDatabase()
 *     await db.pool.query(...)   // as the app role
 *     await db.owner.query(...)  // as the owner, to set the scene
 */
import { randomBytes } from 'node:crypto'
import { after } from 'node:test'
import pg from 'pg'
import { migrate } from '../database/migrate.ts'
import { digestOf, migrationsFolder, readMigrations } from '../database/migrations.ts'
import { openOwnerPool, openPool, type Pool } from '../database/pool.ts'
import { withDatabase } from '../database/url.ts'
import { openTestCluster, type TestCluster, templatePrefix, testDatabasePrefix } from './cluster.ts'

export type TestDatabase = {
  readonly name: string
  /** Address with the owner's role: give it to `openPool`, `migrate` or a server under test. */
  readonly url: string
  /** Runs as the app role, like production. */
  readonly pool: Pool
  /** Runs as the owner. */
  readonly owner: Pool
  /** Closes what was opened on it, before it is dropped: hooks of a file run in the order they were registered. */
  beforeDrop(close: () => Promise<void>): void
}

export type TestDatabaseOptions = {
  /** Another folder of migrations, or `false` for an empty database. */
  readonly migrations?: string | false
}

let cluster: Promise<TestCluster> | undefined
const open: TestDatabase[] = []
const closers: (() => Promise<void>)[] = []

/** Registered here, at the top of the file that imports this: it runs after every test of that file. */
after(async () => {
  const held = await cluster
  if (!held) return
  try {
    for (const close of closers.toReversed()) await close()
    for (const database of open) await drop(held, database)
  } finally {
    await held.release()
  }
})

/** A database of this test file's own. Call it at the top of the file or in `before`; it cleans up by itself. */
export async function testDatabase({
  migrations = migrationsFolder,
}: TestDatabaseOptions = {}): Promise<TestDatabase> {
  cluster ??= openTestCluster()
  const { url: maintenance } = await cluster
  const name = `${testDatabasePrefix}${process.pid}_${randomBytes(4).toString('hex')}`
  await withClient(maintenance, async (client) => {
    const template =
      migrations === false ? 'template0' : await ensureTemplate(client, maintenance, migrations)
    await client.query(`create database ${name} template ${template}`)
  })
  const url = withDatabase(maintenance, name)
  const database: TestDatabase = {
    name,
    url,
    pool: openPool(url, { name }),
    owner: openOwnerPool(url, { max: 3, name }),
    beforeDrop: (close) => void closers.push(close),
  }
  open.push(database)
  return database
}

/** Built under a lock and renamed when complete: two processes never build it twice, none ever sees it half-made. */
async function ensureTemplate(client: pg.Client, maintenance: string, folder: string): Promise<string> {
  const template = `${templatePrefix}${digestOf(await readMigrations(folder))}`
  const exists = async (): Promise<boolean> =>
    Boolean((await client.query('select from pg_database where datname = $1', [template])).rowCount)
  if (await exists()) return template
  await client.query('select pg_advisory_lock(hashtext($1))', [template])
  if (await exists()) return template
  const draft = `${template}_draft`
  await client.query(`drop database if exists ${draft} with (force)`)
  await client.query(`create database ${draft} template template0 encoding 'UTF8'`)
  await migrate(withDatabase(maintenance, draft), folder)
  await client.query(`alter database ${draft} rename to ${template}`)
  return template
}

/** A connection that the test forgot to close fails the file, named, instead of lingering. */
async function drop(held: TestCluster, { name, pool, owner }: TestDatabase): Promise<void> {
  await Promise.all([pool.ended || pool.end(), owner.ended || owner.end()])
  await withClient(held.url, async (client) => {
    const leaks = await findConnections(client, name)
    await client.query(`drop database if exists ${name} with (force)`)
    if (leaks.length > 0)
      throw new Error(`The test left connections to its database open:\n${leaks.join('\n')}`)
  })
}

/** Connections are gone a moment after the client has said goodbye, so the answer is asked for a few times. */
async function findConnections(client: pg.Client, name: string): Promise<string[]> {
  for (let attempt = 1; ; attempt++) {
    const { rows } = await client.query(
      `select application_name || ': ' || state || ' ' || left(query, 200) as leak from pg_stat_activity
       where datname = $1 and backend_type = 'client backend'`,
      [name],
    )
    if (rows.length === 0 || attempt === 40) return rows.map(({ leak }) => leak)
    await new Promise((settle) => setTimeout(settle, 25))
  }
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'huying test harness' })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
