/** 网格与单位 — over HTTP: what is counted is what the lists show, who serves, and who may know how long a unit holds matters. */
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { act, NOISE, opened, WASTE } from '../testing/requests.ts'
import { type Client, type TestServer, testServer } from '../testing/server.ts'

const GRID = '990101001001001'
const HOUR = 3_600_000
let city: TestServer
let now = Date.parse('2026-06-09T01:00:00Z')
let operator: Client
let officer: Client
before(async () => {
  city = await testServer({ now: () => now })
  operator = await city.signIn('operator')
  officer = await city.signIn('officer')
  for (const report of [WASTE, NOISE, NOISE])
    await opened(operator, { ...report, place: { territory: GRID } })
  await opened(operator, NOISE)
  now += 24 * 100 * HOUR
  await opened(operator, { ...NOISE, place: { territory: GRID } })
})

/** How many a list has. */
async function listed(client: Client, filter: string): Promise<number> {
  const { status, body } = await client.get(`/api/matters?open=true&${filter}`)
  assert.equal(status, 200, JSON.stringify(body))
  return body.count
}

type Counted = { open: number; late: number }

describe('grids', () => {
  it('count for each reader what their lists show', async () => {
    for (const client of [
      operator,
      officer,
      await city.signIn('duty'),
      await city.signIn('officer.housing'),
    ]) {
      const { body } = await client.get(`/api/grids/${GRID}`)
      assert.equal(body.open, await listed(client, `territory=${GRID}`))
      assert.equal(body.late, await listed(client, `territory=${GRID}&pace=late`))
      const row = (await client.get('/api/grids?territory=990101001001')).body.rows.find(
        ({ code }: { code: string }) => code === GRID,
      )
      assert.deepEqual([row.open, row.late], [body.open, body.late])
    }
    const { body } = await operator.get(`/api/grids/${GRID}`)
    assert.ok(body.open >= 4 && body.late >= 1, JSON.stringify([body.open, body.late]))
  })

  it('come page by page, those without a worker first, and are found by name, code and what is amiss', async () => {
    const all = (await operator.get('/api/grids?limit=200')).body
    const { sums } = all
    assert.equal(all.count, sums.grids)
    const gaps = all.rows.map(({ gap }: { gap: boolean }) => Number(gap))
    assert.deepEqual(
      gaps,
      gaps.toSorted((a: number, b: number) => b - a),
    )
    const second = (await operator.get('/api/grids?from=3&limit=2')).body.rows
    assert.deepEqual(second, all.rows.slice(3, 5))
    const found = (await operator.get(`/api/grids?text=${GRID}`)).body
    assert.equal(found.rows[0].code, GRID)
    assert.equal((await operator.get('/api/grids?only=gap')).body.count, sums.gaps)
    const open = (await operator.get('/api/grids?only=open')).body.rows as Counted[]
    assert.equal(
      open.reduce((sum, row) => sum + row.open, 0),
      sums.open,
    )
    assert.equal((await operator.get('/api/grids?only=all')).status, 400)
    assert.equal((await operator.get('/api/grids?territory=990199')).body.count, 0)
  })

  it('show who serves them; without the worker there is a gap, on leave somebody stands in', async () => {
    const { body } = await operator.get(`/api/grids/${GRID}`)
    assert.equal(body.gap, false)
    const worker = body.team.find(({ role }: { role: { id: string } }) => role.id === 'grid_worker')
    assert.equal(worker.leave, null)
    const sunday = new Date(now + 72 * HOUR).toISOString()
    await city.owner.query(
      `insert into delegation (jurisdiction, id, post_id, account_id, from_at, to_at)
       select p.jurisdiction, gen_random_uuid(), p.id, (select id from account where username = 'duty'), $2, $3
       from post p where p.id = $1`,
      [worker.post, new Date(now - HOUR).toISOString(), sunday],
    )
    const away = (await operator.get(`/api/grids/${GRID}`)).body.team.find(
      ({ post }: { post: string }) => post === worker.post,
    )
    assert.equal(away.leave.until, sunday)
    await city.owner.query(
      `update post set to_on = '2026-06-10' where territory = $1 and role = 'grid_worker'`,
      [GRID],
    )
    const left = (await operator.get(`/api/grids/${GRID}`)).body
    assert.equal(left.gap, true)
    assert.ok(left.past.some(({ person }: { person: string }) => person === worker.person))
  })

  it('that are not there are not found', async () => {
    for (const code of ['990101001001', '990101001001999', '9901'])
      assert.equal((await operator.get(`/api/grids/${code}`)).status, 404, code)
  })
})

