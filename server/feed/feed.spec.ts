import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import Fastify from 'fastify'
import { type Line, listen } from '../testing/listen.ts'
import { act, NOISE, opened, WASTE } from '../testing/requests.ts'
import { type Client, type TestServer, testServer } from '../testing/server.ts'
import { relayOnce } from './relay.ts'
import { registerFeedRoute } from './routes.ts'
import { type Change, openTail } from './tail.ts'

let city: TestServer
let operator: Client
let officer: Client

before(async () => {
  city = await testServer({ background: true })
  operator = await city.signIn('operator')
  officer = await city.signIn('officer')
})

const matters = ({ received }: Line) =>
  received.filter((one) => one.event === 'change').map((one) => one.data.matterId)
const has = (id: string) => (received: readonly { data: Record<string, unknown> }[]) =>
  received.some((one) => one.data.matterId === id)

/** Opens something that everybody at the desk hears of, and waits until these have heard it: what came before has come. */
async function flushed(...lines: Line[]): Promise<void> {
  const { id } = await opened(operator, { ...WASTE, urgent: true, against: [] })
  for (const line of lines) await line.until(has(id))
}

describe('the feed', () => {
  it('tells of a change to those who may see it, and to nobody else', async () => {
    const usernames = ['operator', 'officer', 'duty', 'supervisor', 'officer.housing', 'duty5']
    const lines = await Promise.all(
      usernames.map(async (username) => listen(city, await city.signIn(username))),
    )
    const [desk, lead, assist, supervisor, housing, elsewhere] = lines as [Line, Line, Line, Line, Line, Line]
    const { id, version } = await opened(operator)
    for (const line of [desk, lead, assist, supervisor]) await line.until(has(id))
    assert.deepEqual(desk.received.find((one) => one.data.matterId === id)?.data.version, version)
    await flushed(desk)
    assert.deepEqual([...matters(housing), ...matters(elsewhere)], [])
    for (const line of lines) line.close()
  })

  it('tells a confidential change to those at work on it only', async () => {
    const lines = await Promise.all(
      ['mayor', 'officer', 'duty2'].map(async (who) => listen(city, await city.signIn(who))),
    )
    const [mayor, lead, other] = lines as [Line, Line, Line]
    const { id } = await opened(operator, { ...NOISE, confidential: true })
    await lead.until(has(id))
    await flushed(mayor)
    assert.ok(!has(id)(mayor.received) && !has(id)(other.received))
    for (const line of lines) line.close()
  })

  it('never tells whoever is complained about, however it goes on', async () => {
    const lines = await Promise.all(
      ['duty', 'community', 'section'].map(async (who) => listen(city, await city.signIn(who))),
    )
    const [street] = lines as [Line]
    const { id } = await opened(operator, { ...WASTE, against: ['s1'] })
    await act(operator, id, 'note', { text: '已联系' })
    await flushed(street)
    for (const line of lines) {
      assert.ok(!has(id)(line.received))
      line.close()
    }
    const { rows } = await city.owner.query(`select addressee from notice where matter_id = $1`, [id])
    assert.ok(rows.every((row) => !/^(s1|s1-|c990101001|g990101001)/.test(row.addressee)))
  })

  it('goes on after the last event received: nothing is missing, nothing comes twice', async () => {
    const line = await listen(city, officer)
    await line.until((received) => received.length > 0)
    const expected: string[] = []
    for (let n = 0; n < 3; n++) expected.push((await opened(operator)).id)
    await line.until(has(expected[2] as string))
    line.close()
    const heard = [...matters(line)]
    const last = line.received.at(-1)?.id as number
    for (let n = 0; n < 4; n++) expected.push((await opened(operator)).id)
    const busy = Promise.all(Array.from({ length: 4 }, () => opened(operator)))
    const next = await listen(city, officer, last)
    expected.push(...(await busy).map(({ id }) => id))
    for (const id of expected.slice(3)) await next.until(has(id))
    next.close()
    heard.push(...matters(next))
    assert.deepEqual([...heard].sort(), expected.sort())
    const ids = next.received.map((one) => one.id)
    assert.deepEqual(
      ids,
      [...ids].sort((a, b) => a - b),
    )
    assert.ok(ids.every((id) => id > last))
    assert.ok(next.received.every((one) => one.event === 'change'))
  })

  it('begins anew for an id that is none, is ahead, or lies before what is kept', async () => {
    const { id } = await opened(operator)
    const seen = await listen(city, officer)
    await seen.until((received) => received.length > 0)
    seen.close()
    while ((await relayOnce(city.pool)) > 0);
    await city.owner.query('delete from feed where position < 5')
    for (const from of ['yesterday', '99999999', '-1', '2']) {
      const line = await listen(city, officer, from)
      const [first] = await line.until((received) => received.length > 0)
      assert.equal(first?.event, 'ready', from)
      assert.ok(!has(id)(line.received))
      line.close()
    }
  })

  it('ends with the session, at the next heartbeat', async () => {
    // The real line, with a shorter heart.
    const app = Fastify()
    let signedIn = true
    const signed = {
      account: { jurisdiction: '9901' },
      actor: { kind: 'staff', residentId: null, posts: [] },
    }
    app.addHook('onRequest', async (request) => {
      request.signed = signed as never
    })
    registerFeedRoute(app as never, {
      tail: openTail(city.pool),
      actors: { actorFor: async () => (signedIn ? signed : null) } as never,
      heartbeat: 20,
    })
    const url = await app.listen({ port: 0, host: '127.0.0.1' })
    const line = await listen({ url }, officer)
    await line.until((received) => received.length > 0)
    assert.equal(line.ended(), false)
    signedIn = false
    await line.until(() => line.ended())
    await app.close()
  })

  it('carries the headers of every other answer', async () => {
    const stop = new AbortController()
    const { headers } = await fetch(`${city.url}/api/feed`, {
      headers: { cookie: officer.cookie },
      signal: stop.signal,
    })
    stop.abort()
    assert.match(headers.get('content-type') ?? '', /^text\/event-stream/)
    assert.equal(headers.get('cache-control'), 'no-store')
    assert.equal(headers.get('x-content-type-options'), 'nosniff')
    assert.ok(headers.get('x-request-id'))
  })
})

