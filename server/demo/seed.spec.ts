import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { verify } from '../matter/record/verify.ts'
import { type TestServer, testServer } from '../testing/server.ts'
import { seedDemoCity } from './seed.ts'

/** A Thursday afternoon in the zone of the demo city. */
const NOW = Date.UTC(2026, 10, 19, 7)
const SIZE = { days: 21, matters: 250 }

async function toldCity(): Promise<TestServer> {
  const city = await testServer({ people: false, now: () => NOW })
  await seed(city)
  return city
}

function seed({ pool, world: { services }, pack }: TestServer) {
  return seedDemoCity({ pool, services, pack, kind: 'embedded', ...SIZE })
}

async function reportsIn({ owner }: TestServer): Promise<string[]> {
  const { rows } = await owner.query(
    `select reported_at, kind, territory, state, version, body from matter m
     join content c on c.jurisdiction = m.jurisdiction and c.matter_id = m.id and c.seq = 1 and c.field = 'text'
     order by reported_at, kind, body`,
  )
  return rows.map((row) => JSON.stringify(row))
}

let city: TestServer
before(async () => {
  city = await toldCity()
})

const one = async (sql: string) => (await city.owner.query(sql)).rows[0]

describe('the demo city after its first start', () => {
  it('has matters with photos, brought in by the way of everybody’s', async () => {
    const { photos, claimed } = await one(
      `select (select count(*)::int from attachment where kind = 'photo' and width = 1200) as photos,
         (select count(*)::int from matter_attachment where seq = 1) as claimed`,
    )
    assert.ok(photos >= 5 && photos === claimed, `${photos} photos, ${claimed} of matters`)
  })

  it('has as many weeks of matters as were asked for, none of them in the future', async () => {
    const { count, first, last } = await one(
      'select count(*) filter (where parent_id is null)::int as count, min(reported_at) as first, max(reported_at) as last from matter',
    )
    assert.equal(count, SIZE.matters)
    assert.ok(last.getTime() < NOW)
    assert.ok(first.getTime() > NOW - SIZE.days * 86_400_000)
    const { rows } = await city.owner.query(
      `select from journal, jsonb_array_elements(body::jsonb -> 'events') e where (e ->> 'at')::bigint > $1`,
      [NOW],
    )
    assert.equal(rows.length, 0)
  })

  it('stands up to verification: every row and text is what its journal says', async () => {
    const { matters, findings } = await verify(city.pool, city.world.services.registry, city.keys, '9901')
    assert.deepEqual(findings, [])
    assert.ok(matters >= SIZE.matters)
  })

  it('has something for every desk: all three loops are open in several states, some late, some urgent, some parked', async () => {
    const { rows } = await city.owner.query(
      `select loop, count(distinct state)::int as states from matter where closed_at is null group by loop order by loop`,
    )
    assert.deepEqual(
      rows.map((row) => row.loop),
      ['call', 'request', 'wish'],
    )
    assert.ok((rows.find((row) => row.loop === 'request')?.states ?? 0) >= 6, JSON.stringify(rows))
    const counted = await one(
      `select count(*) filter (where closed_at is null)::int as open,
        count(*) filter (where closed_at is null and due_at < to_timestamp(${NOW} / 1000))::int as late,
        count(*) filter (where urgent)::int as urgent, count(*) filter (where parked)::int as parked,
        count(*) filter (where state = 'arbitration')::int as disputed,
        count(*) filter (where satisfied >= 4)::int as satisfied, count(satisfied)::int as evaluated from matter`,
    )
    assert.ok(counted.open > SIZE.matters * 0.1 && counted.open < SIZE.matters * 0.5, `${counted.open} open`)
    for (const what of ['late', 'urgent', 'parked', 'disputed']) assert.ok(counted[what] > 0, `none ${what}`)
    assert.ok(counted.satisfied > counted.evaluated * 0.8)
  })

  it('asks several units in street calls', async () => {
    const { most } = await one(
      `select max(units)::int as most from (
         select count(*) as units from journal j join matter m on m.id = j.matter_id,
           jsonb_array_elements(j.body::jsonb -> 'events') e
         where m.loop = 'call' and e ->> 'type' = 'UnitAsked' group by m.id) asked`,
    )
    assert.ok(most >= 3)
  })

  it('has notified nobody of history', async () => {
    const { outgoing, notices } = await one(
      'select (select count(*)::int from outbox) as outgoing, (select count(*)::int from notice) as notices',
    )
    assert.deepEqual([outgoing, notices], [0, 0])
  })

  it('shows a street its inbox and the reporter only masked', async () => {
    const duty = await city.signIn('duty')
    const { body } = await duty.get('/api/inbox?limit=100')
    assert.ok(body.rows.length > 0)
    assert.equal(body.count, body.rows.length)
    const views = await Promise.all(body.rows.map(({ id }: { id: string }) => duty.get(`/api/matters/${id}`)))
    const phones = views.map((view) => view.body.reporter?.phone).filter((phone) => phone != null)
    assert.ok(phones.length > 0)
    for (const phone of phones) assert.match(phone, /^154\*+\d{4}$/)
  })

  it('is left alone by the next start', async () => {
    const before = await reportsIn(city)
    await seed(city)
    assert.deepEqual(await reportsIn(city), before)
  })

  it('is told once where two start at once', async () => {
    const both = await testServer({ people: false, now: () => NOW })
    await Promise.all([seed(both), seed(both)])
    const { rows } = await both.owner.query('select count(*)::int as n from matter where parent_id is null')
    assert.deepEqual(rows, [{ n: SIZE.matters }])
  })

  it('tells the same story on the same day', async () => {
    const again = await toldCity()
    assert.deepEqual(await reportsIn(again), await reportsIn(city))
  })
})

describe('an external database', () => {
  it('gets neither people nor matters', async () => {
    const { pool, world, pack, owner } = await testServer({ people: false })
    await assert.rejects(seedDemoCity({ pool, services: world.services, pack, kind: 'external' }))
    const { rows } = await owner.query(
      'select (select count(*)::int from account) as a, (select count(*)::int from matter) as m',
    )
    assert.deepEqual(rows, [{ a: 0, m: 0 }])
  })
})
