import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { before, describe, it } from 'node:test'
import Fastify from 'fastify'
import { requirePolicies } from './app.ts'
import { act, NOISE, opened, PLACE, raw, rowCounts, WASTE } from './testing/requests.ts'
import { type Client, type TestServer, testServer } from './testing/server.ts'
import { begin, photo, send, upload as sendFile } from './testing/uploads.ts'

let city: TestServer

/** Who they are to a request of `reporter` that urban management leads and the first street assists. */
const ROLES = [
  'nobody',
  'reporter',
  'resident',
  'operator',
  'officer',
  'assistant',
  'supervisor',
  'mayor',
  'outsider',
  'elsewhere',
  'admin',
  'partAdmin',
] as const
type Role = (typeof ROLES)[number]
const as = {} as Record<Role, Client>

before(async () => {
  city = await testServer()
  as.nobody = city.anonymous
  as.reporter = await city.signInResident('res.one', { name: '孙大强', phone: '19933330001' })
  as.resident = await city.signInResident('res.two', { name: '李小明', phone: '19933330002' })
  const staff = {
    operator: 'operator',
    officer: 'officer',
    assistant: 'duty',
    supervisor: 'supervisor',
    mayor: 'mayor',
    outsider: 'officer.housing',
    elsewhere: 'duty5',
    admin: 'admin',
    partAdmin: 'admin.d1',
  }
  for (const [role, username] of Object.entries(staff)) as[role as Role] = await city.signIn(username)
  await setAdministration()
})

type Send = (client: Client, id: string) => Promise<number>
type Row = { readonly send: Send; readonly may: Partial<Record<Role, number>>; readonly others: number }

const get =
  (path: string): Send =>
  async (client, id) =>
    (await client.get(path.replace(':id', id))).status
const post =
  (path: string, body: object = {}): Send =>
  async (client, id) =>
    (await client.post(path.replace(':id', id), body)).status
/** The status line of a stream. */
const listen: Send = async (client) => {
  const stop = new AbortController()
  const { status } = await fetch(`${city.url}/api/feed`, {
    headers: { cookie: client.cookie },
    signal: stop.signal,
  })
  stop.abort()
  return status
}

const everybodySignedIn = (send: Send, status = 200): Row => ({ send, may: { nobody: 401 }, others: status })
/** Outsiders are told that there is nothing, and whoever sees it but may not act is told so. */
const readers = (send: Send, may: Partial<Record<Role, number>>): Row => ({
  send,
  may: { nobody: 401, resident: 404, outsider: 404, elsewhere: 404, admin: 404, partAdmin: 404, ...may },
  others: 200,
})
/** Not for residents. */
const staff = (send: Send, others = 200): Row => ({
  send,
  may: { nobody: 401, reporter: 404, resident: 404 },
  others,
})
const residents = (send: Send): Row => ({
  send,
  may: { nobody: 401, reporter: 200, resident: 200 },
  others: 404,
})
/** Desks that speak with reporters, and units at work on the matter. */
const handlers = (send: Send, reporter: number): Row => readers(send, { reporter, mayor: 404 })

/** Administrators of the whole authority, and of the first district; to everybody else there is no such page. */
const administrators = (send: Send, admin = 200, partAdmin = admin): Row => ({
  send,
  may: { nobody: 401, admin, partAdmin },
  others: 404,
})
const hired = { accountId: '', postId: '', importId: '', pack: '' }
const POST = {
  organisation: 'd1-urban-1',
  role: 'clerk',
  territory: '990101',
  fromOn: '2026-01-01',
  toOn: null,
}
const onHired =
  (act: string, body: object = {}): Send =>
  async (client) =>
    (await client.post(`/api/admin/people/${hired.accountId}/${act}`, body)).status
const onImport =
  (act: string, body: object = {}): Send =>
  async (client) =>
    (await client.post(`/api/admin/imports/${hired.importId}/${act}`, body)).status
const upload: Send = async (client) => (await uploaded(client)).status
const uploaded = (client: Client) =>
  raw(city, '/api/admin/imports', {
    ...{ as: client, body: 'id,title\n1,a\n' },
    headers: { 'content-type': 'application/octet-stream', 'x-file-name': 'rows.csv' },
  })
