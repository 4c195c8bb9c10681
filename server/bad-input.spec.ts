import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { before, describe, it } from 'node:test'
import { errors } from '@huying/core/kernel/errors.ts'
import { act, NOISE, opened, PLACE, type Raw, raw, rowCounts, WASTE } from './testing/requests.ts'
import { type Client, type TestServer, testServer } from './testing/server.ts'

let city: TestServer
let operator: Client
let officer: Client

before(async () => {
  city = await testServer()
  operator = await city.signIn('operator')
  officer = await city.signIn('officer')
})

/** Every answer to what is wrong looks like this, and leaves everything as it was. */
function assertProblem({ status, headers, body }: Raw, code: keyof typeof errors, path?: string): void {
  assert.equal(body.code, code, JSON.stringify(body))
  assert.equal(status, errors[code].status)
  assert.equal(body.status, status)
  assert.match(headers.get('content-type') ?? '', /^application\/problem\+json/)
  assert.equal(body.type, `/problems/${code}`)
  assert.equal(body.requestId, headers.get('x-request-id'))
  assert.ok(body.title && body.next)
  assert.equal(body.retry, errors[code].retry)
  if (path !== undefined) {
    const paths = (body.errors ?? []).map((error: { path: string }) => error.path)
    assert.ok(paths.includes(path), `${path} is not named in ${JSON.stringify(body.errors)}`)
  }
}

type Wrong = [title: string, report: unknown, code: keyof typeof errors, path?: string]

const wrongReports: Wrong[] = [
  ['an unknown kind', { ...WASTE, kind: 'environment.dragons' }, 'kind.unknown'],
  ['a kind named like a prototype', { ...WASTE, kind: '__proto__' }, 'kind.unknown'],
  ['a territory of another city', { ...WASTE, place: { territory: '110101' } }, 'place.outside'],
  ['a point outside the city', { ...WASTE, place: { lon: 0, lat: 0 } }, 'place.outside'],
  ['a territory nobody knows', { ...WASTE, place: { territory: '990101001999' } }, 'place.unknown'],
  ['half a point', { ...WASTE, place: { lon: 100 } }, 'place.unknown'],
  ['an address nobody knows', { ...WASTE, place: { address: '没有这个地方' } }, 'place.unknown'],
  ['a longitude that is none', { ...WASTE, place: { lon: 181, lat: 0 } }, 'request.malformed', '/place/lon'],
  ['a missing text', { ...WASTE, text: undefined }, 'request.malformed', '/text'],
  ['a text that is a number', { ...WASTE, text: 12 }, 'request.malformed', '/text'],
  ['a text beyond 20,000 characters', { ...WASTE, text: '长'.repeat(20_001) }, 'request.malformed', '/text'],
  ['a field that is not known', { ...WASTE, colour: 'red' }, 'request.malformed', '/colour'],
  ['an answer no form asks for', { ...WASTE, form: { colour: 'red' } }, 'form.invalid', '/form/colour'],
  ['a channel that is none', { ...WASTE, channel: 'smoke signal' }, 'form.invalid', '/channel'],
  ['a complaint about nobody', { ...WASTE, against: ['nobody'] }, 'unit.unknown'],
  ['a NUL where an id belongs', { ...WASTE, against: ['s1\u0000x'] }, 'unit.unknown'],
  ['a masked telephone number', { ...WASTE, reporter: { phone: '138****0000' } }, 'resident.masked_value'],
  ['a telephone number that is none', { ...WASTE, reporter: { phone: 'call me' } }, 'resident.invalid'],
  ['null', null, 'request.malformed'],
  ['a list', [WASTE], 'request.malformed'],
]

