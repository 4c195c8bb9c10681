import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import {
  accountScene,
  BASE_URL,
  browserWith,
  hire,
  PASSWORD,
  type Scene,
  SECRET,
  signIn,
  snapshot,
  trySignIn,
} from '../testing/account-scene.ts'
import { ALLOWED_FAILURES } from './attempts.ts'
import { createAuth } from './auth.ts'

let scene: Scene
let accountId: string
before(async () => {
  scene = await accountScene()
  accountId = await hire(scene, 'li.wei')
})

const failuresOf = async (name: string) =>
  (
    await scene.db.owner.query(
      "select count(*)::int as n from audit where what = 'account.sign_in_failed' and subject = $1",
      [name],
    )
  ).rows[0].n

describe('signing in', () => {
  it('with the right password opens a session whose cookie no script can read and no other site can send', async () => {
    const answer = await trySignIn(scene.app, 'Li.Wei', PASSWORD)
    assert.equal(answer.statusCode, 200)
    assert.deepEqual(answer.json(), {
      account: {
        ...{ accountId, username: 'li.wei', name: 'li.wei', locale: 'zh', mustChangePassword: false },
      },
    })
    const cookie = String(answer.headers['set-cookie'])
    assert.match(cookie, /^huying\.session_token=[^;]+; Path=\/; HttpOnly; SameSite=Strict$/)
    const { rows } = await scene.db.owner.query(
      `select extract(epoch from "expiresAt" - now())::int as seconds from account_session where "userId" = $1`,
      [accountId],
    )
    assert.ok(Math.abs(rows[0].seconds - 1800) < 10, `${rows[0].seconds}`)
  })

  it('by https sends the cookie over https only', async () => {
    const auth = createAuth({ pool: scene.db.pool, secret: SECRET, baseUrl: 'https://huying.example' })
    const { sessionToken } = (await auth.$context).authCookies
    assert.equal(sessionToken.name, '__Secure-huying.session_token')
    assert.equal(sessionToken.attributes.secure, true)
  })

  it('answers a wrong password, an unknown name and an impossible name alike', async () => {
    const wrong = await trySignIn(scene.app, 'li.wei', 'wrong password')
    const unknown = await trySignIn(scene.app, 'nobody', 'wrong password')
    const impossible = await trySignIn(scene.app, '<script>', 'wrong password')
    assert.equal(wrong.statusCode, 401)
    assert.deepEqual(wrong.json(), { code: 'account.sign_in_failed', params: {} })
    for (const answer of [unknown, impossible]) {
      assert.equal(answer.statusCode, wrong.statusCode)
      assert.equal(answer.body, wrong.body)
      assert.equal(answer.headers['set-cookie'], undefined)
    }
    assert.equal(await failuresOf(accountId), 1)
  })

  it('is refused when another site asks for it', async () => {
    const answer = await scene.app.inject({
      method: 'POST',
      url: '/api/auth/sign-in/username',
      headers: { origin: 'https://elsewhere.example', cookie: 'a=b' },
      payload: { username: 'li.wei', password: PASSWORD },
    })
    assert.equal(answer.statusCode, 403)
    assert.equal(answer.headers['set-cookie'], undefined)
  })

  it('refuses a body that is not a name and a password', async () => {
    for (const payload of [
      {},
      { username: 'li.wei' },
      { username: ['li.wei'], password: {} },
      { username: 'x'.repeat(65), password: 'y' },
    ]) {
      const answer = await scene.app.inject({ method: 'POST', url: '/api/auth/sign-in/username', payload })
      assert.equal(answer.statusCode, 400)
    }
  })
})

describe('a name tried in vain', () => {
  for (const name of ['wang.fang', 'nobody.at.all']) {
    it(`is shut after five failures even for the right password, and opens after a quarter of an hour (${name})`, async () => {
      if (name === 'wang.fang') await hire(scene, name)
      for (let i = 0; i < ALLOWED_FAILURES; i++)
        assert.equal((await trySignIn(scene.app, name, 'wrong')).statusCode, 401)
      const shut = await trySignIn(scene.app, name.toUpperCase(), PASSWORD)
      assert.equal(shut.statusCode, 429)
      assert.deepEqual(shut.json(), { code: 'account.locked', params: { minutes: 15 } })
      await scene.db.owner.query("update account_attempt set until = until - interval '15 minutes'")
      const open = await trySignIn(scene.app, name, PASSWORD)
      assert.equal(open.statusCode, name === 'wang.fang' ? 200 : 401)
    })
  }

  it('is shut for guesses that are all sent at once', async () => {
    await hire(scene, 'chen.jing')
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, i) => trySignIn(scene.app, 'chen.jing', `wrong ${i}`)),
    )
    const heard = answers.filter(({ statusCode }) => statusCode === 401).length
    assert.equal(heard, ALLOWED_FAILURES)
    assert.equal(answers.length - heard, answers.filter(({ statusCode }) => statusCode === 429).length)
  })

  it('is open again once the right password was given', async () => {
    await hire(scene, 'zhao.min')
    for (let round = 0; round < 2; round++) {
      for (let i = 0; i < ALLOWED_FAILURES - 1; i++) await trySignIn(scene.app, 'zhao.min', 'wrong')
      assert.equal((await trySignIn(scene.app, 'zhao.min', PASSWORD)).statusCode, 200)
    }
  })

  it('is not kept in a form that shows what was typed', async () => {
    await trySignIn(scene.app, 'my-secret-password', 'oops')
    const { rows } = await scene.db.owner.query(
      `select (select string_agg(a::text, ' ') from account_attempt a) || (select string_agg(a::text, ' ') from audit a) as text`,
    )
    assert.ok(rows[0].text.length > 0)
    assert.ok(!rows[0].text.includes('my-secret-password'))
  })
})