describe('a tail', () => {
  const listener = (told: number[]) => ({
    jurisdiction: 'far',
    reach: () => ({ prefixes: ['1'], addressees: new Set<string>() }),
    begin: () => {},
    tell: (change: Change) => void told.push(change.position),
  })
  const insert = (from: number, to: number) =>
    city.owner.query(
      `insert into feed (jurisdiction, position, matter_id, seq, territory, addressees)
       select 'far', n, gen_random_uuid(), 1, '1', '{}' from generate_series($1::int, $2::int) n`,
      [from, to],
    )
  const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1)

  it('gives each listener everything once and in order, joined whenever, over more than a batch', async () => {
    await insert(1, 1500)
    const tail = openTail(city.pool)
    const [early, late]: [number[], number[]] = [[], []]
    await tail.follow(listener(early), 0)
    await insert(1501, 1600)
    await Promise.all([tail.poll(), tail.follow(listener(late), 0), tail.poll()])
    await insert(1601, 4000)
    for (let round = 0; round < 4; round++) await Promise.all([tail.poll(), tail.poll()])
    assert.deepEqual(early, upTo(4000))
    assert.deepEqual(late, upTo(4000))
  })

  it('tells nobody who has stopped listening', async () => {
    const tail = openTail(city.pool)
    const told: number[] = []
    const stop = await tail.follow(listener(told), null)
    stop()
    await insert(4001, 4002)
    await tail.poll()
    assert.deepEqual(told, [])
  })
})