const leave = () => ({
  ...{ postId: 'clerk-1', accountId: hired.accountId },
  ...{ fromAt: '2026-01-01T00:00:00.000Z', toAt: '2036-01-02T00:00:00.000Z' },
})

const ADMINISTRATION: Record<string, Row> = {
  'GET /api/admin/people': administrators(get('/api/admin/people')),
  'GET /api/admin/people.xlsx': administrators(get('/api/admin/people.xlsx')),
  'GET /api/admin/options': administrators(get('/api/admin/options')),
  'GET /api/admin/leave': administrators(get('/api/admin/leave')),
  'POST /api/admin/people': administrators(
    async (client) =>
      (
        await client.post('/api/admin/people', {
          ...{ name: '新人', username: `new.${randomUUID().slice(0, 8)}`, post: POST },
        })
      ).status,
    201,
  ),
  'POST /api/admin/people/:id/posts': administrators(onHired('posts', POST)),
  'POST /api/admin/posts/:id/end': administrators(
    async (client) => (await client.post('/api/admin/posts/nowhere/end', { toOn: '2026-01-01' })).status,
    404,
  ),
  'POST /api/admin/people/:id/lock': administrators(onHired('lock')),
  'POST /api/admin/people/:id/unlock': administrators(onHired('unlock')),
  'POST /api/admin/people/:id/password': administrators(onHired('password')),
  'GET /api/admin/duties': administrators(get('/api/admin/duties')),
  'GET /api/admin/duties/try': administrators(
    get('/api/admin/duties/try?kind=environment.waste&territory=990101001001'),
  ),
  'GET /api/admin/packs': administrators(get('/api/admin/packs')),
  'GET /api/admin/packs/report': administrators(get('/api/admin/packs/report')),
  'GET /api/admin/packs/compare': administrators(
    get('/api/admin/packs/compare?fromPack=a&from=1&toPack=a&to=2'),
    404,
  ),
  'GET /api/admin/packs/:pack/:version/loops/:loop': administrators(
    async (client) => (await client.get(`/api/admin/packs/${hired.pack}/loops/request`)).status,
  ),
  'GET /api/admin/jobs': administrators(get('/api/admin/jobs'), 200, 404),
  'POST /api/admin/jobs/:name/run': administrators(post('/api/admin/jobs/tidy/run'), 200, 404),
  'GET /api/admin/audit': administrators(get('/api/admin/audit')),
  'GET /api/admin/imports': administrators(get('/api/admin/imports'), 200, 404),
  'POST /api/admin/imports': administrators(upload, 201, 404),
  'GET /api/admin/imports/:id': administrators(
    async (client) => (await client.get(`/api/admin/imports/${hired.importId}`)).status,
    200,
    404,
  ),
  'GET /api/admin/imports/:id/rejects': administrators(
    async (client) => (await client.get(`/api/admin/imports/${hired.importId}/rejects`)).status,
    404,
  ),
  'POST /api/admin/imports/:id/preview': administrators(onImport('preview', { map: 'a: 1' }), 200, 404),
  'POST /api/admin/imports/:id/start': administrators(onImport('start', { map: 'a: 1' }), 422, 404),
  'POST /api/admin/imports/:id/continue': administrators(onImport('continue'), 404),
  'POST /api/admin/imports/:id/stop': administrators(onImport('stop'), 200, 404),
  'GET /api/leave': everybodySignedIn(get('/api/leave')),
  'GET /api/leave/posts/:id/colleagues': administrators(get('/api/leave/posts/clerk-1/colleagues')),
  'POST /api/leave': administrators(async (client) => (await client.post('/api/leave', leave())).status),
  'POST /api/leave/:id/end': { send: post('/api/leave/:id/end'), may: { nobody: 401 }, others: 404 },
}

/** The officer's own, whoever asks. */
const uploaders = (send: Send, officer: number): Row => ({ send, may: { nobody: 401, officer }, others: 404 })
const waitingFile = async () => (await sendFile(city, as.officer, await photo())).location
/** A file of a matter that the reporter opened with it: made once, so that those who are refused leave all as it was. */
let file: Promise<string> | undefined
const filed = () => {
  file ??= sendFile(city, as.reporter, photoBytes).then(async ({ body }) => {
    const { id } = await opened(as.reporter, { ...NOISE, attachments: [body.id] })
    return `/api/matters/${id}/attachments/${body.id}`
  })
  return file
}
const photoBytes = await photo()

