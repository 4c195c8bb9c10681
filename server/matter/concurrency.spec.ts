import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { before, beforeEach, describe, it } from 'node:test'
import { DAY, HOUR, MINUTE } from '@huying/core/kernel/instant.ts'
import { relayOnce } from '../feed/relay.ts'
import { act, NOISE, opened, WASTE } from '../testing/requests.ts'
import { type Answer, type Client, type TestServer, testServer } from '../testing/server.ts'
import { assertSound } from '../testing/soundness.ts'
import { sweep } from './sweep.ts'

let city: TestServer
let operator: Client
let officer: Client
let director: Client
const clock = { now: Date.parse('2026-11-23T02:00:00Z') }

before(async () => {
  city = await testServer({ now: () => clock.now })
  operator = await city.signIn('operator')
  officer = await city.signIn('officer')
  director = await city.signIn('director')
})

const times = <T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)))

const statuses = (answers: readonly Answer[]): number[] => answers.map(({ status }) => status).sort()

type Event = { readonly type: string; readonly clock?: string; readonly assignmentId?: string }

async function eventsOf(id: string, type: string): Promise<Event[]> {
  const { rows } = await city.owner.query('select body from journal where matter_id = $1 order by seq', [id])
  return rows.flatMap((row) => JSON.parse(row.body).events).filter((event) => event.type === type)
}

/** Every clock that ran out did so once. */
async function assertBreachedOnce(id: string): Promise<void> {
  const clocks = (await eventsOf(id, 'ClockBreached')).map((event) => `${event.clock} ${event.assignmentId}`)
  assert.ok(clocks.length > 0)
  assert.equal(new Set(clocks).size, clocks.length, clocks.join(', '))
}

describe('commands on one matter at the same time', () => {
  it('that saw the same version: one of twenty wins, nineteen are told that it moved on', async () => {
    const { id, version } = await opened(operator)
    const answers = await times(20, (n) => act(n % 2 ? officer : director, id, 'sign', {}, { version }))
    assert.deepEqual(statuses(answers), [200, ...Array(19).fill(409)])
    for (const { status, body } of answers)
      if (status === 409) assert.match(body.code, /^(version.stale|action.not_now)$/)
    assert.equal((await operator.get(`/api/matters/${id}`)).body.state.id, 'handling')
    assert.equal((await eventsOf(id, 'ActionTaken')).length, 1)
  })

  it('by two officers who both sign: one signs, the other learns that it is signed', async () => {
    for (let round = 0; round < 5; round++) {
      const { id } = await opened(operator)
      const answers = await Promise.all([act(officer, id, 'sign'), act(director, id, 'sign')])
      assert.deepEqual(statuses(answers), [200, 409])
      assert.equal(answers.find(({ status }) => status === 409)?.body.code, 'action.not_now')
    }
  })

  it('that do not mind the version are all done, one after the other, or told to try again', async () => {
    const { id } = await opened(operator)
    const answers = await times(12, (n) => act(operator, id, 'note', { text: `第${n}条` }))
    const done = answers.filter(({ status }) => status === 200)
    for (const { status, body } of answers)
      if (status !== 200) assert.deepEqual([body.code, body.retry], ['version.stale', true])
    assert.ok(done.length >= 1)
    assert.equal((await eventsOf(id, 'ActionTaken')).length, done.length)
    assert.equal(new Set(done.map(({ body }) => body.version)).size, done.length)
  })

  it('of which one is undone: the act or what follows it stands, never both', async () => {
    const { id } = await opened(operator)
    await act(officer, id, 'sign')
    const [undone, contacted] = await Promise.all([
      officer.post(`/api/matters/${id}/undo`),
      act(director, id, 'contact', { way: 'phone' }),
    ])
    assert.deepEqual(statuses([undone, contacted]), [200, 409], JSON.stringify([undone.body, contacted.body]))
  })
})

describe('a command sent many times under one key', () => {
  it('opens one matter', async () => {
    const key = randomUUID()
    const answers = await times(20, () => operator.post('/api/matters', NOISE, { key }))
    assert.deepEqual(statuses(answers), Array(20).fill(201))
    for (const { body } of answers) assert.deepEqual(body, answers[0]?.body)
    const { rows } = await city.owner.query('select count(*)::int as n from command where key = $1', [key])
    assert.equal(rows[0].n, 1)
  })

  it('takes one step', async () => {
    const { id } = await opened(operator)
    const key = randomUUID()
    const answers = await times(20, () => act(operator, id, 'note', { text: '一次' }, { key }))
    assert.deepEqual(statuses(answers), Array(20).fill(200))
    for (const { body } of answers) assert.deepEqual(body, answers[0]?.body)
    assert.equal((await eventsOf(id, 'ActionTaken')).length, 1)
  })

  it('writes one new person into the vault, also when several reports name the same number', async () => {
    const count = async () => (await city.owner.query('select count(*)::int as n from resident')).rows[0].n
    const before = await count()
    const report = { ...WASTE, reporter: { name: '钱某', phone: '19922223333' } }
    const answers = await times(10, () => operator.post('/api/matters', report))
    assert.deepEqual(statuses(answers), Array(10).fill(201))
    assert.equal((await count()) - before, 1)
  })
})

