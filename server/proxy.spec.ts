import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { DEMO_PASSWORD } from './account/demo.ts'
import { raw } from './testing/requests.ts'
import { type TestServer, testServer } from './testing/server.ts'
import { openWorld, type World } from './world.ts'

let city: TestServer

before(async () => {
  city = await testServer()
})

const LIMIT = 2

/** A server of its own in front of the same city. */
async function withWorld(
  proxies: readonly string[],
  work: (world: World, url: string) => Promise<void>,
): Promise<void> {
  const { pool, keys } = city
  const world = await openWorld({
    ...{ pool, keys, proxies, baseUrl: 'http://localhost', background: false, rateLimit: LIMIT },
  })
  try {
    await work(world, await world.listen(0))
  } finally {
    await world.close()
  }
}

/** Statuses of more requests than one address may send. */
async function statuses(ask: () => Promise<number>): Promise<number[]> {
  const found: number[] = []
  for (let n = 0; n <= LIMIT; n++) found.push(await ask())
  return found
}

const from = (url: string, address: string) => async () =>
  (await raw({ url }, '/api/me', { method: 'GET', headers: { 'x-forwarded-for': address } })).status

const direct = (world: World, remoteAddress: string, claimed: string) => async () =>
  (
    await world.app.inject({
      ...{ url: '/api/me', method: 'GET', remoteAddress, headers: { 'x-forwarded-for': claimed } },
    })
  ).statusCode

describe('behind a proxy that is trusted', () => {
  it('each client is limited apart, and one that floods does not shut out the next', async () => {
    await withWorld(['loopback'], async (_world, url) => {
      assert.deepEqual(await statuses(from(url, '10.0.0.1')), [401, 401, 429])
      assert.deepEqual(await statuses(from(url, '10.0.0.2')), [401, 401, 429])
    })
  })

  it('what the client claims beyond the proxy counts for nothing', async () => {
    await withWorld(['loopback'], async (_world, url) => {
      let n = 0
      assert.deepEqual(await statuses(() => from(url, `198.51.100.${++n}, 10.0.0.3`)()), [401, 401, 429])
    })
  })

  it('proxies of a subnet are trusted one behind the other', async () => {
    await withWorld(['10.9.0.0/16', 'loopback'], async (world) => {
      const ask = (client: string) => direct(world, '10.9.1.1', `${client}, 10.9.2.2`)
      assert.deepEqual(await statuses(ask('203.0.113.5')), [401, 401, 429])
      assert.equal(await ask('203.0.113.6')(), 401)
    })
  })

  it('a session remembers the address of the client, not that of the proxy', async () => {
    await withWorld(['loopback'], async (_world, url) => {
      const { status } = await raw({ url }, '/api/auth/sign-in/username', {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: url, 'x-forwarded-for': '203.0.113.77' },
        body: JSON.stringify({ username: 'operator', password: DEMO_PASSWORD }),
      })
      assert.equal(status, 200)
      const { rows } = await city.owner.query(
        'select "ipAddress" from account_session order by "createdAt" desc limit 1',
      )
      assert.equal(rows[0].ipAddress, '203.0.113.77')
    })
  })
})

describe('without a trusted proxy in between', () => {
  it('a header from outside is not believed: whoever changes it stays one client', async () => {
    await withWorld(['loopback'], async (world) => {
      let n = 0
      const spoofing = () => direct(world, '203.0.113.9', `10.0.0.${++n}`)()
      assert.deepEqual(await statuses(spoofing), [401, 401, 429])
      assert.equal(await direct(world, '203.0.113.10', '10.0.0.1')(), 401)
    })
  })

  it('nobody is believed where no proxy is named', async () => {
    await withWorld([], async (_world, url) => {
      let n = 0
      assert.deepEqual(await statuses(() => from(url, `10.0.0.${++n}`)()), [401, 401, 429])
    })
  })
})
