import assert from 'node:assert/strict'
import { before, beforeEach, describe, it } from 'node:test'
import { actorOf } from '@huying/core/account/actor.ts'
import { openPool } from '../database/pool.ts'
import {
  accountScene,
  BASE_URL,
  bySystem,
  CITY,
  DISTRICT,
  directory,
  hire,
  type Scene,
  SECRET,
  STREET,
  signIn,
} from '../testing/account-scene.ts'
import { createActors, REMEMBERED } from './actor.ts'
import { createActorCache } from './actor-cache.ts'
import { createAuth } from './auth.ts'
import { createPost, delegatePost, endPost } from './people.ts'

let scene: Scene
before(async () => {
  scene = await accountScene()
})
beforeEach(() => {
  scene.clock.now = Date.now()
})

const DAY = 86_400_000
const on = (offset: number) => new Date(Date.now() + 8 * 3_600_000 + offset * DAY).toISOString().slice(0, 10)

async function appoint(
  accountId: string,
  organisationId: string,
  territory: string,
  fromOn = '2020-01-01',
  toOn: string | null = null,
) {
  const made = await createPost(scene.people, bySystem, {
    accountId,
    organisationId,
    role: 'officer',
    territory,
    fromOn,
    toOn,
  })
  assert.ok(made.ok, JSON.stringify(made))
  return made.value.postId
}

/** Counts the statements sent while `work` runs. */
async function queriesDuring(work: () => Promise<unknown>): Promise<number> {
  const { pool } = scene.db
  const original = pool.query
  let count = 0
  pool.query = ((...args: unknown[]) => {
    count++
    return (original as (...args: unknown[]) => unknown).apply(pool, args)
  }) as typeof pool.query
  const connect = pool.connect
  pool.connect = ((...args: unknown[]) => {
    count++
    return (connect as (...args: unknown[]) => unknown).apply(pool, args)
  }) as typeof pool.connect
  try {
    await work()
  } finally {
    pool.query = original
    pool.connect = connect
  }
  return count
}

