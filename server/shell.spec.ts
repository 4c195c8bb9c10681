import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { brotliCompressSync } from 'node:zlib'
import { errors } from '@huying/core/kernel/errors.ts'
import { errorForLog } from './kernel/log.ts'
import { raw } from './testing/requests.ts'
import { type Client, type TestServer, testServer } from './testing/server.ts'

let city: TestServer
let operator: Client
let webFolder: string

before(async () => {
  webFolder = await mkdtemp(join(tmpdir(), 'huying-web-'))
  await writeFile(join(webFolder, 'index.html'), '<!doctype html><title>呼应</title>')
  await mkdir(join(webFolder, 'assets'))
  await writeFile(join(webFolder, 'assets', 'page-1a2b.js'), 'export {}')
  await writeFile(join(webFolder, 'assets', 'page-1a2b.js.br'), brotliCompressSync('export {}'))
  city = await testServer({ webFolder })
  operator = await city.signIn('operator')
})

after(() => rm(webFolder, { recursive: true, force: true }))

const get = (path: string, headers: Record<string, string> = {}) =>
  raw(city, path, { method: 'GET', headers: { cookie: operator.cookie, ...headers } })

type Schema = Record<string, unknown> & { properties?: Record<string, Schema> }

/** Every property of every schema in the document, with the way to it. */
function* propertiesIn(value: unknown, path: string): Generator<[string, Schema]> {
  if (typeof value !== 'object' || value === null) return
  const { properties } = value as Schema
  if (properties && !Array.isArray(properties))
    for (const [name, schema] of Object.entries(properties)) yield [`${path}/${name}`, schema]
  for (const [key, inner] of Object.entries(value)) yield* propertiesIn(inner, `${path}/${key}`)
}

describe('the description of the API', () => {
  it('is OpenAPI 3.1, with the policy of every route, its answers and its errors', async () => {
    const { body: doc } = await get('/api/docs/json')
    assert.match(doc.openapi, /^3\.1\.\d$/)
    assert.ok(doc.info.title && doc.info.version)
    const described = Object.entries<Record<string, Schema>>(doc.paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]) => ({ at: `${method} ${path}`, operation })),
    )
    assert.ok(described.length >= 18)
    for (const { at, operation } of described) {
      assert.ok(operation.summary || at.includes('/api/auth/'), `${at} has no summary`)
      assert.ok(Array.isArray(operation.security), at)
      const responses = operation.responses as Record<string, { content?: object; description?: string }>
      for (const status of ['4XX', '5XX']) {
        const content = responses[status]?.content as Record<string, { schema: { $ref: string } }>
        assert.equal(content['application/problem+json']?.schema.$ref, '#/components/schemas/Problem', at)
      }
    }
    const answers = ({ responses }: Schema) => Object.keys(responses as object)
    const silent = described.filter(({ operation }) => !answers(operation).some((one) => /^2/.test(one)))
    assert.deepEqual(
      silent.map(({ at }) => at),
      [],
    )
    for (const { method, url } of city.world.app.routePolicies) {
      if (method === 'HEAD') continue
      const at = `${method.toLowerCase()} ${url.replaceAll(/:(\w+)/g, '{$1}')}`
      assert.ok(
        described.some((one) => one.at === at),
        `${at} is not described`,
      )
    }
  })

  it('describes every field', async () => {
    const { body: doc } = await get('/api/docs/json')
    const fields = [...propertiesIn(doc, '')]
    assert.ok(fields.length > 150)
    const silent = fields.filter(([, schema]) => !schema.description && !schema.$ref).map(([path]) => path)
    assert.deepEqual(silent, [])
    const parameters = Object.values<Record<string, { parameters?: Schema[] }>>(doc.paths).flatMap(
      (operations) => Object.values(operations).flatMap((operation) => operation.parameters ?? []),
    )
    assert.deepEqual(
      parameters.filter((one) => !one.description),
      [],
    )
  })

  it('names every reference it makes', async () => {
    const { body: doc } = await get('/api/docs/json')
    const references = JSON.stringify(doc).match(/"\$ref":"[^"]+"/g) ?? []
    for (const reference of new Set(references)) {
      const [, name = ''] = /#\/components\/schemas\/([^"]+)"/.exec(reference) ?? []
      assert.ok(doc.components.schemas[name], reference)
    }
  })

  it('has every code of the error catalogue, and the key that each command carries', async () => {
    const { body: doc } = await get('/api/docs/json')
    assert.deepEqual(doc.components.schemas.Problem.properties.code.enum, Object.keys(errors))
    for (const code of Object.keys(errors)) assert.ok(doc.info.description.includes(`| \`${code}\` |`), code)
    const keyless = Object.entries<{ post?: { parameters?: Schema[] } }>(doc.paths).flatMap(
      ([path, { post }]) => {
        const key = post?.parameters?.find((one) => one.name === 'idempotency-key')
        return !post || (key?.required && key.in === 'header') ? [] : [path]
      },
    )
    // Bytes of an upload are counted by its own protocol, so that none is stored twice; a suggestion keeps nothing.
    assert.deepEqual(keyless.filter((path) => !path.startsWith('/api/auth/')).sort(), [
      '/api/matters/suggest',
      '/api/uploads',
    ])
  })

  it('can be browsed, with scripts and styles of this server only', async () => {
    const page = await get('/api/docs')
    const shown = page.status === 302 ? await get(page.headers.get('location') ?? '') : page
    assert.equal(shown.status, 200)
    assert.match(shown.headers.get('content-type') ?? '', /^text\/html/)
    const sources = [...String(shown.body).matchAll(/(?:src|href)="([^"]+)"/g)].map(
      (match) => match[1] as string,
    )
    assert.ok(sources.length > 2)
    for (const source of sources) {
      assert.ok(!/^(https?:)?\/\//.test(source), source)
      assert.equal((await get(new URL(source, `${city.url}/api/docs/`).pathname)).status, 200, source)
    }
    assert.ok(!/<script>[^<]/.test(String(shown.body)), 'an inline script that the policy forbids')
  })
})

