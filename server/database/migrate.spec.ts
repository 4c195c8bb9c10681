import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { testDatabase } from '../testing/database.ts'
import { migrate } from './migrate.ts'
import { readMigrations } from './migrations.ts'

const folders: string[] = []
after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))))

/** A folder with these files. */
async function given(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'huying-migrate-'))
  folders.push(folder)
  for (const [name, sql] of Object.entries(files)) await writeFile(join(folder, name), sql)
  return folder
}

const first = { '0001-wish.sql': 'create table wish (id int primary key);' }
const second = { '0002-count.sql': 'create table counted as select count(*) from wish;' }

describe('migrating a database', () => {
  it('applies what is new, in order, once', async () => {
    const { url, owner } = await testDatabase({ migrations: false })
    assert.deepEqual(await migrate(url, await given(first)), ['0001-wish'])
    assert.deepEqual(await migrate(url, await given({ ...first, ...second })), ['0002-count'])
    assert.deepEqual(await migrate(url, await given({ ...first, ...second })), [])
    const { rows } = await owner.query('select name from huying.migration order by name')
    assert.deepEqual(rows, [{ name: '0001-wish' }, { name: '0002-count' }])
  })

  it('lets one of several that start at once do the work', async () => {
    const { url, owner } = await testDatabase({ migrations: false })
    const slow = {
      '0001-slow.sql': 'select pg_sleep(0.2); create table once (n int);',
      '0002-more.sql': 'create table more ();',
    }
    const folder = await given(slow)
    const applied = await Promise.all(Array.from({ length: 6 }, () => migrate(url, folder)))
    assert.deepEqual(applied.flat().sort(), ['0001-slow', '0002-more'])
    assert.equal((await owner.query('select from huying.migration')).rowCount, 2)
  })

  it('makes the app role once when several databases of one server migrate at once', async () => {
    const databases = await Promise.all(Array.from({ length: 4 }, () => testDatabase({ migrations: false })))
    const folder = await given(first)
    const applied = await Promise.all(databases.map(({ url }) => migrate(url, folder)))
    assert.deepEqual(applied.flat(), Array(4).fill('0001-wish'))
  })

  it('leaves nothing of a migration that fails, keeps those before, and names file and line', async () => {
    const { url, owner } = await testDatabase({ migrations: false })
    const folder = await given({
      ...first,
      '0002-bad.sql': 'create table half ();\n\nselect nonsense from wish;',
    })
    await assert.rejects(migrate(url, folder), /0002-bad\.sql:3: column "nonsense" does not exist/)
    const { rows } = await owner.query(
      "select to_regclass('huying.half') as half, to_regclass('huying.wish')::text as wish",
    )
    assert.deepEqual(rows, [{ half: null, wish: 'wish' }])
    assert.deepEqual(await migrate(url, await given({ ...first, ...second })), ['0002-count'])
  })

  it('refuses a migration that was changed after it was applied', async () => {
    const { url } = await testDatabase({ migrations: false })
    await migrate(url, await given(first))
    const changed = await given({ '0001-wish.sql': 'create table wish (id bigint primary key);' })
    await assert.rejects(migrate(url, changed), /0001-wish was changed after it was applied/)
  })

  it('takes no notice of how the file ends its lines', async () => {
    const { url } = await testDatabase({ migrations: false })
    await migrate(url, await given({ '0001-wish.sql': 'create table wish (\n  id int\n);\n' }))
    assert.deepEqual(
      await migrate(url, await given({ '0001-wish.sql': 'create table wish (\r\n  id int\r\n);\r\n' })),
      [],
    )
  })

  it('refuses a database that is newer than the program', async () => {
    const { url } = await testDatabase({ migrations: false })
    await migrate(url, await given({ ...first, ...second }))
    await assert.rejects(
      migrate(url, await given(first)),
      /knows migration 0002-count, and this version of Huying does not/,
    )
  })
})

describe('a folder of migrations', () => {
  for (const [flaw, name] of Object.entries({
    'a gap': '0003-late.sql',
    'a number twice': '0001-other.sql',
    'a name that says nothing': '0002.sql',
  })) {
    it(`is refused for ${flaw}`, async () => {
      await assert.rejects(
        readMigrations(await given({ ...first, [name]: '' })),
        /expected a file named 000\d-what-it-does\.sql/,
      )
    })
  }
})
