import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { AwayError, createClient, ProblemError } from './client.ts'

type Sent = { url: string; key: string | null; language: string | null }

/** A wire that gives `answers` one after the other, and remembers what was sent. */
function wire(...answers: (() => Response)[]) {
  const sent: Sent[] = []
  const reached: boolean[] = []
  const client = createClient({
    waits: [0, 0],
    locale: () => 'zh',
    onReach: (now) => reached.push(now),
    fetch: async (url, init) => {
      const headers = new Headers(init?.headers)
      sent.push({
        url: String(url),
        key: headers.get('idempotency-key'),
        language: headers.get('accept-language'),
      })
      const answer = answers.shift()
      if (!answer) throw new TypeError('fetch failed')
      return answer()
    },
  })
  return { client, sent, reached }
}

const json = (status: number, body: object) => () => Response.json(body, { status })
const problem = (status: number, code: string) =>
  json(status, {
    type: `/problems/${code}`,
    title: code,
    status,
    code,
    next: '',
    retry: status === 503,
    requestId: 'r',
  })

describe('the client of the API', () => {
  it('sends a command again under the same key while the server is away', async () => {
    const { client, sent, reached } = wire(problem(503, 'system.unavailable'), json(200, { version: 2 }))
    assert.deepEqual(await client.act('a', 'sign', { expectedVersion: 1 }, 'key-00001'), { version: 2 })
    assert.deepEqual(
      sent.map((one) => one.key),
      ['key-00001', 'key-00001'],
    )
    assert.deepEqual(reached, [false, true])
  })

  it('gives up after the last wait and says that nobody answered', async () => {
    const { client, sent } = wire()
    await assert.rejects(client.undo('a', 'key-00001'), AwayError)
    assert.equal(sent.length, 3)
  })

  it('asks once when it only reads', async () => {
    const { client, sent } = wire()
    await assert.rejects(client.inbox(), AwayError)
    assert.equal(sent.length, 1)
  })

  it('does not repeat a command that was refused', async () => {
    const { client, sent } = wire(problem(409, 'version.stale'))
    await assert.rejects(client.act('a', 'sign', {}, 'key-00001'), (error) => {
      assert.ok(error instanceof ProblemError)
      assert.equal(error.problem.code, 'version.stale')
      return true
    })
    assert.equal(sent.length, 1)
  })

  it('takes the page of a proxy for a server that is away', async () => {
    const { client, reached } = wire(() => new Response('<html>', { status: 502 }))
    await assert.rejects(client.me(), AwayError)
    assert.deepEqual(reached, [false])
  })

  it('writes only what was asked for into the address, in the language of the screen', async () => {
    const { client, sent } = wire(json(200, { rows: [], next: null, count: 0 }))
    await client.inbox({ limit: 50 })
    assert.deepEqual(sent, [{ url: '/api/inbox?limit=50', key: null, language: 'zh' }])
  })
})