const TABLE: Record<string, Row> = {
  ...ADMINISTRATION,
  'GET /api/me': everybodySignedIn(get('/api/me')),
  'GET /api/units/:id/inner': {
    send: get('/api/units/d1-urban/inner'),
    may: { nobody: 401, officer: 200 },
    others: 404,
  },
  'GET /api/territories': staff(get('/api/territories')),
  'GET /api/territories/:code': staff(get('/api/territories/990101')),
  'GET /api/territories/:code/history': staff(get('/api/territories/990101/history')),
  'GET /api/territories/open': staff(get('/api/territories/open?codes=990101,990102')),
  'GET /api/grids': staff(get('/api/grids')),
  'GET /api/grids.xlsx': staff(get('/api/grids.xlsx')),
  'GET /api/grids/:code': staff(get('/api/grids/990101001001001')),
  'GET /api/units': staff(get('/api/units')),
  'GET /api/units.xlsx': staff(get('/api/units.xlsx')),
  'GET /api/units/:id': staff(get('/api/units/d1-urban')),
  'GET /api/catalogue': everybodySignedIn(get('/api/catalogue')),
  'GET /api/places': everybodySignedIn(get('/api/places?text=a')),
  'GET /api/territories/:code/plan': everybodySignedIn(get('/api/territories/990101001/plan')),
  'GET /api/tiles/matters/:z/:x/:y': everybodySignedIn(get('/api/tiles/matters/1/0/0')),
  'GET /api/map/territories/:code': everybodySignedIn(get('/api/map/territories/990101001')),
  'GET /api/map/setup': everybodySignedIn(get('/api/map/setup')),
  'GET /api/map/marks': everybodySignedIn(get('/api/map/marks')),
  'GET /api/map/points': everybodySignedIn(get('/api/map/points?layer=facility')),
  'GET /api/tiles/territory/:z/:x/:y': everybodySignedIn(get('/api/tiles/territory/1/0/0')),
  'GET /api/inbox': everybodySignedIn(get('/api/inbox')),
  'GET /api/matters': everybodySignedIn(get('/api/matters')),
  'GET /api/inbox.xlsx': everybodySignedIn(get('/api/inbox.xlsx')),
  'GET /api/matters.xlsx': everybodySignedIn(get('/api/matters.xlsx?open=true')),
  'GET /api/matters/choices': everybodySignedIn(get('/api/matters/choices')),
  'POST /api/matters/abilities': everybodySignedIn(
    async (client, id) => (await client.post('/api/matters/abilities', { ids: [id] })).status,
  ),
  'POST /api/matters/:id/follow': readers(post('/api/matters/:id/follow', { follow: true }), {}),
  'GET /api/me/filters': everybodySignedIn(get('/api/me/filters')),
  'POST /api/me/filters': everybodySignedIn(
    post('/api/me/filters', { name: '超期', tab: 'scope', filter: { pace: 'late' } }),
  ),
  'POST /api/me/filters/:id/remove': {
    send: post('/api/me/filters/:id/remove'),
    may: { nobody: 401 },
    others: 404,
  },
  'GET /api/feed': everybodySignedIn(listen),
  'POST /api/matters/suggest': everybodySignedIn(post('/api/matters/suggest', { text: '垃圾' })),
  'POST /api/matters': everybodySignedIn(post('/api/matters', WASTE), 201),
  'GET /api/matters/:id': readers(get('/api/matters/:id'), {}),
  'GET /api/search': everybodySignedIn(get('/api/search?text=a')),
  'GET /api/matters/nearby': everybodySignedIn(get('/api/matters/nearby?territory=990101001001')),
  'GET /api/matters/:id/similar': readers(get('/api/matters/:id/similar'), {}),
  'GET /api/matters/:id/file.pdf': readers(get('/api/matters/:id/file.pdf'), {}),
  'GET /api/matters/:id/related': readers(get('/api/matters/:id/related'), {}),
  'GET /api/matters/:id/duty': readers(get('/api/matters/:id/duty'), { reporter: 404 }),
  'GET /api/matters/:id/grid': readers(get('/api/matters/:id/grid'), { reporter: 404 }),
  'POST /api/matters/:id/actions/:action': {
    send: post('/api/matters/:id/actions/sign'),
    may: {
      nobody: 401,
      officer: 200,
      resident: 404,
      outsider: 404,
      elsewhere: 404,
      admin: 404,
      partAdmin: 404,
    },
    others: 403,
  },
  'POST /api/matters/:id/undo': {
    send: post('/api/matters/:id/undo'),
    may: { nobody: 401, resident: 404, outsider: 404, elsewhere: 404, admin: 404, partAdmin: 404 },
    others: 409,
  },
  'POST /api/matters/:id/reporter/reveal': handlers(
    post('/api/matters/:id/reporter/reveal', { fields: ['phone'], reason: '回电核实' }),
    404,
  ),
  'POST /api/matters/:id/reporter': handlers(post('/api/matters/:id/reporter', { address: '乐山小区' }), 200),
  'GET /api/me/data': residents(get('/api/me/data')),
  'POST /api/me/data': residents(post('/api/me/data', { address: '乐山小区南区' })),
  'GET /api/me/reveals': residents(get('/api/me/reveals')),
  'POST /api/uploads': everybodySignedIn(
    async (client) => (await begin(city, client, { length: 10 })).status,
    201,
  ),
  'PATCH /api/uploads/:id': uploaders(async (client) => {
    const { location } = await begin(city, as.officer, { length: 10 })
    return (await send(city, client, location, Buffer.alloc(5), 0)).status
  }, 204),
  'GET /api/uploads/:id': uploaders(async (client) => (await client.get(await waitingFile())).status, 200),
  'GET /api/uploads/:id/thumbnail': uploaders(
    async (client) => (await client.get(`${await waitingFile()}/thumbnail`)).status,
    200,
  ),
  'DELETE /api/uploads/:id': uploaders(
    async (client) => (await raw(city, await waitingFile(), { method: 'DELETE', as: client })).status,
    204,
  ),
  'GET /api/matters/:id/attachments/:attachmentId': readers(
    async (client) => (await client.get(await filed())).status,
    {},
  ),
  'GET /api/matters/:id/attachments/:attachmentId/thumbnail': readers(
    async (client) => (await client.get(`${await filed()}/thumbnail`)).status,
    {},
  ),
  'GET /api/auth/get-session': { send: get('/api/auth/get-session'), may: {}, others: 200 },
  'POST /api/auth/sign-in/username': {
    send: (client, id) =>
      post('/api/auth/sign-in/username', { username: `nobody.${randomUUID()}`, password: 'wrong wrong' })(
        client,
        id,
      ),
    may: {},
    others: 401,
  },
}

