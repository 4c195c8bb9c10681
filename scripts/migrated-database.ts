import { randomBytes } from 'node:crypto'
import { migrate } from '../server/database/migrate.ts'
import { openOwnerPool } from '../server/database/pool.ts'
import { withDatabase } from '../server/database/url.ts'
import { openTestCluster, testDatabasePrefix } from '../server/testing/cluster.ts'

/** Calls `work` with the address of a fresh database that all migrations have run on, and drops it afterwards. */
export async function withMigratedDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
  const cluster = await openTestCluster()
  const name = `${testDatabasePrefix}check_${randomBytes(4).toString('hex')}`
  const maintenance = openOwnerPool(cluster.url, { max: 1, name: 'huying check' })
  try {
    await maintenance.query(`create database ${name} template template0 encoding 'UTF8'`)
    const url = withDatabase(cluster.url, name)
    await migrate(url)
    return await work(url)
  } finally {
    await maintenance.query(`drop database if exists ${name} with (force)`)
    await maintenance.end()
    await cluster.release()
  }
}
