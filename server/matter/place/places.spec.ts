/** 网格与单位 — over HTTP: what is counted is what the lists show, who serves, and who may know how long a unit holds matters. */
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import readExcel from 'read-excel-file/node'
import { act, NOISE, opened, WASTE } from '../../testing/requests.ts'
import { type Client, type TestServer, testServer } from '../../testing/server.ts'

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

/** Header and rows of a file. */
async function sheet(client: Client, path: string): Promise<readonly (readonly unknown[])[]> {
  const response = await fetch(`${city.url}${path}`, { headers: { cookie: client.cookie } })
  assert.equal(response.status, 200)
  const [found] = await readExcel(Buffer.from(await response.arrayBuffer()))
  return (found as { data: unknown[][] }).data
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

  it('begin with what one oversees, and go as far as one asks', async () => {
    const listOf = async (username: string, query = '') => {
      const client = await city.signIn(username)
      const { territories } = (await client.get('/api/territories')).body
      const { rows, sums, count } = (await client.get(`/api/grids?limit=200${query}`)).body
      assert.equal(count, sums.grids)
      const open = rows.reduce((sum: number, row: Counted) => sum + row.open, 0)
      if (count <= 200) assert.equal(open, sums.open, 'the line above is the sum of the rows')
      return { tops: territories.map(({ code }: { code: string }) => code), rows, count }
    }
    const isInside = (tops: string[]) => (row: { code: string }) =>
      tops.some((top) => row.code.startsWith(top))
    for (const username of ['duty', 'community', 'grid']) {
      const { tops, rows } = await listOf(username)
      assert.ok(rows.length > 0 && rows.every(isInside(tops)), username)
    }
    const whole = await listOf('operator')
    assert.equal(
      (await listOf('officer')).count,
      whole.count,
      'who oversees nothing works for the whole city',
    )
    assert.equal((await listOf('duty', '&territory=9901')).count, whole.count)
  })

  it('leave as an Excel file with the rows of the list', async () => {
    const duty = await city.signIn('duty')
    const { count } = (await duty.get('/api/grids')).body
    const rows = await sheet(duty, '/api/grids.xlsx')
    assert.equal(rows.length, count + 1)
    assert.ok(rows.slice(1).every(([code]) => String(code).startsWith('990101001')))
    const gaps = (await duty.get('/api/grids?only=gap')).body.count
    assert.equal((await sheet(duty, '/api/grids.xlsx?only=gap')).length, gaps + 1)
  })

  it('that are not there are not found', async () => {
    for (const code of ['990101001001', '990101001001999', '9901'])
      assert.equal((await operator.get(`/api/grids/${code}`)).status, 404, code)
  })
})

describe('what is open in territories', () => {
  it('is told for each reader as their lists count it', async () => {
    const codes = ['9901', '990101', '990101001', GRID, '990102', '990199']
    for (const client of [operator, officer, await city.signIn('duty')]) {
      const { status, body } = await client.get(`/api/territories/open?codes=${codes}`)
      assert.equal(status, 200)
      assert.deepEqual(
        body.counts.map(({ code }: { code: string }) => code),
        codes,
      )
      for (const { code, open, late } of body.counts) {
        assert.equal(open, await listed(client, `territory=${code}`), code)
        assert.equal(late, await listed(client, `territory=${code}&pace=late`), code)
      }
    }
  })

  it('is new as soon as a change has been told of', async () => {
    const one = async () => (await operator.get(`/api/territories/open?codes=${GRID}`)).body.counts[0].open
    const before = await one()
    await opened(operator, { ...NOISE, place: { territory: GRID } })
    await city.world.background.runNow('relay')
    assert.equal(await one(), before + 1)
  })

  it('refuses what is no list of codes', async () => {
    for (const codes of ['', 'a', '9901,', Array.from({ length: 201 }, () => '9901').join(',')])
      assert.equal((await operator.get(`/api/territories/open?codes=${codes}`)).status, 400, codes)
  })
})

describe('units', () => {
  it('of a territory are those that serve in it; without one, those one oversees', async () => {
    const own = (await officer.get('/api/units')).body.units as { id: string }[]
    const district = (await officer.get('/api/units?territory=990101')).body.units as { id: string }[]
    const { byId } = city.world.services.registry.current('9901').rules.directory
    assert.ok(own.length < district.length)
    for (const { id } of district) assert.match(byId.get(id)?.territory ?? '', /^990101/)
    const rows = await sheet(officer, '/api/units.xlsx?territory=990101')
    assert.equal(rows.length, district.length + 1)
  })

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

  it('name whoever answers for the unit first', async () => {
    for (const id of ['hotline', 'd1-command', 'd1-urban']) {
      const { posts } = (await operator.get(`/api/units/${id}`)).body
      const roles = posts.map(({ role }: { role: { id: string } }) => role.id)
      assert.equal(roles[0], 'leader', `${id}: ${roles}`)
    }
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