async function setAdministration() {
  const person = { name: '小周', username: 'hired.one', post: POST }
  const { status, body } = await as.admin.post('/api/admin/people', person)
  assert.equal(status, 201, JSON.stringify(body))
  hired.accountId = body.accountId
  const { body: file } = await uploaded(as.admin)
  hired.importId = file.id
  const [version] = (await as.admin.get('/api/admin/packs')).body.rows
  hired.pack = `${version.pack}/${encodeURIComponent(version.version)}`
}

/** They end or change the caller's session: `account/sign-in.spec.ts`. */
const ELSEWHERE = ['POST /api/auth/sign-out', 'POST /api/auth/change-password']

describe('every route of the API', () => {
  /** What is refused leaves it as it was, so that all of them may try. */
  let shared: string
  before(async () => {
    shared = (await opened(as.reporter)).id
    await filed()
  })

  it('stands in this table', () => {
    const routes = city.world.app.routePolicies
      .filter(({ method }) => method !== 'HEAD')
      .map(({ method, url }) => `${method} ${url}`)
    assert.deepEqual(routes.sort(), [...Object.keys(TABLE), ...ELSEWHERE].sort())
  })

  it('names its policy, or the server does not start', () => {
    const app = Fastify() as unknown as Parameters<typeof requirePolicies>[0]
    requirePolicies(app, { actorFor: async () => null })
    assert.throws(
      () => app.get('/api/secrets', async () => 'all of them'),
      /GET \/api\/secrets has no policy/,
    )
    assert.doesNotThrow(() => app.get('/api/open', { config: { policy: 'public' } }, async () => 'hello'))
  })

  it('asks who is there also when only its head is asked for', async () => {
    for (const { method, url, policy } of city.world.app.routePolicies) {
      if (method !== 'HEAD' || policy === 'public') continue
      const { status } = await raw(city, url.replace(/:(id|attachmentId)/g, randomUUID()), { method })
      assert.equal(status, 401, url)
    }
  })

  for (const [route, { send, may, others }] of Object.entries(TABLE)) {
    for (const role of ROLES) {
      const expected = may[role] ?? others
      it(`${route} answers ${expected} to ${role}`, async () => {
        const isRefused = expected >= 400
        const id = isRefused ? shared : (await opened(as.reporter)).id
        const before = isRefused ? await rowCounts(city) : null
        assert.equal(await send(as[role], id), expected)
        if (before) assert.deepEqual(await rowCounts(city), before)
      })
    }
  }
})

