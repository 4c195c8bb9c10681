/** What stands on the map is what stands in the list: nothing of others, nothing twice, nothing made up. */
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { inSquare } from '@huying/core/territory/tile.ts'
import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
import { NOISE, opened, WASTE } from '../testing/requests.ts'
import { type Client, type TestServer, testServer } from '../testing/server.ts'

let city: TestServer
let at: [number, number][]
const DAY = 86_400_000
let ahead = 0

before(async () => {
  city = await testServer({ now: () => Date.now() + ahead })
  const entries = city.world.services.places('9901').gazetteer.entries
  at = entries.flatMap(({ point }) => (point ? [[point[0], point[1]] as [number, number]] : []))
  const operator = await city.signIn('operator')
  for (let n = 0; n < 24; n++) {
    const [lon, lat] = at[n % at.length] as [number, number]
    await opened(operator, { ...(n % 2 ? NOISE : WASTE), place: { lon, lat } })
  }
  await opened(operator, WASTE)
  await opened(operator, { ...NOISE, confidential: true, place: { lon: at[0]?.[0], lat: at[0]?.[1] } })
  await opened(operator, { ...NOISE, against: ['d1-urban'], place: { lon: at[1]?.[0], lat: at[1]?.[1] } })
  await opened(operator, { ...WASTE, against: ['s1'] })
})

const WHO = [
  'operator',
  'officer',
  'duty',
  'duty2',
  'duty5',
  'community',
  'grid',
  'supervisor',
  'mayor',
  'officer.housing',
]

/** Ids of the reader's own list of open matters. */
async function listed(client: Client, filter = ''): Promise<string[]> {
  const ids: string[] = []
  for (let next = ''; ; ) {
    const { body } = await client.get(`/api/matters?open=true&limit=50${filter}${next && `&cursor=${next}`}`)
    ids.push(...body.rows.map((row: { id: string }) => row.id))
    if (body.next === null) return ids
    next = body.next
  }
}

type Seen = { id: string | null; count: number; late: number }

/** What a tile says of its own square; beyond its edge it repeats its neighbours. */
async function tile(client: Client, z: number, x: number, y: number, filter = ''): Promise<Seen[]> {
  const answer = await fetch(`${city.url}/api/tiles/matters/${z}/${x}/${y}${filter}`, {
    headers: { cookie: client.cookie },
  })
  assert.equal(answer.status, 200)
  const { matter } = new VectorTile(new PbfReader(new Uint8Array(await answer.arrayBuffer()))).layers
  return Array.from({ length: matter?.length ?? 0 }, (_, i) => matter?.feature(i)).flatMap(
    (feature): Seen[] => {
      const point = feature?.loadGeometry()[0]?.[0]
      if (!feature || !point || point.x < 0 || point.x >= 4096 || point.y < 0 || point.y >= 4096) return []
      const { id, pace, point_count: count, late } = feature.properties
      if (count === undefined) return [{ id: String(id), count: 1, late: pace === 'late' ? 1 : 0 }]
      return [{ id: null, count: Number(count), late: Number(late) }]
    },
  )
}

/** Everything of one zoom. */
async function tiles(client: Client, z: number, filter = ''): Promise<Seen[]> {
  const squares = new Set(
    at.map(([lon, lat]) =>
      inSquare(lon, lat)
        .map((n) => Math.floor(n * 2 ** z))
        .join('/'),
    ),
  )
  const all = await Promise.all(
    [...squares].map((s) => tile(client, z, Number(s.split('/')[0]), Number(s.split('/')[1]), filter)),
  )
  return all.flat()
}

const sum = (seen: readonly Seen[]) => seen.reduce((total, { count }) => total + count, 0)

