import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { failureOf } from '../kernel/failure.ts'
import { testDatabase } from '../testing/database.ts'
import { openPool } from './pool.ts'

const database = await testDatabase({ migrations: false })

describe('a database that hangs without closing connections', () => {
  it('is given up after a while, is said to be unavailable, and the next statement has a connection of its own', async () => {
    const pool = openPool(database.url, { max: 1, patience: 200 })
    try {
      const lost = await pool.query('select pg_sleep(5)').then(
        () => null,
        (error: unknown) => error,
      )
      assert.equal(failureOf(lost).code, 'system.unavailable')
      assert.deepEqual((await pool.query('select 1 as one')).rows, [{ one: 1 }])
    } finally {
      await pool.end()
      // The one that hangs is the server's: it would go on sleeping.
      await database.owner.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like '%pg_sleep(5)%' and pid <> pg_backend_pid()",
      )
    }
  })
})
