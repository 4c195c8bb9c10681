import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { testDatabase } from './database.ts'

const migrations = await mkdtemp(join(tmpdir(), 'huying-migrations-'))
after(() => rm(migrations, { recursive: true }))
await writeFile(
  join(migrations, '0001-event.sql'),
  `create table huying.event (id bigint primary key, happened_on date not null);
   grant select, insert on huying.event to huying_app;`,
)

describe('a test database', () => {
  it('is migrated, and its pool runs as the app role', async () => {
    const { pool } = await testDatabase({ migrations })
    await pool.query("insert into event values ($1, '2026-02-28')", [1])
    const { rows } = await pool.query('select current_user::text as who, id, happened_on from event')
    assert.deepEqual(rows, [{ who: 'huying_app', id: 1, happened_on: '2026-02-28' }])
  })

  it('refuses the app role what the migrations did not grant', async () => {
    const { pool, owner } = await testDatabase({ migrations })
    await owner.query("insert into event values (1, '2026-01-01')")
    for (const statement of [
      'update event set id = 2',
      'delete from event',
      'truncate event',
      'drop table event',
    ]) {
      await assert.rejects(pool.query(statement), { code: '42501' }, statement)
    }
    await assert.rejects(pool.query('reset role; delete from event'), { code: '42501' })
    assert.equal((await owner.query('select id from event')).rows[0].id, 1)
  })

  it('is separate from every other', async () => {
    const [one, two] = await Promise.all([testDatabase({ migrations }), testDatabase({ migrations })])
    await one.pool.query("insert into event values (1, '2026-01-01')")
    assert.equal((await two.pool.query('select from event')).rowCount, 0)
  })

  it('reads a bigint exactly or not as a number at all', async () => {
    const { pool } = await testDatabase({ migrations: false })
    const { rows } = await pool.query('select 9007199254740991 as safe, 9007199254740993 as unsafe')
    assert.deepEqual(rows, [{ safe: 9007199254740991, unsafe: '9007199254740993' }])
  })
})

describe('a test that leaves a connection open', () => {
  it('fails its file, and its database is dropped all the same', async () => {
    const file = join(migrations, 'leak.spec.ts')
    const harness = join(import.meta.dirname, 'database.ts')
    await writeFile(
      file,
      `import { it } from 'node:test'
       import { openPool } from ${JSON.stringify(join(import.meta.dirname, '../database/pool.ts'))}
       import { testDatabase } from ${JSON.stringify(harness)}
       it('leaks', async () => {
         const { url, name } = await testDatabase({ migrations: ${JSON.stringify(migrations)} })
         console.log('made', name)
         await openPool(url, { name: 'the leak' }).query('select 1')
       })`,
    )
    const { NODE_TEST_CONTEXT: _, ...env } = process.env
    const { status, stdout } = spawnSync(process.execPath, ['--test', '--test-force-exit', file], {
      env,
      encoding: 'utf8',
    })
    assert.equal(status, 1)
    assert.match(stdout, /left connections to its database open:\s+the leak/)
    const name = /made (\w+)/.exec(stdout)?.[1]
    const { owner } = await testDatabase({ migrations: false })
    assert.equal((await owner.query('select from pg_database where datname = $1', [name])).rowCount, 0)
  })
})
