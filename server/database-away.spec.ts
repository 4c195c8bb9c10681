import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { chmod, mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { type Cluster, openCluster } from './postgres/cluster.ts'
import { type Home, testHome } from './postgres/home.ts'
import { act, NOISE, opened, raw, WASTE } from './testing/requests.ts'
import type { Client, TestServer } from './testing/server.ts'

/** A PostgreSQL of this file's own, that it may stop: the one of the run serves others. */
const scratch = await mkdtemp(join(await realpath(tmpdir()), 'huying-away-'))
await chmod(scratch, 0o755)
const home: Home = await testHome(scratch)
let cluster: Cluster = await openCluster(home, 'disposable')
process.env.TEST_DATABASE_URL = cluster.url

const { testServer } = await import('./testing/server.ts')
const { assertSound } = await import('./testing/soundness.ts')

let city: TestServer
let operator: Client
let officer: Client

before(async () => {
  city = await testServer({ background: true })
  operator = await city.signIn('operator')
  officer = await city.signIn('officer')
})

// Registered after the harness's own, which needs it to drop its database.
after(async () => {
  await cluster.release()
  for (const folder of [scratch, home.path, home.socket]) await rm(folder, { recursive: true, force: true })
})

/** The last to let go stops it. */
const stop = () => cluster.release()
const start = async () => {
  cluster = await openCluster(home, 'disposable')
}

async function untilReady(): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    if ((await city.anonymous.get('/readyz')).status === 200) return
    await delay(25)
  }
  assert.fail('the server does not recover')
}

describe('while the database is away', () => {
  it('every request that needs it is answered 503 with Retry-After, and what needs nothing goes on', async () => {
    const { id } = await opened(operator)
    const unseen = await city.signIn('director')
    await stop()
    const requests = [
      raw(city, '/api/matters', { as: operator, body: JSON.stringify(WASTE) }),
      raw(city, `/api/matters/${id}/actions/sign`, { as: officer, body: '{}' }),
      raw(city, `/api/matters/${id}`, { method: 'GET', as: officer }),
      raw(city, '/api/inbox', { method: 'GET', as: officer }),
      raw(city, '/api/matters', { method: 'GET', as: officer }),
      raw(city, '/readyz', { method: 'GET' }),
      raw(city, '/api/auth/sign-in/username', {
        body: JSON.stringify({ username: 'officer', password: 'huying-demo-2026' }),
      }),
      // Whoever was not seen in the last seconds cannot be told apart from a stranger, and is not called one.
      raw(city, '/api/me', { method: 'GET', as: unseen }),
    ]
    for (const { status, headers, body } of await Promise.all(requests)) {
      assert.deepEqual(
        [status, body.code, body.retry],
        [503, 'system.unavailable', true],
        JSON.stringify(body),
      )
      assert.match(headers.get('retry-after') ?? '', /^\d+$/)
    }
    assert.equal((await city.anonymous.get('/healthz')).status, 200)
    assert.equal((await city.anonymous.get('/metrics')).status, 200)
    await start()
    await untilReady()
    assert.equal((await officer.get(`/api/matters/${id}`)).body.state.id, 'dispatched')
  })

  it('a command can be sent again under its key until it is back, and is done once', async () => {
    const key = randomUUID()
    await stop()
    assert.equal((await operator.post('/api/matters', NOISE, { key })).status, 503)
    const waiting = (async () => {
      for (;;) {
        const answer = await operator.post('/api/matters', NOISE, { key })
        if (answer.status !== 503) return answer
        await delay(20)
      }
    })()
    await start()
    const { status, body } = await waiting
    assert.equal(status, 201)
    const { rows } = await city.owner.query('select count(*)::int as n from command where key = $1', [key])
    assert.equal(rows[0].n, 1)
    assert.equal((await act(officer, body.id, 'sign')).status, 200)
  })
})

describe('a database that goes away under load', () => {
  it('leaves every command done once or not at all; sent again, each is done once', async () => {
    const commands = Array.from({ length: 120 }, (_, n) => ({ key: randomUUID(), text: `第${n}件` }))
    const send = ({ key, text }: { key: string; text: string }) =>
      operator.post('/api/matters', { ...NOISE, text }, { key })
    const first = commands.map(send)
    await Promise.race(first)
    await stop()
    const answers = await Promise.all(first)
    for (const { status } of answers) assert.ok(status === 201 || status === 503, String(status))
    await start()
    await untilReady()
    const { rows } = await city.owner.query(
      `select c.body as text, count(*)::int as n from content c where field = 'text' and c.body = any($1) group by 1`,
      [commands.map(({ text }) => text)],
    )
    assert.ok(rows.every(({ n }) => n === 1))
    // What was answered is there: no answer is given before it is durable.
    const stored = new Set(rows.map(({ text }) => text))
    answers.forEach(({ status }, n) => {
      if (status === 201) assert.ok(stored.has(commands[n]?.text))
    })
    const again = await Promise.all(commands.map(send))
    assert.ok(again.every(({ status }) => status === 201))
    assert.equal(new Set(again.map(({ body }) => body.id)).size, commands.length)
    answers.forEach(({ status, body }, n) => {
      if (status === 201) assert.deepEqual(again[n]?.body, body)
    })
  })

  it('finds relay and sweep at work again, and nothing is lost', async () => {
    for (let attempt = 0; attempt < 200; attempt++) {
      const { rows } = await city.owner.query('select count(*)::int as n from outbox')
      if (rows[0].n === 0) break
      await delay(50)
    }
    const { rows } = await city.owner.query(
      'select (select count(*)::int from feed) as told, (select count(*)::int from journal) as written, (select max(position)::int from feed) as last',
    )
    assert.deepEqual([rows[0].told, rows[0].last], [rows[0].written, rows[0].written])
    await assertSound(city)
  })
})
