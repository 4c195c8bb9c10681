/** 人员管理 — over HTTP: what an administrator may do to people and posts, and where it ends. */
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { raw } from '../testing/requests.ts'
import { type Client, type TestServer, testServer } from '../testing/server.ts'

let city: TestServer
let admin: Client
let district: Client

before(async () => {
  city = await testServer()
  admin = await city.signIn('admin')
  district = await city.signIn('admin.d1')
})

const CLERK = {
  organisation: 'd1-urban-1',
  role: 'clerk',
  territory: '990101',
  fromOn: '2026-01-01',
  toOn: null,
}
let count = 0
const newName = () => `colleague${++count}`

async function hired(by: Client = admin, post: object = CLERK) {
  const username = newName()
  const { status, body } = await by.post('/api/admin/people', { name: '新同事', username, post })
  assert.equal(status, 201, JSON.stringify(body))
  return { username, ...(body as { accountId: string; password: string }) }
}

const signIn = (username: string, password: string) =>
  raw(city, '/api/auth/sign-in/username', { body: JSON.stringify({ username, password }) })

function clientOf(answer: Awaited<ReturnType<typeof raw>>) {
  const cookie = answer.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ')
  const as = { cookie } as Client
  return {
    get: (path: string) => raw(city, path, { method: 'GET', as }),
    post: (path: string, body: object) => raw(city, path, { body: JSON.stringify(body), as }),
  }
}

/** Everything that administration changes. */
async function snapshot() {
  const { rows } = await city.owner.query(`
    select (select jsonb_agg(to_jsonb(a) - 'updatedAt' order by id) from account a) as accounts,
      (select jsonb_agg(to_jsonb(p) order by id) from post p) as posts,
      (select jsonb_agg(to_jsonb(d) order by id) from delegation d) as delegations`)
  return rows[0]
}

async function refused(code: string, send: () => Promise<{ body: { code?: string } }>) {
  const before = await snapshot()
  const { body } = await send()
  assert.equal(body.code, code, JSON.stringify(body))
  assert.deepEqual(await snapshot(), before)
}

const person = async (accountId: string) => {
  const { rows } = await city.owner.query('select username from account where id = $1', [accountId])
  const { body } = await admin.get(`/api/admin/people?text=${rows[0].username}`)
  return body.rows.find((row: { accountId: string }) => row.accountId === accountId)
}

describe('a new colleague', () => {
  it('signs in with the first password, may do nothing but change it, and then works in the post', async () => {
    const { username, password } = await hired()
    const first = await signIn(username, password)
    assert.equal(first.body.account.mustChangePassword, true)
    const colleague = clientOf(first)
    assert.equal((await colleague.get('/api/me')).body.mustChangePassword, true)
    const refusal = await colleague.get('/api/inbox')
    assert.deepEqual([refusal.status, refusal.body.code], [403, 'account.password_expired'])
    const change = { currentPassword: password, newPassword: 'a quiet river 77' }
    assert.equal((await colleague.post('/api/auth/change-password', change)).status, 200)
    const again = clientOf(await signIn(username, change.newPassword))
    assert.equal((await again.get('/api/inbox')).status, 200)
    assert.equal((await again.get('/api/me')).body.posts[0].organisation.id, 'd1-urban-1')
  })

  it('is refused with a name taken, a role that the pack does not know, a place outside the organisation', async () => {
    const make = (change: object, post: object = {}) =>
      admin.post('/api/admin/people', {
        name: '某',
        username: newName(),
        ...change,
        post: { ...CLERK, ...post },
      })
    await refused('account.username_taken', () => make({ username: 'Officer' }))
    await refused('form.invalid', () => make({ username: '9 lives' }))
    await refused('form.invalid', () => make({}, { role: 'emperor' }))
    await refused('unit.unknown', () => make({}, { organisation: 'nowhere' }))
    await refused('place.outside', () => make({}, { territory: '990102' }))
    await refused('time.invalid', () => make({}, { fromOn: '2026-02-30' }))
    await refused('time.invalid', () => make({}, { toOn: '2025-12-31' }))
  })

  it('is on record without the password, which stands nowhere in plain words', async () => {
    const { accountId, password } = await hired()
    const { body } = await admin.get('/api/admin/audit')
    const acts = body.rows.map((row: { what: string }) => row.what)
    assert.ok(acts.includes('account.created') && acts.includes('post.created'))
    const { rows } = await city.owner.query(
      `select coalesce((select jsonb_agg(to_jsonb(a)) from audit a)::text, '') || (select jsonb_agg(to_jsonb(c))
       from account_credential c where "userId" = $1)::text as all`,
      [accountId],
    )
    assert.ok(!rows[0].all.includes(password))
  })
})