describe('the map of a reader', () => {
  for (const who of WHO)
    it(`counts for ${who} what the list has, on every zoom`, async () => {
      const client = await city.signIn(who)
      const ids = await listed(client)
      const { body } = await client.get('/api/map/territories/9901')
      assert.equal(body.tally.open, ids.length)
      for (const z of [4, 11, 14])
        assert.equal(sum(await tiles(client, z)) + body.tally.unlocated, ids.length, `zoom ${z}`)
    })

  it('holds exactly the points that the reader may open, and no others', async () => {
    for (const who of WHO) {
      const client = await city.signIn(who)
      const { body } = await client.get('/api/map/marks')
      const ids = body.marks.map(({ id }: { id: string }) => id)
      for (const id of ids) assert.equal((await client.get(`/api/matters/${id}`)).status, 200, `${who} ${id}`)
      const list = await listed(client)
      assert.ok(ids.every((id: string) => list.includes(id)))
      const points = (await tiles(client, 20)).flatMap(({ id }) => id ?? [])
      assert.ok(points.every((id) => list.includes(id)))
    }
  })

  it('lists what stands within a box by number and title, the most pressing first', async () => {
    const operator = await city.signIn('operator')
    const { body: all } = await operator.get('/api/map/marks')
    const [lon, lat] = at[0] as [number, number]
    const box = [lon - 1e-5, lat - 1e-5, lon + 1e-5, lat + 1e-5].map((n) => n.toFixed(7)).join(',')
    const { body } = await operator.get(`/api/map/marks?box=${box}`)
    type Mark = { id: string; number: string; title: string | null; lon: number; lat: number }
    const here = all.marks.filter((mark: Mark) => Math.hypot(mark.lon - lon, mark.lat - lat) < 1e-5)
    assert.ok(here.length > 1 && here.length < all.marks.length)
    assert.deepEqual(body, { marks: here, more: 0 })
    for (const { id, number, title } of body.marks) {
      const { body: matter } = await operator.get(`/api/matters/${id}`)
      assert.deepEqual([matter.number, matter.title], [number, title])
    }
  })

  it('shows a confidential matter to its desk and not to the street, a complaint to nobody who is meant', async () => {
    const { rows } = await city.owner.query('select id, confidential, against from matter')
    const marksOf = async (who: string): Promise<string[]> =>
      (await (await city.signIn(who)).get('/api/map/marks')).body.marks.map(({ id }: { id: string }) => id)
    const confidential = rows.find((row) => row.confidential)?.id
    const complaint = rows.find((row) => row.against.includes('d1-urban'))?.id
    assert.ok((await marksOf('operator')).includes(confidential))
    assert.ok(!(await marksOf('mayor')).includes(confidential))
    assert.ok(!(await marksOf('officer')).includes(complaint))
    assert.deepEqual(await marksOf('duty5'), [])
  })

  it('gives no point to a matter without one, and counts it where it lies', async () => {
    const operator = await city.signIn('operator')
    const { body } = await operator.get('/api/map/territories/990101001001')
    assert.equal(body.tally.unlocated, 2)
    const { rows } = await city.owner.query('select id from matter where lon is null')
    const { body: all } = await operator.get('/api/map/marks')
    for (const { id } of rows) assert.ok(!all.marks.some((mark: { id: string }) => mark.id === id))
  })

  it('counts each part as its list does', async () => {
    const operator = await city.signIn('operator')
    const { body } = await operator.get('/api/map/territories/990101')
    assert.ok(body.children.length > 0)
    for (const { code, tally } of body.children)
      assert.equal(tally.open, (await listed(operator, `&territory=${code}`)).length, code)
  })

  it('names who serves a grid', async () => {
    const officer = await city.signIn('officer')
    const { rows } = await city.owner.query(
      `select territory from post where role = 'grid_leader' order by id limit 1`,
    )
    const { body } = await officer.get(`/api/map/territories/${rows[0].territory}`)
    const leader = body.team.find((each: { role: { id: string } }) => each.role.id === 'grid_leader')
    assert.ok(leader.person && leader.organisation.name.zh)
  })

  it('says late when the list does, and on a past day what was open then', async () => {
    const operator = await city.signIn('operator')
    const zone = city.world.services.registry.current('9901').rules.calendar.zone
    const dayOf = (ms: number) => new Date(ms + zone.offsetAt(ms)).toISOString().slice(0, 10)
    const reported = Date.now()
    ahead = 60 * DAY
    const later = await city.signIn('supervisor')
    const { body } = await later.get('/api/map/territories/9901')
    const list = await later.get('/api/matters?open=true&limit=200')
    const late = list.body.rows.filter((row: { pace: string }) => row.pace === 'late').length
    assert.ok(late > 0)
    assert.equal(body.tally.late, late)
    const ids = await listed(later)
    const openOn = async (day: string) =>
      (await later.get(`/api/map/territories/9901?on=${day}`)).body.tally.open
    assert.equal(await openOn(dayOf(reported - DAY)), 0)
    assert.equal(await openOn(dayOf(reported)), ids.length)
    assert.equal(sum(await tiles(later, 8, `?on=${dayOf(reported - DAY)}`)), 0)
    ahead = 0
    assert.equal(
      (await operator.get(`/api/map/territories/9901?on=${dayOf(reported + 2 * DAY)}`)).status,
      404,
    )
    assert.equal(
      (await operator.get(`/api/map/territories/9901?on=${dayOf(reported - 91 * DAY)}`)).status,
      404,
    )
  })

  it('refuses what is no tile, no day and no territory, without falling over', async () => {
    const officer = await city.signIn('officer')
    const wrong: Record<string, number> = {
      '/api/tiles/matters/30/0/0': 404,
      '/api/tiles/matters/3/8/0': 404,
      '/api/tiles/matters/3/-1/0': 400,
      '/api/tiles/matters/three/0/0': 400,
      '/api/tiles/matters/3/1.5/0': 400,
      '/api/tiles/matters/3/0/0?on=yesterday': 400,
      '/api/tiles/matters/3/0/0?on=2026-02-31': 404,
      '/api/tiles/matters/3/0/0?pace=slow': 400,
      '/api/map/territories/990199': 404,
      '/api/map/territories/x': 400,
      '/api/map/points?layer=people': 400,
      '/api/map/marks?box=1,2,3': 400,
      '/api/map/marks?box=1,2,3,x': 400,
    }
    for (const [path, status] of Object.entries(wrong))
      assert.equal((await officer.get(path)).status, status, path)
  })
})

describe('points of units and facilities', () => {
  it('are those that the pack gives a point', async () => {
    const officer = await city.signIn('officer')
    const { pack } = city
    const units = (await officer.get('/api/map/points?layer=unit')).body.points
    assert.deepEqual(
      units.map(({ id }: { id: string }) => id).sort(),
      pack.organisations
        .filter(({ point }) => point)
        .map(({ id }) => id)
        .sort(),
    )
    const facilities = (await officer.get('/api/map/points?layer=facility')).body.points
    assert.equal(
      facilities.length,
      pack.gazetteer.filter(({ kind, point }) => kind === 'place' && point).length,
    )
    assert.ok(units.length > 0 && facilities.length > 0)
  })
})

describe('a map that is open', () => {
  it('shows a change as soon as the feed tells of it', async () => {
    const live = await testServer({ background: true })
    const operator = await live.signIn('operator')
    await opened(operator)
    const openNow = async () => (await operator.get('/api/map/territories/9901')).body.tally.open
    const until = async (expected: number) => {
      const end = Date.now() + 6_000
      while ((await openNow()) !== expected) {
        assert.ok(Date.now() < end, `still ${await openNow()}`)
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    }
    await until(1)
    await opened(operator)
    await until(2)
  })
})