describe('the actor of a request', () => {
  it('has the posts held today, with the chain and the duties of each organisation', async () => {
    const accountId = await hire(scene, 'officer.one')
    const postId = await appoint(accountId, 'desk', DISTRICT)
    await appoint(accountId, 'office', STREET, on(1))
    await appoint(accountId, 'office', STREET, '2020-01-01', on(-1))
    const last = await appoint(accountId, 'office', STREET, on(-3), on(0))
    const signedIn = await scene.actors.actorFor(await signIn(scene, 'officer.one'))
    assert.deepEqual(signedIn?.account, {
      ...{ id: accountId, name: 'officer.one', username: 'officer.one', jurisdiction: CITY },
      ...{ residentId: null, locale: 'zh', mustChangePassword: false },
    })
    const actor = signedIn?.actor
    assert.deepEqual(
      { ...actor, posts: undefined },
      { kind: 'staff', accountId, residentId: null, posts: undefined },
    )
    assert.deepEqual(
      new Map(actor?.posts.map((post) => [post.postId, post])),
      new Map([
        [
          postId,
          {
            postId,
            organisationId: 'desk',
            organisationKind: 'centre',
            chain: ['desk', 'district', 'city'],
            role: 'officer',
            territory: DISTRICT,
            duties: ['triage', 'administration'],
          },
        ],
        [
          last,
          {
            postId: last,
            organisationId: 'office',
            organisationKind: 'section',
            chain: ['office', 'street', 'district', 'city'],
            role: 'officer',
            territory: STREET,
            duties: [],
          },
        ],
      ]),
    )
  })

  it('changes at midnight of the authority, not of the machine', async () => {
    const accountId = await hire(scene, 'officer.midnight')
    await appoint(accountId, 'street', STREET, '2020-01-01', '2030-05-31')
    const browser = await signIn(scene, 'officer.midnight')
    await scene.db.owner.query(`update account_session set "expiresAt" = '2031-01-01' where "userId" = $1`, [
      accountId,
    ])
    const postsAt = async (iso: string) => {
      scene.clock.now = Date.parse(iso)
      return (await scene.actors.actorFor(browser))?.actor.posts.length
    }
    assert.equal(await postsAt('2030-05-31T15:59:59.900Z'), 1) // 23:59:59.9 in Shanghai
    assert.equal(await postsAt('2030-05-31T16:00:00.000Z'), 0)
  })

  it('exercises a delegated post while the delegation lasts, to the millisecond', async () => {
    const holder = await hire(scene, 'holder.leave')
    const stand = await hire(scene, 'stand.in')
    const postId = await appoint(holder, 'street', STREET)
    const now = scene.clock.now
    const made = await delegatePost(scene.people, bySystem, {
      postId,
      accountId: stand,
      fromAt: now - 1000,
      toAt: now + 5000,
    })
    assert.ok(made.ok)
    const browser = await signIn(scene, 'stand.in')
    const during = await scene.actors.actorFor(browser)
    assert.deepEqual(
      during?.actor.posts.map((p) => [p.postId, p.delegatedBy]),
      [[postId, holder]],
    )
    scene.clock.now = now + 5000
    assert.deepEqual((await scene.actors.actorFor(browser))?.actor.posts, [])
    const own = await scene.actors.actorFor(await signIn(scene, 'holder.leave'))
    assert.deepEqual(
      own?.actor.posts.map((p) => [p.postId, p.delegatedBy]),
      [[postId, undefined]],
    )
  })

  it('is nobody without a cookie, with a forged one, and with one of an account of no authority here', async () => {
    const accountId = await hire(scene, 'far.away')
    const browser = await signIn(scene, 'far.away')
    const { cookie } = browser.headers
    const forged = [
      undefined,
      '',
      'huying.session_token=',
      'x=1; huying.session_token=abc.def',
      cookie.slice(0, -5),
      cookie.replace('=', '=a'),
      `not-${cookie}`,
    ]
    for (const value of forged)
      assert.equal(await scene.actors.actorFor({ headers: { cookie: value } }), null)
    assert.ok(await scene.actors.actorFor({ headers: { cookie: `a=b;  ${cookie} ; c=d` } }))
    scene.actors.forgetAccount(accountId)
    await scene.db.owner.query(`update account set jurisdiction = '8801' where id = $1`, [accountId])
    assert.equal(await scene.actors.actorFor(browser), null)
  })

  it('of two cookies with one name is that of the first, as the library reads them', async () => {
    await hire(scene, 'first.one')
    const { cookie } = (await signIn(scene, 'first.one')).headers
    assert.equal(
      await scene.actors.actorFor({ headers: { cookie: `huying.session_token=forged; ${cookie}` } }),
      null,
    )
    assert.ok(await scene.actors.actorFor({ headers: { cookie: `${cookie}; huying.session_token=forged` } }))
  })
})

