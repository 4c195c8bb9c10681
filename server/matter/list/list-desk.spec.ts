/** 列表上的事 — following, filters under a name, the steps of many matters, and the file of a list. */
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import readExcel from 'read-excel-file/node'
import { act, NOISE, opened, WASTE } from '../../testing/requests.ts'
import { type Client, type TestServer, testServer } from '../../testing/server.ts'

let city: TestServer
let operator: Client
let officer: Client
let duty: Client
let outsider: Client

before(async () => {
  city = await testServer()
  ;[operator, officer, duty, outsider] = (await Promise.all(
    ['operator', 'officer', 'duty', 'officer.housing'].map((name) => city.signIn(name)),
  )) as [Client, Client, Client, Client]
})

const followedBy = async (client: Client) => {
  const { body } = await client.get('/api/matters?followed=true')
  return { ids: body.rows.map((row: { id: string }) => row.id), count: body.count }
}

describe('following', () => {
  it('puts a matter into one’s own list and takes it out again, however often it is said', async () => {
    const { id } = await opened(operator)
    for (const times of [1, 2]) {
      assert.equal(
        (await officer.post(`/api/matters/${id}/follow`, { follow: true })).status,
        200,
        `${times}`,
      )
      assert.deepEqual(await followedBy(officer), { ids: [id], count: 1 })
    }
    assert.equal((await officer.get(`/api/matters/${id}`)).body.followed, true)
    assert.equal((await operator.get(`/api/matters/${id}`)).body.followed, false)
    assert.deepEqual(await followedBy(operator), { ids: [], count: 0 })
    await officer.post(`/api/matters/${id}/follow`, { follow: false })
    assert.deepEqual(await followedBy(officer), { ids: [], count: 0 })
  })

  it('is nothing to whoever may not read it, and ends with the right to read', async () => {
    const { id } = await opened(operator)
    const refused = await outsider.post(`/api/matters/${id}/follow`, { follow: true })
    assert.equal(refused.status, 404)
    const { rows } = await city.owner.query('select from follow where matter_id = $1', [id])
    assert.equal(rows.length, 0)
    const mayor = await city.signIn('mayor')
    await mayor.post(`/api/matters/${id}/follow`, { follow: true })
    assert.deepEqual(await followedBy(mayor), { ids: [id], count: 1 })
    assert.equal((await act(operator, id, 'set_confidential', { text: '涉及举报人' })).status, 200)
    assert.deepEqual(await followedBy(mayor), { ids: [], count: 0 })
  })
})

describe('a saved filter', () => {
  const late = { name: '超期的', tab: 'scope', filter: { pace: 'late', sort: 'oldest' } }

  it('is one’s own: others neither see nor remove it', async () => {
    const saved = await duty.post('/api/me/filters', late)
    assert.equal(saved.status, 200, JSON.stringify(saved.body))
    assert.deepEqual((await duty.get('/api/me/filters')).body.filters, [{ id: saved.body.id, ...late }])
    assert.deepEqual((await officer.get('/api/me/filters')).body.filters, [])
    assert.equal((await officer.post(`/api/me/filters/${saved.body.id}/remove`)).status, 404)
    assert.equal((await duty.get('/api/me/filters')).body.filters.length, 1)
    assert.equal((await duty.post(`/api/me/filters/${saved.body.id}/remove`)).status, 200)
    assert.deepEqual((await duty.get('/api/me/filters')).body.filters, [])
  })

  it('is replaced by one of the same name, and there are at most fifty', async () => {
    await officer.post('/api/me/filters', late)
    await officer.post('/api/me/filters', { ...late, filter: { urgent: true } })
    const { filters } = (await officer.get('/api/me/filters')).body
    assert.deepEqual([filters.length, filters[0].filter], [1, { urgent: true }])
    for (let n = 1; n < 50; n++) await officer.post('/api/me/filters', { ...late, name: `第${n}个` })
    const one = await officer.post('/api/me/filters', { ...late, name: '再来一个' })
    assert.deepEqual([one.status, one.body.code], [422, 'filter.too_many'])
    assert.equal((await officer.post('/api/me/filters', late)).status, 200, 'replacing is still possible')
  })

  it('is refused where no list could be asked that, or without a name', async () => {
    for (const wrong of [
      { name: '  ' },
      { tab: 'all' },
      { filter: { pace: 'soon' } },
      { filter: { sql: '1' } },
    ])
      assert.equal(
        (await duty.post('/api/me/filters', { ...late, ...wrong })).status,
        400,
        JSON.stringify(wrong),
      )
  })
})