describe('an administrator of a part', () => {
  it('sees and changes only people and posts of that part', async () => {
    const { body } = await district.get('/api/admin/people?limit=200')
    assert.ok(body.rows.length > 0)
    assert.equal(body.rows.length, body.count)
    for (const row of body.rows)
      for (const post of row.posts) assert.ok(post.territory.id.startsWith('990101'), post.territory.id)
    const elsewhere = (await admin.get('/api/admin/people?text=duty5')).body.rows[0].accountId
    for (const act of ['lock', 'unlock', 'password'])
      await refused('not_found', () => district.post(`/api/admin/people/${elsewhere}/${act}`))
    await refused('not_found', () => district.post('/api/admin/posts/duty5-1/end', { toOn: '2026-01-01' }))
  })

  it('gives nobody a post beyond it, nor one in an organisation that answers for more', async () => {
    const give = (post: object) => {
      const one = { name: '某', username: newName(), post: { ...CLERK, ...post } }
      return () => district.post('/api/admin/people', one)
    }
    await refused('action.not_yours', give({ organisation: 'd2-urban', territory: '990102' }))
    await refused('action.not_yours', give({ organisation: 'hotline', territory: '990101' }))
    await refused('action.not_yours', give({ organisation: 'city-systems', territory: '990101' }))
    assert.ok((await hired(district)).accountId)
  })

  it('keeps nobody who also works elsewhere', async () => {
    const { accountId } = await hired()
    const more = { ...CLERK, organisation: 'd2-urban', territory: '990102' }
    assert.equal((await admin.post(`/api/admin/people/${accountId}/posts`, more)).status, 200)
    await refused('action.not_yours', () => district.post(`/api/admin/people/${accountId}/lock`))
    const { body } = await district.get('/api/admin/people?limit=200')
    const row = body.rows.find((each: { accountId: string }) => each.accountId === accountId)
    assert.deepEqual([row.mayKeep, row.posts.length], [false, 1])
  })

  it('reads no matter by it, and sees neither imports nor jobs', async () => {
    for (const client of [admin, district]) {
      assert.equal((await client.get('/api/matters')).body.count, 0)
      assert.deepEqual((await client.get('/api/inbox')).body.rows, [])
    }
    for (const path of ['/api/admin/imports', '/api/admin/jobs'])
      assert.equal((await district.get(path)).status, 404)
  })
})

describe('rights that nobody has', () => {
  it('are giving oneself a post, locking oneself, or standing in by one’s own word', async () => {
    const me = (await admin.get('/api/me')).body.accountId
    const own = (act: string, body: object = {}) => admin.post(`/api/admin/people/${me}/${act}`, body)
    await refused('action.not_yours', () => own('posts', CLERK))
    for (const act of ['lock', 'password']) {
      const before = await snapshot()
      assert.ok((await own(act)).status >= 400)
      assert.deepEqual(await snapshot(), before)
    }
    await refused('action.not_yours', () =>
      admin.post('/api/leave', {
        ...{ postId: 'clerk-1', accountId: me },
        ...{ fromAt: '2026-01-01T00:00:00.000Z', toAt: '2036-01-01T00:00:00.000Z' },
      }),
    )
  })

  it('include removing the last administrator, by lock or by the end of the post', async () => {
    const other = await city.signIn('admin2')
    const ids = { admin: '', admin2: '' }
    for (const name of ['admin', 'admin2'] as const)
      ids[name] = (await admin.get(`/api/admin/people?text=${name}`)).body.rows.find(
        (row: { username: string }) => row.username === name,
      ).accountId
    assert.equal((await admin.post(`/api/admin/people/${ids.admin2}/lock`)).status, 200)
    assert.equal((await other.get('/api/me')).status, 401)
    const today = (await admin.get('/api/admin/options')).body.today
    await refused('account.last_administrator', () =>
      admin.post('/api/admin/posts/admin-1/end', { toOn: today }),
    )
    assert.equal((await admin.post(`/api/admin/people/${ids.admin2}/unlock`)).status, 200)
    const both = await Promise.all([
      admin.post(`/api/admin/posts/admin2-1/end`, { toOn: today }),
      (await city.signIn('admin2')).post(`/api/admin/posts/admin-1/end`, { toOn: today }),
    ])
    assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409], 'two at once leave one')
    await city.owner.query(`update post set to_on = null where id in ('admin-1', 'admin2-1')`)
  })
})