describe('a session', () => {
  const expiry = async (accountId: string) =>
    (
      await scene.db.owner.query(`select "expiresAt" as at from account_session where "userId" = $1`, [
        accountId,
      ])
    ).rows[0]?.at

  it('in use is renewed, and dies when it is not', async () => {
    const accountId = await hire(scene, 'idle.one')
    const browser = await signIn(scene, 'idle.one')
    await scene.db.owner.query(
      `update account_session set "expiresAt" = now() + interval '1 minute' where "userId" = $1`,
      [accountId],
    )
    assert.ok(await scene.actors.actorFor(browser))
    assert.ok((await expiry(accountId)).getTime() > Date.now() + 29 * 60_000)
    await scene.db.owner.query(
      `update account_session set "expiresAt" = now() - interval '1 second' where "userId" = $1`,
      [accountId],
    )
    scene.clock.now += REMEMBERED
    assert.equal(await scene.actors.actorFor(browser), null)
    assert.equal(await expiry(accountId), undefined)
  })

  it('is not remembered beyond its end', async () => {
    const accountId = await hire(scene, 'ends.soon')
    const browser = await signIn(scene, 'ends.soon')
    const end = (await expiry(accountId)).getTime()
    scene.clock.now = end - 1
    assert.ok(await scene.actors.actorFor(browser))
    await scene.db.owner.query(`delete from account_session where "userId" = $1`, [accountId])
    assert.ok(await scene.actors.actorFor(browser), 'remembered until its end')
    scene.clock.now = end
    assert.equal(await scene.actors.actorFor(browser), null)
  })

  it('asks the database once for many requests at once, and then not at all for fifteen seconds', async () => {
    const accountId = await hire(scene, 'busy.one')
    const postId = await appoint(accountId, 'street', STREET)
    const browser = await signIn(scene, 'busy.one')
    const once = await queriesDuring(() => scene.actors.actorFor(browser))
    scene.actors.forgetAccount(accountId)
    const many = await queriesDuring(() =>
      Promise.all(Array.from({ length: 50 }, () => scene.actors.actorFor(browser))),
    )
    assert.ok(once > 0)
    assert.equal(many, once)
    const busy = async () => {
      for (let i = 0; i < 1000; i++) await scene.actors.actorFor(browser)
    }
    assert.equal(await queriesDuring(busy), 0)
    await endPost(scene.people, bySystem, postId, on(-1))
    assert.equal((await scene.actors.actorFor(browser))?.actor.posts.length, 1)
    scene.clock.now += REMEMBERED
    assert.equal((await scene.actors.actorFor(browser))?.actor.posts.length, 0)
  })

  it('is not taken for ended while the database is away', async () => {
    await hire(scene, 'away.one')
    const browser = await signIn(scene, 'away.one')
    const pool = openPool('postgres://127.0.0.1:1/nothing-listens-there')
    const auth = createAuth({ pool, secret: SECRET, baseUrl: BASE_URL })
    const actors = await createActors({ pool, auth, rulesOf: scene.people.rulesOf })
    await assert.rejects(actors.actorFor(browser), { code: 'ECONNREFUSED' })
    await pool.end()
    assert.ok(await scene.actors.actorFor(browser))
  })
})

describe('remembered actors', () => {
  const found =
    (value: string, until = 100) =>
    async () => ({ value, accountId: `account of ${value}`, until })

  it('give up the one unused for longest when there are too many', async () => {
    const cache = createActorCache<string>(2, () => 0)
    await cache.get('a', found('a'))
    await cache.get('b', found('b'))
    await cache.get('a', found('never asked'))
    await cache.get('c', found('c'))
    assert.equal(cache.size, 2)
    assert.equal(await cache.get('a', found('never asked')), 'a')
    assert.equal(await cache.get('b', found('asked again')), 'asked again')
  })

  it('do not keep an answer that was asked for before the change and came after it', async () => {
    for (const forget of ['forget', 'forgetAccount'] as const) {
      const cache = createActorCache<string>(2, () => 0)
      const { promise, resolve } = Promise.withResolvers<Awaited<ReturnType<ReturnType<typeof found>>>>()
      const waiting = cache.get('k', () => promise)
      cache[forget]('k')
      resolve({ value: 'old', accountId: 'someone', until: 100 })
      assert.equal(await waiting, 'old')
      assert.equal(await cache.get('k', found('new')), 'new')
    }
  })

  it('keep neither a failure nor a stranger', async () => {
    const cache = createActorCache<string>(2, () => 0)
    await assert.rejects(
      cache.get('k', () => Promise.reject(new Error('away'))),
      /away/,
    )
    assert.equal(await cache.get('k', async () => null), null)
    assert.equal(cache.size, 0)
  })
})

describe('the actor of an account', () => {
  const account = {
    id: 'a',
    name: 'a',
    username: 'a',
    jurisdiction: CITY,
    residentId: null,
    locale: 'zh',
    mustChangePassword: false,
  }
  const post = { id: 'p', organisationId: 'street', role: 'officer', territory: STREET, delegatedBy: null }

  it('has no post in an organisation that the rules do not know, or outside the territory it serves', () => {
    assert.equal(actorOf(account, [post], directory).posts.length, 1)
    assert.deepEqual(actorOf(account, [{ ...post, organisationId: 'gone' }], directory).posts, [])
    assert.deepEqual(actorOf(account, [{ ...post, territory: DISTRICT }], directory).posts, [])
  })

  it('of a resident has no posts', () => {
    const actor = actorOf({ ...account, residentId: 'r' }, [post], directory)
    assert.deepEqual(actor, { kind: 'resident', accountId: 'a', residentId: 'r', posts: [] })
  })
})