describe('a report', () => {
  for (const [title, report, code, path] of wrongReports) {
    it(`with ${title} is refused as ${code}, and nothing is kept of it`, async () => {
      const before = await rowCounts(city)
      const answer = await raw(city, '/api/matters', { as: operator, body: JSON.stringify(report) })
      assertProblem(answer, code, path)
      assert.deepEqual(await rowCounts(city), before)
    })
  }

  it('keeps 20,000 characters, quotes, emoji and what looks like SQL to the letter', async () => {
    const texts = ['字'.repeat(20_000), `'); drop table matter; -- "\\`, '楼下🧯没了👨‍👩‍👧', '一\r\n二\t三']
    for (const text of texts) {
      const { id } = await opened(operator, { ...WASTE, text })
      assert.equal((await operator.get(`/api/matters/${id}`)).body.text, text)
    }
  })

  it('loses what is no text: a NUL and half a surrogate pair', async () => {
    const body = `{"kind":"${WASTE.kind}","place":${JSON.stringify(PLACE)},"text":"a\\u0000b\\ud83dc","reporter":{"name":"李\\udc00"}}`
    const answer = await raw(city, '/api/matters', { as: operator, body })
    assert.equal(answer.status, 201)
    assert.equal((await operator.get(`/api/matters/${answer.body.id}`)).body.text, 'ab\ufffdc')
  })

  it('has a title that is cut between characters, not through one', async () => {
    const { id } = await opened(operator, { ...WASTE, text: '🧯'.repeat(60) })
    assert.equal((await operator.get(`/api/matters/${id}`)).body.title, `${'🧯'.repeat(40)}…`)
  })
})

type Bytes = [title: string, body: string | Buffer, headers?: Record<string, string>]

const report = JSON.stringify(WASTE)
const wrongBodies: Bytes[] = [
  ['broken JSON', '{"kind":'],
  ['nothing', ''],
  [
    'bytes in GB18030',
    Buffer.concat([Buffer.from('{"text":"'), Buffer.from('c0acbbf8', 'hex'), Buffer.from('"}')]),
  ],
  ['another announced encoding', report, { 'content-type': 'application/json; charset=gbk' }],
  ['a form', 'kind=x', { 'content-type': 'application/x-www-form-urlencoded' }],
  ['plain text', report, { 'content-type': 'text/plain' }],
  ['a key that reaches a prototype', report.replace('{', '{"__proto__":{"admin":true},')],
  ['a constructor to pollute', report.replace('{', '{"form":{"constructor":{"prototype":{"admin":true}}},')],
  [
    'lists in lists in lists',
    report.replace('{', `{"form":{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}},`),
  ],
]

describe('a body', () => {
  for (const [title, body, headers = {}] of wrongBodies) {
    it(`of ${title} is refused as malformed`, async () => {
      const before = await rowCounts(city)
      assertProblem(
        await raw(city, '/api/matters', { as: operator, body, headers }),
        'request.malformed',
        body === '' ? undefined : '/',
      )
      assert.deepEqual(await rowCounts(city), before)
      assert.equal(({} as { admin?: boolean }).admin, undefined)
    })
  }

  it('of 50 MB is refused as too large, and the server goes on', async () => {
    const body = Buffer.alloc(50 * 1024 * 1024, 'x')
    // It may close the line while we are still sending: then there is no answer, but there is no harm either.
    const answer = await raw(city, '/api/matters', { as: operator, body }).catch((error) => error as Error)
    if (!(answer instanceof Error)) assertProblem(answer, 'request.too_large')
    assertProblem(
      await raw(city, '/api/matters', { as: operator, body: body.subarray(0, 1024 * 1024 + 1) }),
      'request.too_large',
    )
    assert.equal((await city.anonymous.get('/healthz')).status, 200)
  })
})