describe('signing out', () => {
  it('ends the session at once, for this browser only', async () => {
    await hire(scene, 'sun.li')
    const [here, there] = [await signIn(scene, 'sun.li'), await signIn(scene, 'sun.li')]
    assert.ok(await scene.actors.actorFor(here))
    assert.ok(await scene.actors.actorFor(there))
    const answer = await scene.app.inject({ method: 'POST', url: '/api/auth/sign-out', ...here })
    assert.equal(answer.statusCode, 200)
    assert.match(String(answer.headers['set-cookie']), /huying\.session_token=; Max-Age=0/)
    assert.equal(await scene.actors.actorFor(here), null)
    assert.ok(await scene.actors.actorFor(there))
  })

  it('asked by another site leaves the session as it is', async () => {
    const browser = await signIn(scene, 'sun.li')
    const headers = { ...browser.headers, origin: 'https://elsewhere.example' }
    const answer = await scene.app.inject({ method: 'POST', url: '/api/auth/sign-out', headers })
    assert.equal(answer.statusCode, 403)
    assert.ok(await scene.actors.actorFor(browser))
  })
})

describe('changing the password', () => {
  const change = (browser: object, currentPassword: string, newPassword: string) =>
    scene.app.inject({
      method: 'POST',
      url: '/api/auth/change-password',
      ...browser,
      payload: { currentPassword, newPassword },
    })

  it('ends every other session of the account and lets only the new password in', async () => {
    await hire(scene, 'zhou.jie')
    const [here, there] = [await signIn(scene, 'zhou.jie'), await signIn(scene, 'zhou.jie')]
    assert.ok(await scene.actors.actorFor(there))
    const answer = await change(here, PASSWORD, 'another horse 8')
    assert.equal(answer.statusCode, 200)
    assert.equal(await scene.actors.actorFor(there), null)
    assert.equal(await scene.actors.actorFor(here), null)
    assert.ok(await scene.actors.actorFor(browserWith(answer)))
    assert.equal((await trySignIn(scene.app, 'zhou.jie', PASSWORD)).statusCode, 401)
    assert.equal((await trySignIn(scene.app, 'zhou.jie', 'another horse 8')).statusCode, 200)
  })

  it('is refused without a session, with the wrong password, to a weak one, or to the same one, and changes nothing', async () => {
    await hire(scene, 'wu.gang')
    const browser = await signIn(scene, 'wu.gang')
    const before = await snapshot(scene)
    const anonymous = { headers: { origin: BASE_URL } }
    const refused = async (who: object, from: string, to: string) => (await change(who, from, to)).json().code
    assert.equal(await refused(anonymous, PASSWORD, 'another horse 8'), 'account.sign_in_required')
    assert.equal(await refused(browser, 'wrong', 'another horse 8'), 'account.password_wrong')
    assert.equal(await refused(browser, PASSWORD, 'short'), 'account.password_weak')
    assert.equal(await refused(browser, PASSWORD, 'aaaaaaaaaaaaaa'), 'account.password_weak')
    assert.equal(await refused(browser, PASSWORD, 'my wu.gang 2026'), 'account.password_weak')
    assert.equal(await refused(browser, PASSWORD, PASSWORD), 'account.password_weak')
    assert.deepEqual(await snapshot(scene), before)
    assert.ok(await scene.actors.actorFor(browser))
  })
})

describe('the rest of the sign-in library', () => {
  it('is not there: nobody makes an account by himself or lists sessions', async () => {
    const browser = await signIn(scene, 'li.wei')
    const before = await snapshot(scene)
    for (const path of [
      'sign-up/email',
      'sign-in/email',
      'update-user',
      'delete-user',
      'is-username-available',
      'request-password-reset',
    ]) {
      const payload = { email: 'a@b.example', name: 'a', username: 'mallory', password: PASSWORD }
      const answer = await scene.app.inject({ method: 'POST', url: `/api/auth/${path}`, ...browser, payload })
      assert.equal(answer.statusCode, 404, path)
    }
    assert.equal((await scene.app.inject({ url: '/api/auth/list-sessions', ...browser })).statusCode, 404)
    assert.deepEqual(await snapshot(scene), before)
  })

  it('finds the tables as it expects them', async () => {
    const { getMigrations } = await import('better-auth/db/migration')
    const { toBeAdded, toBeCreated } = await getMigrations(scene.auth.options)
    assert.deepEqual({ toBeAdded, toBeCreated }, { toBeAdded: [], toBeCreated: [] })
  })
})
