/** 导入管理 — over HTTP: brought, looked at, brought in, corrected, and finished after the server was killed. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { before, describe, it } from 'node:test'
import type { ImportPreview, ImportRun } from '@huying/contract/administration/imports.ts'
import { loadKeys } from '../resident/keys.ts'
import { startKillable } from '../testing/killable.ts'
import { raw } from '../testing/requests.ts'
import { type Client, type TestServer, testServer } from '../testing/server.ts'

const fixture = (name: string) => readFile(join(import.meta.dirname, '..', 'import', 'fixtures', name))
const wait = (ms: number) => new Promise((wake) => setTimeout(wake, ms))

let city: TestServer
let admin: Client
before(async () => {
  city = await testServer()
  admin = await city.signIn('admin')
})

type Where = Pick<TestServer, 'url'>

async function bring(
  body: Buffer | string,
  name = '历史.csv',
  at: Where = city,
  as = admin,
): Promise<string> {
  const { status, body: run } = await raw(at, '/api/admin/imports', {
    ...{ as, body: body as string },
    headers: { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(name) },
  })
  assert.equal(status, 201, JSON.stringify(run))
  assert.deepEqual([run.fileName, run.bytes, run.status], [name, Buffer.byteLength(body), 'uploaded'])
  return run.id
}

const send = (path: string, body: object, at: Where = city, as = admin) =>
  raw(at, path, { as, body: JSON.stringify(body), headers: { 'idempotency-key': randomUUID() } })
const look = async (id: string, at: Where = city, as = admin): Promise<ImportRun> =>
  (await raw(at, `/api/admin/imports/${id}`, { method: 'GET', as })).body

async function ended(id: string, at: Where = city, as = admin): Promise<ImportRun> {
  for (;;) {
    const run = await look(id, at, as)
    if (run.status !== 'running') return run
    await wait(50)
  }
}

async function broughtIn(id: string, map: string): Promise<ImportRun> {
  const { status, body } = await send(`/api/admin/imports/${id}/start`, { map })
  assert.equal(status, 200, JSON.stringify(body))
  return ended(id)
}

const counts = ({ rows, imported, updated, unchanged, rejected }: ImportRun) => {
  return { rows, imported, updated, unchanged, rejected }
}
const matters = async () => (await city.owner.query('select count(*)::int as n from matter')).rows[0].n

describe('a file with the dirt that real exports have', () => {
  let map: string
  let id: string
  let seen: ImportPreview
  before(async () => {
    map = (await fixture('dirty.import.yaml')).toString()
    id = await bring(await fixture('dirty.csv'))
    seen = (await send(`/api/admin/imports/${id}/preview`, { map })).body
  })

  it('is seen before it goes in, and looking writes nothing', async () => {
    assert.equal(seen.rows.length, 20)
    assert.deepEqual(seen.findings, [])
    assert.equal(await matters(), 0)
    const { rows } = await city.owner.query('select count(*)::int as n from number_block')
    assert.equal(rows[0].n, 0, 'no number was spent')
  })

  it('goes in as the preview said, row by row', async () => {
    const run = await broughtIn(id, map)
    assert.equal(run.status, 'done')
    assert.equal(run.rows, run.imported + run.updated + run.unchanged + run.rejected)
    assert.ok(run.rejected > 0 && run.hasRejectFile)
    assert.equal(await matters(), run.imported)
    const column = seen.header.findIndex((name) => name.replace('\uFEFF', '') === 'No')
    for (const { cells, fate, stored, line } of seen.rows) {
      const { rows } = await city.owner.query(
        `select m.kind, m.state, m.territory, m.reported_at from import_row r join matter m on m.id = r.matter_id
         where r.source = 'dirty:' || $1`,
        [cells[column]],
      )
      assert.equal(rows.length === 1, fate === 'imported', `line ${line}`)
      if (stored) assert.equal(rows[0].reported_at.toISOString(), stored.reportedAt, `line ${line}`)
    }
  })

  it('adds nothing when it is run again', async () => {
    const before = await matters()
    const first = await look(id)
    await send(`/api/admin/imports/${id}/continue`, {})
    const run = await ended(id)
    assert.equal(run.imported, 0)
    assert.equal(run.unchanged, first.imported + first.unchanged)
    assert.equal(run.rejected, first.rejected)
    assert.equal(await matters(), before)
  })

  it('gives a reject file with every rejected row, which can be brought again with the same map', async () => {
    const { body: rejects } = await raw(city, `/api/admin/imports/${id}/rejects`, {
      method: 'GET',
      as: admin,
    })
    const run = await look(id)
    const again = await broughtIn(await bring(rejects, 'rejected.csv'), map)
    assert.equal(again.rows, run.rejected, 'every rejected row is in the file, and nothing else')
    assert.equal(again.imported + again.updated + again.unchanged + again.rejected, run.rejected)
    assert.ok(again.rejected > 0, JSON.stringify(counts(again)))
    const codes = (one: ImportRun) => new Set(one.reasons.map(({ code }) => code))
    for (const code of codes(again)) assert.ok(codes(run).has(code), code)
  })
})

describe('what cannot be used', () => {
  it('is said in words: a map with mistakes, columns that are not there, a file that is no table', async () => {
    const id = await bring('a,b\n1,2\n')
    const wrong = (await send(`/api/admin/imports/${id}/preview`, { map: 'source: x\nid: a\n' })).body
    assert.ok(wrong.findings.length > 0 && wrong.findings[0].sentence.length > 5)
    const refusal = await send(`/api/admin/imports/${id}/start`, { map: 'source: x\nid: a\n' })
    assert.deepEqual([refusal.status, refusal.body.code], [422, 'import.map'])
    const map = (await fixture('dirty.import.yaml')).toString()
    const missing = (await send(`/api/admin/imports/${id}/preview`, { map })).body
    assert.match(missing.failure, /No|Type/)
    const run = await broughtIn(id, map)
    assert.deepEqual([run.status, run.rows], ['failed', 0])
    assert.ok(run.failure)
    const old = await bring(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3]), 'old.xls')
    const { failure } = (await send(`/api/admin/imports/${old}/preview`, { map })).body
    assert.match(failure, /xls/)
  })

  it('includes a name with a path in it, which is only a name', async () => {
    const { body } = await raw(city, '/api/admin/imports', {
      ...{ as: admin, body: 'a\n1\n' },
      headers: { 'content-type': 'application/octet-stream', 'x-file-name': '..%2F..%2Fetc%2Fpasswd' },
    })
    assert.equal(body.fileName, 'passwd')
  })
})

const ROWS = 4_000
const MAP = `
source: plain
time: {zone: Asia/Shanghai, formats: ['yyyy-MM-dd HH:mm:ss']}
id: id
fields: {title: title, kind: {constant: traffic.light}, reportedAt: reported}
`
const plain = [
  'id,title,reported',
  ...Array.from({ length: ROWS }, (_, n) => `${n},第 ${n} 盏路灯不亮,2024-02-01 09:00:00`),
]

describe('a server that is killed in the middle of an import', () => {
  it('says afterwards that it was interrupted, and finishes it without bringing a row twice', {
    timeout: 120_000,
  }, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'huying-killed-import-'))
    await loadKeys(folder, {})
    const first = await startKillable(city, folder)
    const before = await matters()
    const as = await signedIn(first)
    const id = await bring(plain.join('\n'), 'plain.csv', first, as)
    await send(`/api/admin/imports/${id}/start`, { map: MAP }, first, as)
    while ((await matters()) < before + 250) await wait(5)
    await first.kill()
    assert.ok((await matters()) < before + ROWS, 'something was left to do')
    const second = await startKillable(city, folder)
    try {
      await city.owner.query(`update import_run set alive_at = now() - interval '1 minute' where id = $1`, [
        id,
      ])
      const again = await signedIn(second)
      assert.equal((await look(id, second, again)).status, 'interrupted')
      assert.equal((await send(`/api/admin/imports/${id}/continue`, {}, second, again)).status, 200)
      const run = await ended(id, second, again)
      assert.equal(run.status, 'done')
      assert.equal(run.imported + run.unchanged, ROWS, JSON.stringify(counts(run)))
      assert.equal(await matters(), before + ROWS)
    } finally {
      await second.kill()
      await rm(folder, { recursive: true, force: true })
    }
  })
})

async function signedIn({ url }: Where): Promise<Client> {
  const body = JSON.stringify({ username: 'admin', password: 'huying-demo-2026' })
  const answer = await raw({ url }, '/api/auth/sign-in/username', { body })
  const cookie = answer.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ')
  return { cookie } as Client
}