describe('a list', () => {
  const cursor = (text: string) => `cursor=${Buffer.from(text).toString('base64url')}`
  const id = '018f0000-0000-7000-8000-000000000000'
  const queries = [
    '/api/inbox?limit=0',
    '/api/inbox?limit=201',
    '/api/inbox?limit=many',
    '/api/inbox?limit=5&limit=6',
    '/api/inbox?page=2',
    '/api/inbox?cursor=',
    '/api/inbox?cursor=%F0%9F%A7%AF',
    `/api/inbox?${cursor(`1,1,${'-'.repeat(36)}`)}`,
    `/api/inbox?${cursor(`one,1,${id}`)}`,
    `/api/inbox?${cursor(`1,1e300,${id}`)}`,
    `/api/inbox?${cursor(`1,-99999999999,${id}`)}`,
    `/api/inbox?${cursor(`99999,1,${id}`)}`,
    `/api/inbox?${cursor(`1,1,${id},1`)}`,
    `/api/matters?${cursor(`today,${id}`)}`,
    `/api/matters?${cursor(`1.5.5,${id}`)}`,
    '/api/matters?number=%00',
    '/api/matters?territory=east',
    '/api/matters?open=perhaps',
    '/api/places?text=',
    '/api/places',
    `/api/places?text=${'x'.repeat(301)}`,
    '/api/matters/one',
    '/api/matters/%zz',
    `/api/matters/${'a'.repeat(3000)}`,
  ]
  for (const query of queries) {
    it(`asked for with ${query.slice(0, 60)} is refused as malformed`, async () => {
      assertProblem(await raw(city, query, { method: 'GET', as: operator }), 'request.malformed')
    })
  }

  it('is searched for, not executed', async () => {
    const { status, body } = await operator.get(`/api/matters?number=${encodeURIComponent("' or 1=1 --")}`)
    assert.deepEqual([status, body.rows, body.count], [200, [], 0])
  })
})

describe('an action', () => {
  it('that is unknown, not now, not theirs or stale changes nothing and says which', async () => {
    const { id, version } = await opened(operator)
    const other = await city.signIn('officer.housing')
    const send = (as: Client, action: string, body: object) =>
      raw(city, `/api/matters/${id}/actions/${action}`, { as, body: JSON.stringify(body) })
    const before = await rowCounts(city)
    assertProblem(await send(officer, 'dance', {}), 'action.unknown')
    assertProblem(await send(officer, 'constructor', {}), 'action.unknown')
    assertProblem(await send(officer, 'Sign!', {}), 'request.malformed', '/action')
    assertProblem(await send(officer, 'resolve', { form: { text: '修好了' } }), 'action.not_now')
    assertProblem(await send(operator, 'sign', {}), 'action.not_yours')
    assertProblem(await send(officer, 'sign', { expectedVersion: version - 1 }), 'version.stale')
    assertProblem(
      await send(officer, 'sign', { expectedVersion: 'new' }),
      'request.malformed',
      '/expectedVersion',
    )
    assertProblem(await send(officer, 'sign', { form: { a: 1 } }), 'form.invalid', '/form/a')
    assertProblem(
      await send(officer, 'return', { form: { reason: 'bored', text: '不归我管' } }),
      'form.invalid',
      '/form/reason',
    )
    assertProblem(
      await send(officer, 'return', { form: { reason: 'no_power' } }),
      'form.invalid',
      '/form/text',
    )
    assertProblem(await send(other, 'sign', {}), 'not_found')
    assertProblem(
      await raw(city, `/api/matters/${randomUUID()}/actions/sign`, { as: officer, body: '{}' }),
      'not_found',
    )
    assert.deepEqual(await rowCounts(city), before)
    assert.equal((await act(officer, id, 'sign', {}, { version })).status, 200)
  })

  it('with a date that is no date is refused', async () => {
    const supervisor = await city.signIn('supervisor')
    const { id } = await opened(operator)
    await act(officer, id, 'sign')
    for (const until of ['2027-02-30', '2027-13-01', 'soon', '27-1-1', '2027-01-01T00:00:00Z']) {
      const form = { pause_reason: 'project', until, text: '纳入明年改造' }
      const { status, body } = await act(supervisor, id, 'park', form)
      assert.deepEqual(
        [status, body.code, body.errors?.[0]?.path],
        [422, 'form.invalid', '/form/until'],
        until,
      )
    }
    const form = { pause_reason: 'project', until: '2027-02-28', text: '纳入明年改造' }
    assert.equal((await act(supervisor, id, 'park', form)).status, 200)
  })
})