describe('a locked account', () => {
  it('is signed out at once, does not get in with the right password, and returns as it was', async () => {
    const { accountId, username, password } = await hired()
    const colleague = clientOf(await signIn(username, password))
    assert.equal((await admin.post(`/api/admin/people/${accountId}/lock`)).status, 200)
    assert.equal((await colleague.get('/api/me')).status, 401)
    assert.deepEqual((await signIn(username, password)).body.code, 'account.closed')
    assert.equal((await signIn(username, 'not the password')).body.code, 'account.sign_in_failed')
    const { rows } = await city.owner.query('select from account_session where "userId" = $1', [accountId])
    assert.equal(rows.length, 0)
    assert.equal((await person(accountId)).isLocked, true)
    assert.equal((await admin.post(`/api/admin/people/${accountId}/unlock`)).status, 200)
    assert.equal((await signIn(username, password)).status, 200)
  })
})

describe('a password', () => {
  it('that is reset ends the old one and every session', async () => {
    const { accountId, username, password } = await hired()
    const colleague = clientOf(await signIn(username, password))
    const { body } = await admin.post(`/api/admin/people/${accountId}/password`)
    assert.equal((await colleague.get('/api/me')).status, 401)
    assert.equal((await signIn(username, password)).status, 401)
    assert.equal((await signIn(username, body.password)).body.account.mustChangePassword, true)
  })

  it('older than 90 days is changed before anything else', async () => {
    const { accountId, username, password } = await hired()
    const set = (days: number) =>
      city.owner.query(
        `update account set "mustChangePassword" = false, "passwordChangedAt" = now() - make_interval(days => $2)
         where id = $1`,
        [accountId, days],
      )
    await set(89)
    assert.equal((await signIn(username, password)).body.account.mustChangePassword, false)
    await set(91)
    assert.equal((await signIn(username, password)).body.account.mustChangePassword, true)
  })
})

describe('leave', () => {
  const period = { fromAt: '2026-01-01T00:00:00.000Z', toAt: '2036-01-01T00:00:00.000Z' }

  it('gives a colleague the post and its inbox until it is ended', async () => {
    const clerk = await city.signIn('clerk')
    const { accountId, username, password } = await hired(admin, { ...CLERK, organisation: 'd1-market-1' })
    await city.owner.query('update account set "mustChangePassword" = false where id = $1', [accountId])
    const colleague = clientOf(await signIn(username, password))
    assert.equal((await colleague.get('/api/me')).body.posts.length, 1)
    const leave = { postId: 'clerk-1', accountId, ...period }
    assert.equal((await clerk.post('/api/leave', leave)).status, 200)
    const posts = (await colleague.get('/api/me')).body.posts
    assert.deepEqual(posts.map((post: { id: string; delegated: boolean }) => post.delegated).sort(), [
      false,
      true,
    ])
    const [row] = (await clerk.get('/api/leave')).body.rows
    assert.deepEqual(
      [row.post.id, row.delegate.accountId, row.isCurrent, row.mayEnd],
      ['clerk-1', accountId, true, true],
    )
    const seen = (await colleague.get('/api/leave')).body.rows[0]
    assert.equal(seen.mayEnd, false, 'whoever stands in does not end it')
    assert.equal((await colleague.post(`/api/leave/${row.id}/end`, {})).status, 404)
    const { body } = await district.get('/api/admin/leave')
    assert.ok(body.rows.some((each: { id: string }) => each.id === row.id))
    assert.equal((await clerk.post(`/api/leave/${row.id}/end`)).status, 200)
    assert.equal((await colleague.get('/api/me')).body.posts.length, 1)
    assert.deepEqual((await clerk.get('/api/leave')).body.rows, [])
  })

  it('is refused for somebody else’s post, to oneself, and backwards in time', async () => {
    const { accountId } = await hired()
    const officer = await city.signIn('officer')
    await refused('not_found', () => officer.post('/api/leave', { postId: 'clerk-1', accountId, ...period }))
    const me = (await officer.get('/api/me')).body.accountId
    const own = { postId: 'officer-1', accountId: me, ...period }
    await refused('account.unknown', () => officer.post('/api/leave', own))
    const backwards = { fromAt: period.toAt, toAt: period.fromAt }
    await refused('time.invalid', () =>
      officer.post('/api/leave', { postId: 'officer-1', accountId, ...backwards }),
    )
  })
})

describe('the list of people', () => {
  it('is the same over pages of any size, and its count is its length', async () => {
    for (const query of ['', '&held=ended', '&organisation=d1', '&role=officer', '&territory=990101001']) {
      const { count } = (await admin.get(`/api/admin/people?limit=1${query}`)).body
      const names = await walk(23, query)
      assert.deepEqual(names, await walk(200, query), query)
      assert.equal(count, names.length, query)
    }
  })

  async function walk(limit: number, query: string): Promise<string[]> {
    const names: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body } = await admin.get(
        `/api/admin/people?limit=${limit}${query}${cursor && `&cursor=${cursor}`}`,
      )
      names.push(...body.rows.map((row: { username: string }) => row.username))
      cursor = body.next
    }
    return names
  }
})
