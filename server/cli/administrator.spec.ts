import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { buildDirectory } from '@huying/core/organisation/directory.ts'
import type { Organisation } from '@huying/core/organisation/types.ts'
import { findAdministration } from '../account/first-administrator.ts'
import { raw } from '../testing/requests.ts'
import { type TestServer, testServer } from '../testing/server.ts'

let city: TestServer
let folder = ''

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huying-administrator-'))
  city = await testServer({ people: false })
})
after(() => rm(folder, { recursive: true, force: true }))

type Run = { code: number; out: string; err: string }

/** The command line in a process of its own, while the server runs. */
function huying(...args: string[]): Promise<Run> {
  const env = { ...process.env, DATABASE_URL: city.databaseUrl, HUYING_KEYS: join(folder, 'keys') }
  const main = join(import.meta.dirname, 'main.ts')
  return new Promise((resolve) => {
    execFile(process.execPath, [main, ...args], { env, cwd: folder }, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    )
  })
}

const add = (...args: string[]) => huying('administrator', 'add', ...args)

const signIn = (username: string, password: string) =>
  raw(city, '/api/auth/sign-in/username', {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: city.url },
    body: JSON.stringify({ username, password }),
  })

const administrators = async () => {
  const { out } = await huying('doctor', '--json')
  return JSON.parse(out).checks.find((c: { name: string }) => c.name === 'administrators')
}

describe('the first administrator of a city', () => {
  it('is missed by the doctor, who names the command', async () => {
    const { ok, says } = await administrators()
    assert.equal(ok, false)
    assert.match(says, /huying -- administrator add/)
  })

  it('is not made from what is wrong, each told in a sentence', async () => {
    const wrong: [string[], RegExp][] = [
      [['9lives', '--name', '张明'], /no sign-in name/],
      [
        ['zhang.ming', '--name', '张明', '--organisation', 'hotline'],
        /hotline has not the duty.*city-systems/,
      ],
      [['zhang.ming', '--name', '张明', '--role', 'king'], /no role king.*administrator/],
    ]
    for (const [args, sentence] of wrong) {
      const { code, err } = await add(...args)
      assert.equal(code, 2, args.join(' '))
      assert.match(err, sentence)
    }
    assert.equal((await city.owner.query('select from account')).rowCount, 0)
  })

  it('signs in at the running server with the password that was shown, must change it, and then administers', async () => {
    const { code, out, err } = await add('Zhang.Ming', '--name', '张明', '--json')
    assert.equal(code, 0, err)
    const { username, password, organisation } = JSON.parse(out)
    assert.deepEqual([username, organisation], ['zhang.ming', 'city-systems'])

    const signedIn = await signIn(username, password)
    assert.equal(signedIn.status, 200)
    const cookie = signedIn.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ')
    const people = (session: string) =>
      raw(city, '/api/admin/people', { method: 'GET', headers: { cookie: session } })
    assert.equal((await people(cookie)).body.code, 'account.password_expired')

    const changed = await raw(city, '/api/auth/change-password', {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: city.url, cookie },
      body: JSON.stringify({ currentPassword: password, newPassword: 'quite-another-one' }),
    })
    assert.equal(changed.status, 200)
    const fresh = changed.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ')
    const { status, body } = await people(fresh || cookie)
    assert.equal(status, 200)
    assert.deepEqual(
      body.rows.map((row: { username: string; posts: { territory: { id: string } }[] }) => [
        row.username,
        row.posts.map((post) => post.territory.id),
      ]),
      [['zhang.ming', ['9901']]],
    )
    assert.equal((await signIn(username, password)).status, 401)
  })

  it('is on record, and seen by the doctor', async () => {
    const { rows } = await city.owner.query('select what, account_id from audit where what like $1', [
      '%.created',
    ])
    assert.deepEqual(rows.map((row) => [row.what, row.account_id]).sort(), [
      ['account.created', null],
      ['post.created', null],
    ])
    assert.equal((await administrators()).ok, true)
  })

  it('is not made twice', async () => {
    const { code, err } = await add('zhang.ming', '--name', '张明')
    assert.equal(code, 2)
    assert.match(err, /zhang\.ming is taken/)
    assert.equal((await city.owner.query('select from post')).rowCount, 1)
  })

  it('is followed by everybody else from a table; a second run adds nothing', async () => {
    await writeFile(join(folder, 'people.csv'), 'username,name,note\nli.na,李娜,x\n9wrong,错,y\n')
    await writeFile(join(folder, 'posts.csv'), 'username,organisation,role\nli.na,hotline,operator\n')
    const bring = () => huying('import', 'people', 'people.csv', 'posts.csv', '--json')
    const first = await bring()
    assert.equal(first.code, 1, first.err)
    const counts = ({ out }: Run) =>
      JSON.parse(out).files.map((f: Record<string, number>) => [f.accounts, f.posts, f.unchanged, f.rejected])
    assert.deepEqual(counts(first), [
      [1, 0, 0, 1],
      [0, 1, 0, 0],
    ])
    const { passwordFile } = JSON.parse(first.out)
    assert.equal((await stat(join(folder, passwordFile))).mode & 0o777, 0o600)
    const second = await bring()
    assert.deepEqual(counts(second), [
      [0, 0, 1, 1],
      [0, 0, 1, 0],
    ])
    assert.equal(JSON.parse(second.out).passwordFile, null)
    const none = await huying('import', 'people', 'nothing.csv')
    assert.deepEqual([none.code, /nothing\.csv/.test(none.err)], [2, true])
  })

  it('that is shut leaves the city without one', async () => {
    await city.owner.query('update account set "lockedAt" = now()')
    assert.equal((await administrators()).ok, false)
  })
})

const organisation = (id: string, territory: string, duties: string[]): Organisation => ({
  ...{ id, territory, duties, name: { zh: id }, kind: 'centre', parentId: null, functions: [] },
})

describe('where the administrator stands', () => {
  const among = (...organisations: Organisation[]) => ({ directory: buildDirectory(organisations) })
  const whole = organisation('it', '99', ['administration'])
  const part = organisation('it-1', '9901', ['administration'])
  const desk = organisation('desk', '99', ['triage'])

  it('is the one organisation that has the duty over the whole authority', () => {
    const found = findAdministration(among(whole, part, desk), '99')
    assert.equal(found.ok && found.organisation.id, 'it')
  })

  it('is asked for where there is none, only some for parts, or several', () => {
    const why = (...organisations: Organisation[]) => {
      const found = findAdministration(among(...organisations), '99')
      return found.ok ? null : found.why
    }
    assert.equal(why(desk), 'none')
    assert.equal(why(desk, part), 'part')
    assert.equal(why(whole, organisation('it-2', '99', ['administration'])), 'several')
  })

  it('may be named, for a part too, but must have the duty', () => {
    const named = (id: string) => findAdministration(among(whole, part, desk), '99', id)
    const found = named('it-1')
    assert.equal(found.ok && found.organisation.territory, '9901')
    assert.equal(named('desk').ok, false)
    assert.equal(named('nobody').ok, false)
  })
})
