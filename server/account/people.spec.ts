import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { Actor } from '@huying/core/organisation/types.ts'
import {
  accountScene,
  bySystem,
  CITY,
  DISTRICT,
  hire,
  PASSWORD,
  type Scene,
  STREET,
  signIn,
  snapshot,
  trySignIn,
} from '../testing/account-scene.ts'
import { DEMO_PASSWORD, type PackWithDemo, seedDemo } from './demo.ts'
import { type By, createAccount, createPost, delegatePost, endPost, type NewPost } from './people.ts'

let scene: Scene
/** Administrator of the city, officer of the desk (district administrator), officer of the street, one without posts. */
const ids = { city: '', desk: '', street: '', idle: '' }
const by = {} as Record<keyof typeof ids, By>

before(async () => {
  scene = await accountScene()
  for (const name of ['city', 'desk', 'street', 'idle'] as const) ids[name] = await hire(scene, `the.${name}`)
  await appoint('city', 'city', CITY)
  await appoint('desk', 'desk', DISTRICT)
  await appoint('street', 'street', STREET)
  for (const name of ['city', 'desk', 'street', 'idle'] as const)
    by[name] = { actor: await actorOf(name), jurisdiction: CITY }
})

const post = (accountId: string, organisationId: string, territory: string): NewPost => {
  return { accountId, organisationId, role: 'officer', territory, fromOn: '2020-01-01', toOn: null }
}

async function appoint(name: keyof typeof ids, organisationId: string, territory: string): Promise<string> {
  const made = await createPost(scene.people, bySystem, post(ids[name], organisationId, territory))
  assert.ok(made.ok, JSON.stringify(made))
  return made.value.postId
}

async function actorOf(name: keyof typeof ids): Promise<Actor> {
  scene.actors.forgetAccount(ids[name])
  const signedIn = await scene.actors.actorFor(await signIn(scene, `the.${name}`))
  assert.ok(signedIn)
  return signedIn.actor
}

const resident: By = {
  actor: { kind: 'resident', accountId: 'r', residentId: 'r', posts: [] },
  jurisdiction: CITY,
}

/** Asserts the refusal, and that nothing at all is different from before. */
async function refused(code: string, work: () => Promise<{ ok: boolean; refusal?: { code: string } }>) {
  const before = await snapshot(scene)
  const result = await work()
  assert.equal(result.ok ? 'accepted' : result.refusal?.code, code)
  assert.deepEqual(await snapshot(scene), before)
}

const auditsOf = async (subject: string) =>
  (
    await scene.db.owner.query(
      'select what, account_id as by from audit where subject = $1 order by happened_at',
      [subject],
    )
  ).rows

describe('making an account', () => {
  const account = { username: 'New.One', name: '新人', password: PASSWORD }

  it('is for an administrator of the whole authority; its owner can sign in, and it is on record', async () => {
    const made = await createAccount(scene.people, by.city, account)
    assert.ok(made.ok)
    assert.equal(
      (await trySignIn(scene.app, 'new.one', PASSWORD)).json().account.accountId,
      made.value.accountId,
    )
    assert.deepEqual((await auditsOf(made.value.accountId))[0], { what: 'account.created', by: ids.city })
  })

  it('is for nobody else', async () => {
    for (const who of [by.desk, by.street, by.idle, resident])
      await refused('action.not_yours', () =>
        createAccount(scene.people, who, { ...account, username: 'another' }),
      )
  })

  it('is refused with a name taken, a name or password that will not do', async () => {
    const make = (change: object) => () =>
      createAccount(scene.people, by.city, { ...account, username: 'another', ...change })
    await refused('account.username_taken', make({ username: 'NEW.one' }))
    await refused('form.invalid', make({ username: 'no good' }))
    await refused('form.invalid', make({ username: 'x' }))
    await refused('form.invalid', make({ name: ' ' }))
    await refused('account.password_weak', make({ password: 'short' }))
  })
})

describe('handing out a post', () => {
  it('is for an administrator over its territory', async () => {
    const made = await createPost(scene.people, by.desk, post(ids.idle, 'office', STREET))
    assert.ok(made.ok)
    assert.deepEqual(
      (await actorOf('idle')).posts.map((p) => p.organisationId),
      ['office'],
    )
    assert.deepEqual(await auditsOf(made.value.postId), [{ what: 'post.created', by: ids.desk }])
    assert.ok((await endPost(scene.people, by.desk, made.value.postId, '2020-01-02')).ok)
    assert.deepEqual((await actorOf('idle')).posts, [])
  })

  it('is for nobody else, and never for oneself', async () => {
    const give = (who: By, to: string, organisationId: string, territory: string) =>
      refused('action.not_yours', () => createPost(scene.people, who, post(to, organisationId, territory)))
    await give(by.street, ids.idle, 'office', STREET)
    await give(by.idle, ids.street, 'office', STREET)
    await give(resident, ids.idle, 'office', STREET)
    await give(by.desk, ids.idle, 'city', CITY)
    await give(by.desk, ids.desk, 'office', STREET)
    await give(by.city, ids.city, 'desk', DISTRICT)
  })

  it('is refused for organisations, places, days and accounts that do not fit', async () => {
    const give = (change: object) => () =>
      createPost(scene.people, by.city, { ...post(ids.idle, 'office', STREET), ...change })
    await refused('unit.unknown', give({ organisationId: 'no such' }))
    await refused('place.outside', give({ territory: DISTRICT }))
    await refused('place.outside', give({ territory: `${STREET}%` }))
    await refused('time.invalid', give({ fromOn: '2025-02-30' }))
    await refused('time.invalid', give({ toOn: '2019-12-31' }))
    await refused('time.invalid', give({ toOn: 'soon' }))
    await refused('account.unknown', give({ accountId: 'no such' }))
    const person = await createAccount(scene.people, bySystem, {
      ...{ username: 'a.resident', name: '住户', password: PASSWORD },
      residentId: '01900000-0000-7000-8000-000000000001',
    })
    assert.ok(person.ok)
    await refused('account.unknown', give({ accountId: person.value.accountId }))
  })
})