describe('units', () => {
  it('count what the lists show of what they lead', async () => {
    for (const client of [operator, officer, await city.signIn('duty')]) {
      const { body } = await client.get('/api/units/d1-urban')
      assert.equal(body.open, await listed(client, 'lead=d1-urban'))
      assert.equal(body.late, await listed(client, 'lead=d1-urban&pace=late'))
    }
    const row = (await operator.get('/api/units')).body.units.find(
      ({ id }: { id: string }) => id === 'd1-urban',
    )
    const { body } = await operator.get('/api/units/d1-urban')
    assert.deepEqual([row.open, row.late], [body.open, body.late])
    assert.ok(row.open > 0)
    assert.deepEqual(row.held, {
      matters: body.held.periods[0].matters,
      median: body.held.periods[0].calendar.median,
    })
  })

  it('are shown to staff with their people and the kinds they lead, with limits', async () => {
    const { body } = await (await city.signIn('duty')).get('/api/units/d1-urban')
    assert.ok(body.posts.some(({ person }: { person: string }) => person === '程国栋'))
    const kind = body.leads.find(({ kind: { id } }: { kind: { id: string } }) => id === 'environment')
    assert.ok(kind.limits.length > 0, JSON.stringify(body.leads.slice(0, 3)))
    assert.ok(body.path.length > 0)
    assert.equal((await operator.get('/api/units/nobody')).status, 404)
  })

  it('have figures of custody that add up to the spans within the period, to the minute', async () => {
    const { body } = await officer.get('/api/units/d1-urban')
    const [month, quarter] = body.held.periods
    const { rows } = await city.owner.query(
      `select matter_id, from_at, to_at from custody where holder = 'd1-urban'`,
    )
    const minutes = (days: number) =>
      rows.reduce((sum, { from_at, to_at }) => {
        const to = Math.min(now, to_at instanceof Date ? to_at.getTime() : now)
        return sum + Math.max(0, to - Math.max(from_at.getTime(), now - days * 24 * HOUR)) / 60_000
      }, 0)
    assert.equal(month.calendar.sum, Math.round(minutes(30)))
    assert.equal(quarter.calendar.sum, Math.round(minutes(90)))
    assert.ok(month.calendar.sum >= 3 * 30 * 24 * 60, 'three matters were held all month')
    assert.ok(month.working.sum > 0 && month.working.sum < month.calendar.sum / 2)
    const byKind = body.held.kinds.reduce(
      (sum: number, { calendar }: { calendar: Counted & { sum: number } }) => sum + calendar.sum,
      0,
    )
    assert.ok(Math.abs(byKind - quarter.calendar.sum) <= body.held.kinds.length)
    assert.equal(body.held.complete, true)
  })

  it('have what they returned counted, once', async () => {
    const { id } = await opened(operator, NOISE)
    now += 60_000
    const before = (await officer.get('/api/units/d1-urban')).body.held.periods[0]
    now += HOUR
    assert.equal((await act(officer, id, 'sign')).status, 200)
    const given = { reason: 'other_unit', text: '属住建部门职责' }
    assert.equal((await act(officer, id, 'return', given)).status, 200)
    const after = (await officer.get('/api/units/d1-urban')).body.held.periods[0]
    assert.equal(after.returned, before.returned + 1)
    assert.equal(after.matters, before.matters)
  })

  it('keep how long they hold matters to themselves and whoever oversees them', async () => {
    const sees = async (username: string, id: string) => {
      const { status, body } = await (await city.signIn(username)).get(`/api/units/${id}`)
      assert.equal(status, 200)
      return body.held !== null
    }
    for (const username of ['officer', 'operator', 'supervisor', 'mayor'])
      assert.equal(await sees(username, 'd1-urban'), true, username)
    for (const username of ['duty', 'officer.housing', 'duty5', 'grid'])
      assert.equal(await sees(username, 'd1-urban'), false, username)
    const rows = (await (await city.signIn('officer.housing')).get('/api/units')).body.units
    for (const { id, held } of rows) if (held) assert.match(id, /^d1-housing/)
  })
})