/** Ids in the whole list of somebody, over its pages. */
async function listed(client: Client, path: string): Promise<string[]> {
  const ids: string[] = []
  for (let next = ''; ; ) {
    const { body } = await client.get(
      `${path}${path.includes('?') ? '&' : '?'}limit=7${next && `&cursor=${next}`}`,
    )
    ids.push(...body.rows.map((row: { id: string }) => row.id))
    if (body.next === null) return ids
    next = body.next
  }
}

const OBSERVERS = [
  ...['operator', 'officer', 'clerk', 'director', 'duty', 'streetleader', 'section', 'community', 'grid'],
  ...['supervisor', 'inspector', 'mayor', 'officer.housing', 'duty2', 'duty5', 'supervisor2', 'coordinator1'],
]

describe('what somebody may read', () => {
  it('is exactly what their list shows, of open, confidential and recused matters alike', async () => {
    const ids = [
      await opened(as.operator, { ...WASTE, confidential: true }),
      await opened(as.operator, { ...NOISE, confidential: true, reporter: { phone: '19933330003' } }),
      await opened(as.operator, { ...WASTE, against: ['s1'] }),
      await opened(as.operator, { ...NOISE, against: ['d1-urban'], confidential: true }),
      await opened(as.operator, { ...NOISE, against: ['hotline'] }),
      await opened(as.operator, { ...NOISE, against: ['d1-command', 'd1'] }),
      await opened(as.operator, { ...WASTE, place: { territory: '990102001001' } }),
      await opened(as.operator, WASTE),
    ].map(({ id }) => id)
    for (const username of OBSERVERS) {
      const client = await city.signIn(username)
      const shown = new Set(await listed(client, '/api/matters'))
      const asked = new Set(await listed(client, '/api/inbox'))
      for (const [index, id] of ids.entries()) {
        const { status } = await client.get(`/api/matters/${id}`)
        assert.equal(shown.has(id), status === 200, `${username}, matter ${index}: ${status}`)
        if (status !== 200) assert.ok(!asked.has(id), `${username} is asked for matter ${index}`)
      }
    }
  })
})

describe('a complaint about an organisation', () => {
  it('never reaches it: not in lists, inbox, notices or actions, nor its sections and communities', async () => {
    const { id, lead } = await opened(as.reporter, { ...WASTE, against: ['s1'] })
    assert.notEqual(lead, 's1')
    for (const username of ['duty', 'streetleader', 'section', 'community', 'grid']) {
      const client = await city.signIn(username)
      const before = await rowCounts(city)
      assert.equal((await client.get(`/api/matters/${id}`)).status, 404, username)
      assert.equal((await act(client, id, 'note', { text: '我们看看' })).status, 404)
      const reveal = { fields: ['name'], reason: '想知道是谁' }
      assert.equal((await client.post(`/api/matters/${id}/reporter/reveal`, reveal)).status, 404)
      for (const path of [
        '/api/matters',
        '/api/matters?open=true',
        '/api/inbox',
        `/api/matters?territory=${PLACE.territory}`,
      ])
        assert.ok(!(await listed(client, path)).includes(id), `${username} ${path}`)
      assert.deepEqual(await rowCounts(city), before)
    }
    const { rows } = await city.owner.query(
      'select addressees, territory, notices from outbox where matter_id = $1',
      [id],
    )
    assert.ok(rows.length > 0)
    for (const { addressees, territory, notices } of rows) {
      const told = [
        ...addressees,
        ...(notices ?? []).map((notice: { addressee: string }) => notice.addressee),
      ]
      assert.ok(!told.some((who: string) => /^(s1|s1-.*|c990101001.*|g990101001.*)$/.test(who)), told.join())
      assert.equal(territory, '')
    }
  })
})