describe('every answer', () => {
  for (const path of ['/', '/matters/1', '/api/inbox', '/api/nothing', '/healthz', '/api/docs/json']) {
    it(`from ${path} carries the headers that keep browsers safe, and an id`, async () => {
      const { headers } = await get(path)
      const policy = headers.get('content-security-policy') ?? ''
      assert.match(policy, /default-src 'self'/)
      assert.match(policy, /font-src 'self';/)
      assert.match(policy, /object-src 'none'/)
      assert.ok(!/script-src[^;]*unsafe/.test(policy), policy)
      assert.match(policy, /frame-ancestors 'none'/)
      assert.equal(headers.get('x-frame-options'), 'DENY')
      assert.equal(headers.get('x-content-type-options'), 'nosniff')
      assert.equal(headers.get('referrer-policy'), 'same-origin')
      assert.ok(headers.get('x-request-id'))
      assert.equal(headers.get('x-powered-by'), null)
    })
  }

  it('of the API is kept by no browser and no proxy', async () => {
    assert.equal((await get('/api/inbox')).headers.get('cache-control'), 'no-store')
  })

  it('with a file of the pages is compressed and lasts; the page that names them is asked for anew', async () => {
    const file = await fetch(`${city.url}/assets/page-1a2b.js`, { headers: { 'accept-encoding': 'br' } })
    assert.equal(file.headers.get('content-encoding'), 'br')
    assert.equal(await file.text(), 'export {}')
    assert.equal(file.headers.get('cache-control'), 'public, max-age=31536000, immutable')
    for (const page of ['/', '/matters/1']) {
      const { headers } = await fetch(city.url + page)
      assert.equal(headers.get('cache-control'), 'no-cache')
    }
  })

  it('to a page of the desk is the desk; to a file that is not there it is not found', async () => {
    assert.match(String((await get('/inbox')).body), /呼应/)
    // As a browser asks, which takes packed bytes: kinds have dots in their names, and stand in the addresses of lists.
    const asBrowser = { 'accept-encoding': 'gzip, deflate, br' }
    for (const at of ['/?kind=environment.waste', '/matters/1?kind=traffic.light', '/admin/people?text=a.b'])
      assert.equal((await get(at, asBrowser)).status, 200, at)
    assert.equal((await get('/assets/gone.js')).status, 404)
    for (const path of ['/../package.json', '/%2e%2e/package.json', '/..%2fpackage.json'])
      assert.ok(!String((await get(path)).body).includes('huying-web'), path)
  })
})

describe('an operator', () => {
  it('asks whether it lives, whether it is ready, and what it measures', async () => {
    assert.deepEqual((await get('/healthz')).body, { status: 'ok' })
    assert.deepEqual((await get('/readyz')).body, { status: 'ready' })
    await get('/api/matters/018f0000-0000-7000-8000-000000000000')
    const { headers, body } = await get('/metrics')
    assert.match(headers.get('content-type') ?? '', /^text\/plain/)
    assert.match(
      String(body),
      /huying_http_requests_total\{method="GET",route="\/api\/matters\/:id",status="404"\} \d/,
    )
    assert.match(String(body), /huying_http_request_seconds_bucket/)
    assert.match(String(body), /process_resident_memory_bytes/)
    assert.ok(!String(body).includes('018f0000'))
  })
})

describe('an error in the log', () => {
  it('says what failed and where, and not with what', () => {
    const driver = Object.assign(new Error('value 13800138000 is bad'), {
      code: '22P02',
      severity: 'ERROR',
      detail: 'Key (phone)=(13800138000)',
      table: 'resident',
    })
    const logged = errorForLog(new AggregateError([driver], 'two of them'))
    assert.ok(!JSON.stringify(logged).includes('13800138000'))
    assert.ok(JSON.stringify(logged).includes('22P02'))
    assert.match(logged.stack, /shell\.spec\.ts/)
    const parser = errorForLog(new SyntaxError(`Unexpected token '张', "张三" is not valid JSON`))
    assert.ok(!JSON.stringify(parser).includes('张'))
    assert.equal(errorForLog(new Error('no such rule')).message, 'no such rule')
  })
})

describe('a flood', () => {
  it('is told to wait, with the time', async () => {
    const { openWorld } = await import('./world.ts')
    const { pool, keys } = city
    const world = await openWorld({
      pool,
      keys,
      baseUrl: 'http://localhost',
      background: false,
      rateLimit: 3,
    })
    const url = await world.listen(0)
    const answers = []
    for (let n = 0; n < 5; n++) answers.push(await raw({ url }, '/api/me', { method: 'GET' }))
    assert.deepEqual(
      answers.map(({ status }) => status),
      [401, 401, 401, 429, 429],
    )
    const last = answers.at(-1)
    assert.equal(last?.body.code, 'request.rate_limited')
    assert.ok(Number(last?.headers.get('retry-after')) > 0)
    assert.equal((await raw({ url }, '/healthz', { method: 'GET' })).status, 200)
    await world.close()
  })
})