describe('two matters merged into each other at the same time', () => {
  it('end as one open matter, not as a ring and not as none', async () => {
    for (let round = 0; round < 8; round++) {
      const [a, b] = [await opened(operator), await opened(operator)]
      const answers = await Promise.all([
        act(operator, a.id, 'merge', { into: b.id }),
        act(operator, b.id, 'merge', { into: a.id }),
      ])
      assert.equal(statuses(answers)[0], 200, JSON.stringify(answers))
      assert.notEqual(statuses(answers)[1], 200)
      const views = await Promise.all(
        [a, b].map(async ({ id }) => (await operator.get(`/api/matters/${id}`)).body),
      )
      assert.equal(views.filter((view) => view.closedAt === null).length, 1)
      const [closed, open] = views[0].closedAt ? views : views.toReversed()
      assert.equal(closed.mergedInto, open.id)
      assert.deepEqual(open.merged, [closed.id])
      assert.equal(open.mergedInto, null)
    }
  })

  it('are not merged into themselves, into nothing, or into what may not be seen', async () => {
    const { id } = await opened(operator)
    const secret = await opened(operator, {
      ...WASTE,
      confidential: true,
      place: { territory: '990102001001' },
    })
    const refused = async (into: string) => (await act(officer, id, 'merge', { into })).body.code
    assert.equal(await refused(id), 'merge.same')
    assert.equal(await refused(randomUUID()), 'not_found')
    assert.equal(await refused('the other one'), 'not_found')
    assert.equal(await refused(secret.id), 'not_found')
    assert.equal((await officer.get(`/api/matters/${id}`)).body.closedAt, null)
  })
})

describe('time and people at the same time', () => {
  beforeEach(() => {
    clock.now += DAY
  })

  it('neither fires a clock twice nor loses an act', async () => {
    const matters = await times(12, () => opened(operator))
    // The signature is overdue; nobody has looked since.
    clock.now += 3 * HOUR
    const [signed] = await Promise.all([
      times(12, (n) => act(officer, matters[n]?.id, 'sign')),
      ...Array.from({ length: 3 }, () => sweep(city.world.services)),
    ])
    assert.deepEqual(statuses(signed), Array(12).fill(200))
    while ((await sweep(city.world.services)) > 0);
    for (const { id } of matters) {
      await assertBreachedOnce(id)
      assert.equal((await eventsOf(id, 'ActionTaken')).length, 1)
    }
  })

  it('go on behind a matter that cannot', async () => {
    const [stuck, free] = [await opened(operator), await opened(operator)]
    const damage = (from: string, to: string) =>
      city.owner.query('update journal set body = replace(body, $2, $3) where matter_id = $1', [
        stuck.id,
        from,
        to,
      ])
    await damage('{"events', '{events')
    clock.now += 3 * HOUR
    await assert.rejects(sweep(city.world.services), /time stands still in 1 matters/)
    await assertBreachedOnce(free.id)
    await damage('{events', '{"events')
    while ((await sweep(city.world.services)) > 0);
    await assertBreachedOnce(stuck.id)
  })
})

describe('several relays beside many commits', () => {
  it('give every change one position, without gaps', async () => {
    let busy = true
    const relays = times(3, async () => {
      while (busy) await relayOnce(city.pool)
    })
    await times(6, async () => {
      for (let n = 0; n < 5; n++) {
        const { id } = await opened(operator)
        await act(officer, id, 'sign')
      }
    })
    busy = false
    await relays
    while ((await relayOnce(city.pool)) > 0);
    const { rows } = await city.owner.query(
      'select position::int, matter_id, seq from feed order by position',
    )
    assert.deepEqual(
      rows.map((row) => row.position),
      rows.map((_, index) => index + 1),
    )
    assert.equal(new Set(rows.map((row) => `${row.matter_id} ${row.seq}`)).size, rows.length)
    const journal = await city.owner.query('select count(*)::int as n from journal')
    assert.equal(rows.length, journal.rows[0].n)
    const outbox = await city.owner.query('select count(*)::int as n from outbox')
    assert.equal(outbox.rows[0].n, 0)
  })
})

describe('after all of that', () => {
  it('verify finds nothing, and every minute of every matter is charged to one holder', async () => {
    clock.now += MINUTE
    await assertSound(city)
  })
})