describe('a confidential matter', () => {
  it('shows its reporter to the desks and to whoever took it in, not to those who handle it', async () => {
    const { id } = await opened(as.operator, {
      ...NOISE,
      confidential: true,
      reporter: { name: '周举报', phone: '19933330004' },
    })
    assert.equal((await as.operator.get(`/api/matters/${id}`)).body.reporter.name, '周**')
    const seen = await as.officer.get(`/api/matters/${id}`)
    assert.deepEqual([seen.status, seen.body.reporter], [200, null])
    assert.ok(!JSON.stringify(seen.body).includes('周'))
    const reveal = { fields: ['phone'], reason: '想回电' }
    assert.equal((await as.officer.post(`/api/matters/${id}/reporter/reveal`, reveal)).status, 404)
    assert.equal((await as.mayor.get(`/api/matters/${id}`)).status, 404)
  })
})

describe('personal data', () => {
  it('of a reporter is masked until it is revealed with a reason, which the person can read', async () => {
    const { id } = await opened(as.reporter)
    const { body } = await as.officer.get(`/api/matters/${id}`)
    assert.equal(body.reporter.phone, '199****0001')
    const path = `/api/matters/${id}/reporter/reveal`
    const refused = await as.officer.post(path, { fields: ['phone'], reason: ' ' })
    assert.deepEqual([refused.status, refused.body.code], [422, 'resident.reveal_reason'])
    assert.equal((await as.officer.post(path, { fields: ['shoe size'], reason: '核实情况' })).status, 400)
    assert.equal((await as.officer.post(path, { fields: [], reason: '核实情况' })).status, 400)
    const revealed = await as.officer.post(path, { fields: ['phone'], reason: '核实施工时间' })
    assert.deepEqual(revealed.body, { phone: '19933330001' })
    const { reveals } = (await as.reporter.get('/api/me/reveals')).body
    assert.equal(reveals[0].reason, '核实施工时间')
    assert.deepEqual([reveals[0].by, reveals[0].field, reveals[0].matterId], ['程国栋', 'phone', id])
    const others = (await as.resident.get('/api/me/reveals')).body.reveals
    assert.ok(!others.some((look: { matterId: string }) => look.matterId === id))
  })

  it('is the person’s own: seen in full, corrected, and never overwritten by its masked form', async () => {
    assert.equal((await as.resident.get('/api/me/data')).body.phone, '19933330002')
    const masked = await as.resident.post('/api/me/data', { phone: '199****0002' })
    assert.deepEqual([masked.status, masked.body.code], [422, 'resident.masked_value'])
    assert.equal((await as.resident.post('/api/me/data', { phone: '19933330009' })).body.changed, true)
    assert.equal((await as.resident.post('/api/me/data', { phone: '199 3333 0009' })).body.changed, false)
    assert.equal((await as.resident.get('/api/me/data')).body.phone, '19933330009')
    const taken = await as.resident.post('/api/me/data', { phone: '19933330001' })
    assert.deepEqual([taken.status, taken.body.code], [409, 'resident.phone_taken'])
    assert.equal((await as.resident.post('/api/me/data', { rating: 'good' })).status, 400)
  })

  it('of a reporter is corrected by whoever handles the matter, not with what they saw masked', async () => {
    const { id } = await opened(as.operator, { ...NOISE, reporter: { name: '吴某', phone: '19933330005' } })
    const path = `/api/matters/${id}/reporter`
    const { name, phone } = (await as.officer.get(`/api/matters/${id}`)).body.reporter
    for (const back of [{ name }, { phone }]) {
      const { status, body } = await as.officer.post(path, back)
      assert.deepEqual([status, body.code], [422, 'resident.masked_value'])
    }
    assert.equal((await as.officer.post(path, { name: '吴某某' })).body.changed, true)
    const revealed = await as.officer.post(`${path}/reveal`, { fields: ['name'], reason: '核对姓名' })
    assert.deepEqual(revealed.body, { name: '吴某某' })
  })
})
