import assert from 'node:assert/strict'
import { chmod, mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { type Home, makeHome, unprivilegedUser } from '../postgres/home.ts'
import { findPostmaster } from '../postgres/postmaster.ts'
import { testDatabase } from '../testing/database.ts'
import { openDatabase } from './open.ts'
import { withDatabase } from './url.ts'

const scratch = await mkdtemp(join(await realpath(tmpdir()), 'huying-open-'))
await chmod(scratch, 0o755)
after(() => rm(scratch, { recursive: true, force: true }))

async function newHome(): Promise<Home> {
  return makeHome(join(scratch, 'home'), process.getuid?.() === 0 ? await unprivilegedUser() : undefined)
}

describe('opening the database', () => {
  it('from nothing gives a migrated embedded one, kept for the next opening and stopped at the end', async () => {
    const home = await newHome()
    const first = await openDatabase({ home })
    assert.equal(first.kind, 'embedded')
    const { rows } = await first.pool.query(
      'select current_user::text as who, current_database()::text as name',
    )
    assert.deepEqual(rows, [{ who: 'huying_app', name: 'huying' }])
    await first.close()
    assert.equal(await findPostmaster(home), undefined)

    const second = await openDatabase({ home })
    assert.deepEqual(second.migrated, [])
    await second.close()
  })

  it('by an address uses that server and leaves it running', async () => {
    const { url, owner } = await testDatabase({ migrations: false })
    const database = await openDatabase({ url })
    assert.equal(database.kind, 'external')
    assert.equal((await database.pool.query('select current_user::text as who')).rows[0].who, 'huying_app')
    await database.close()
    assert.equal((await owner.query('select 1 as n')).rows[0].n, 1)
  })

  it('as an ordinary login role works the same, once an administrator has granted it the app role', async () => {
    const { url, owner, name } = await testDatabase() // migrated, so the app role exists
    const role = `${name}_owner`
    await owner.query(`create role ${role} login`)
    await owner.query(`grant ${role} to current_user`) // a test server's own role may be an ordinary one too
    await owner.query(`create database ${role} owner ${role} template template0`)
    const address = new URL(withDatabase(url, role))
    address.username = role
    try {
      await assert.rejects(
        openDatabase({ url: address.href }),
        /Let an administrator run: .*GRANT huying_app TO/,
      )
      await owner.query(`grant huying_app to ${role}`)
      const database = await openDatabase({ url: address.href })
      const { rows } = await database.pool.query(
        'select session_user::text as session, current_user::text as who',
      )
      await database.close()
      assert.deepEqual(rows, [{ session: role, who: 'huying_app' }])
    } finally {
      await owner.query(`drop database ${role} with (force)`)
      await owner.query(`drop role ${role}`)
    }
  })

  it('by an address where nobody answers says so', async () => {
    await assert.rejects(
      openDatabase({ url: 'postgres://someone:secret@127.0.0.1:1/city' }),
      (error: Error) => /127\.0\.0\.1:1\/city/.test(error.message) && !error.message.includes('secret'),
    )
  })
})