describe('ending a post', () => {
  it('is for an administrator over its territory; to others the post does not exist', async () => {
    const postId = await appoint('idle', 'office', STREET)
    for (const who of [by.street, by.idle, resident])
      await refused('not_found', () => endPost(scene.people, who, postId, '2026-01-01'))
    await refused('not_found', () => endPost(scene.people, by.city, 'no such', '2026-01-01'))
    await refused('time.invalid', () => endPost(scene.people, by.city, postId, '2019-12-31'))
    await refused('time.invalid', () => endPost(scene.people, by.city, postId, '2026-02-30'))
    assert.ok((await endPost(scene.people, by.city, postId, '2026-01-01')).ok)
    await refused('time.invalid', () => endPost(scene.people, by.city, postId, '2026-06-01'))
    assert.deepEqual((await auditsOf(postId)).at(-1), { what: 'post.ended', by: ids.city })
  })
})

describe('delegating a post', () => {
  const now = Date.now()
  const leave = (postId: string, accountId: string) => ({
    postId,
    accountId,
    fromAt: now,
    toAt: now + 86_400_000,
  })

  it('is for its holder; the stand-in cannot pass it on', async () => {
    const postId = (by.street.actor.posts[0] ?? { postId: '' }).postId
    const made = await delegatePost(scene.people, by.street, leave(postId, ids.idle))
    assert.ok(made.ok)
    assert.deepEqual((await auditsOf(postId)).at(-1), { what: 'post.delegated', by: ids.street })
    const standIn = await actorOf('idle')
    assert.deepEqual(
      standIn.posts.map((p) => [p.postId, p.delegatedBy]),
      [[postId, ids.street]],
    )
    await refused('not_found', () =>
      delegatePost(scene.people, { actor: standIn, jurisdiction: CITY }, leave(postId, ids.city)),
    )
  })

  it('is for nobody else, not to oneself, not to nobody, and not for no time', async () => {
    const postId = (by.street.actor.posts[0] ?? { postId: '' }).postId
    for (const who of [by.idle, resident])
      await refused('not_found', () => delegatePost(scene.people, who, leave(postId, ids.idle)))
    await refused('account.unknown', () => delegatePost(scene.people, by.street, leave(postId, ids.street)))
    await refused('account.unknown', () => delegatePost(scene.people, by.street, leave(postId, 'no such')))
    await refused('time.invalid', () =>
      delegatePost(scene.people, by.street, { ...leave(postId, ids.idle), toAt: now }),
    )
    await refused('time.invalid', () =>
      delegatePost(scene.people, by.street, { ...leave(postId, ids.idle), toAt: Number.NaN }),
    )
  })
})

describe('the demo staff', () => {
  const people = Array.from({ length: 60 }, (_, i) => ({ username: `demo-${i}`, name: { zh: `演示${i}` } }))
  const posts = people.map(({ username }, i) => {
    return {
      ...{ id: `demo-post-${i}`, username, organisationId: 'office', role: 'officer' },
      territory: STREET,
      fromOn: '2020-01-01',
      toOn: null,
    }
  })
  const pack: PackWithDemo = { jurisdiction: { code: CITY }, demo: { people, posts } }

  it('is never made in an external database', async () => {
    const before = await snapshot(scene)
    await assert.rejects(
      seedDemo(scene.db.pool, scene.auth, pack, 'external'),
      /never made in an external database/,
    )
    assert.deepEqual(await snapshot(scene), before)
  })

  it('can sign in with the demo password, and a second seeding adds nothing', async () => {
    const residents = [
      { username: 'demo-resident', name: '居民', residentId: '01900000-0000-7000-8000-000000000002' },
    ]
    assert.deepEqual(await seedDemo(scene.db.pool, scene.auth, pack, 'embedded', residents), {
      accounts: 61,
      posts: 60,
    })
    const before = await snapshot(scene)
    assert.deepEqual(await seedDemo(scene.db.pool, scene.auth, pack, 'embedded', residents), {
      accounts: 0,
      posts: 0,
    })
    assert.deepEqual(await snapshot(scene), before)
    const officer = await scene.actors.actorFor(await signIn(scene, 'demo-7', DEMO_PASSWORD))
    assert.deepEqual(
      officer?.actor.posts.map((p) => p.postId),
      ['demo-post-7'],
    )
    const person = await scene.actors.actorFor(await signIn(scene, 'demo-resident', DEMO_PASSWORD))
    assert.equal(person?.actor.residentId, '01900000-0000-7000-8000-000000000002')
  })
})