describe('a command', () => {
  it('without a usable key is not carried out', async () => {
    const before = await rowCounts(city)
    const send = (key: string) =>
      raw(city, '/api/matters', { as: operator, body: report, headers: { 'idempotency-key': key } })
    assertProblem(await send(''), 'idempotency.key_missing')
    assertProblem(await send('short'), 'request.malformed', '/idempotency-key')
    assertProblem(await send('k'.repeat(101)), 'request.malformed', '/idempotency-key')
    assert.deepEqual(await rowCounts(city), before)
  })

  it('sent twice has one effect and the same answer, whatever came in between', async () => {
    const key = randomUUID()
    const first = await operator.post('/api/matters', NOISE, { key })
    const signed = await act(officer, first.body.id, 'sign', {}, { key })
    const before = await rowCounts(city)
    assert.deepEqual(await operator.post('/api/matters', NOISE, { key }), first)
    assert.deepEqual(await act(officer, first.body.id, 'sign', {}, { key }), signed)
    await act(officer, first.body.id, 'contact', { way: 'phone' })
    assert.deepEqual(await act(officer, first.body.id, 'sign', {}, { key }), signed)
    assert.equal((await rowCounts(city)).matter, before.matter)
  })

  it('under the key of another is refused, and the key of somebody else is nobody’s business', async () => {
    const key = randomUUID()
    const first = await operator.post('/api/matters', WASTE, { key })
    const before = await rowCounts(city)
    const other = await operator.post('/api/matters', { ...WASTE, text: '另一件事' }, { key })
    assert.deepEqual([other.status, other.body.code], [422, 'idempotency.key_reused'])
    const act2 = await act(operator, first.body.id, 'dispatch', { lead: 'd1-urban' }, { key })
    assert.deepEqual([act2.status, act2.body.code], [422, 'idempotency.key_reused'])
    assert.deepEqual(await rowCounts(city), before)
    const colleague = await city.signIn('operator2')
    assert.notEqual((await colleague.post('/api/matters', WASTE, { key })).body.id, first.body.id)
  })

  it('keeps what was learnt about a known person also when it broke off after the matter was stored', async () => {
    const reporter = { phone: '19911112222' }
    await opened(operator, { ...WASTE, reporter })
    const known = { ...WASTE, text: '再次反映', reporter: { ...reporter, name: '赵某某' } }
    const key = randomUUID()
    // As if the process had been killed between storing the matter and completing the vault.
    const vault = city.world.services.vault as { complete: unknown }
    const { complete } = vault
    vault.complete = () => Promise.reject(new Error('killed'))
    assert.equal((await operator.post('/api/matters', known, { key })).status, 500)
    vault.complete = complete
    const again = await operator.post('/api/matters', known, { key })
    assert.equal(again.status, 201)
    assert.equal((await operator.get(`/api/matters/${again.body.id}`)).body.reporter.name, '赵**')
  })
})

describe('an error', () => {
  it('speaks Chinese, or English to whoever asks for it', async () => {
    const ask = async (language: string) =>
      (await raw(city, '/api/inbox', { method: 'GET', headers: { 'accept-language': language } })).body
    assert.equal((await ask('en-GB,en;q=0.9')).title, 'Please sign in')
    assert.equal((await ask('zh-CN')).title, '请先登录')
    assert.equal((await ask('fr')).title, '请先登录')
    assert.equal((await ask('en')).code, (await ask('zh')).code)
  })

  it('is quoted by the id the client gave, where that is one', async () => {
    const ask = async (id: string) =>
      (await raw(city, '/api/none', { method: 'GET', headers: { 'x-request-id': id } })).headers.get(
        'x-request-id',
      )
    assert.equal(await ask('trace-1.2:3'), 'trace-1.2:3')
    assert.match((await ask('x'.repeat(65))) ?? '', /^[0-9a-f-]{36}$/)
    assert.match((await ask('a b')) ?? '', /^[0-9a-f-]{36}$/)
  })

  it('for an address that does not exist is a problem too, in every way of asking', async () => {
    for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'])
      assertProblem(await raw(city, '/api/nothing', { method, as: operator }), 'not_found')
    assertProblem(await raw(city, '/api/inbox', { method: 'DELETE', as: operator }), 'not_found')
  })
})