describe('steps of many matters', () => {
  it('are told once, with those that may take them, and run one by one', async () => {
    const matters = [await opened(operator), await opened(operator), await opened(operator, WASTE)]
    const ids: string[] = matters.map(({ id }) => id)
    await act(officer, ids[1] as string, 'sign')
    const { body } = await officer.post('/api/matters/abilities', { ids })
    const step = (action: string) => body.actions.find((one: { action: string }) => one.action === action)
    assert.deepEqual(
      step('sign').matters.map(({ id }: { id: string }) => id),
      [ids[0]],
    )
    assert.equal(step('sign_assist').matters[0].id, ids[2])
    assert.deepEqual(body.missing, [])
    const [{ id, version }] = step('sign').matters
    assert.equal((await act(officer, id, 'sign', {}, { version })).status, 200)
    const again = await act(officer, id, 'sign', {}, { version })
    assert.deepEqual([again.status, again.body.code], [409, 'version.stale'])
  })

  it('can be chasing: whoever oversees it urges the unit, and no clock is touched', async () => {
    const { id } = await opened(operator)
    const supervisor = await city.signIn('supervisor')
    const due = (await supervisor.get(`/api/matters/${id}`)).body.clocks
    const { body } = await supervisor.post('/api/matters/abilities', { ids: [id] })
    assert.ok(body.actions.some((one: { action: string }) => one.action === 'urge'))
    assert.equal((await act(supervisor, id, 'urge', { text: '请尽快' })).status, 200)
    const after = (await supervisor.get(`/api/matters/${id}`)).body
    assert.deepEqual(
      after.clocks.map((one: { dueAt: string }) => one.dueAt),
      due.map((one: { dueAt: string }) => one.dueAt),
    )
    assert.equal(after.counts.urges, 1)
  })

  it('say of what may not be read only that it is not there', async () => {
    const { id } = await opened(operator)
    const absent = '01990000-0000-7000-8000-000000000000'
    const { body } = await outsider.post('/api/matters/abilities', { ids: [id, absent] })
    assert.deepEqual(body, { actions: [], missing: [id, absent] })
    assert.equal((await outsider.post('/api/matters/abilities', { ids: [] })).status, 400)
  })
})

describe('the file of a list', () => {
  const fileOf = async (client: Client, path: string, language = 'zh-CN') => {
    const response = await fetch(`${city.url}${path}`, {
      headers: { cookie: client.cookie, 'accept-language': language },
    })
    assert.equal(response.status, 200)
    const [sheet] = await readExcel(Buffer.from(await response.arrayBuffer()))
    return { sheet: sheet as { sheet: string; data: unknown[][] }, response }
  }

  it('holds exactly the rows of the list, dates as dates, in the reader’s language', async () => {
    for (const query of ['/api/inbox', '/api/matters', '/api/matters?open=true&urgent=true']) {
      const [path, search = ''] = query.split('?')
      const list = (await officer.get(`${path}?limit=200&${search}`)).body
      const { sheet } = await fileOf(officer, `${path}.xlsx?${search}`)
      const [header, ...rows] = sheet.data
      assert.equal(header?.[0], '编号')
      assert.deepEqual(
        rows.map(([number]) => number),
        list.rows.map((row: { number: string }) => row.number),
      )
      const reported = header?.indexOf('反映时间') as number
      for (const [n, row] of rows.entries()) {
        const local = Date.parse(list.rows[n].reportedAt) + 8 * 3_600_000
        assert.ok(row[reported] instanceof Date)
        assert.ok(Math.abs((row[reported] as Date).getTime() - local) < 1_000)
      }
    }
    const { sheet } = await fileOf(officer, '/api/matters.xlsx', 'en')
    assert.equal(sheet.data[0]?.[0], 'Number')
  })

  it('holds text as text, also what a spreadsheet would take for a formula, and nobody’s name or number', async () => {
    const text = '=HYPERLINK("http://example.invalid","点我")\u0007 @SUM(1)'
    await opened(operator, { ...NOISE, text, reporter: { name: '吴某某', phone: '19933330077' } })
    const { sheet, response } = await fileOf(officer, '/api/matters.xlsx')
    const [, first] = sheet.data
    assert.match(String(first?.[1]), /^=HYPERLINK\("http/)
    assert.doesNotMatch(JSON.stringify(sheet.data), /吴某某|19933330077/)
    assert.match(response.headers.get('content-disposition') ?? '', /filename\*=UTF-8''/)
  })

  it('of an empty list has its header', async () => {
    const { sheet } = await fileOf(duty, '/api/matters.xlsx?kind=nothing.of.ours')
    assert.equal(sheet.data.length, 1)
  })

  it('that is left half way gives its connection back', async () => {
    for (let n = 0; n < 12; n++) {
      const stop = new AbortController()
      const response = await fetch(`${city.url}/api/matters.xlsx`, {
        headers: { cookie: officer.cookie },
        signal: stop.signal,
      })
      await response.body?.getReader().read()
      stop.abort()
    }
    assert.equal((await officer.get('/api/inbox')).status, 200)
    const { sheet } = await fileOf(officer, '/api/inbox.xlsx')
    assert.ok(sheet.data.length > 1)
  })
})
