/** 城市包、职责、后台、审计 — over HTTP: what administrators read, and that it is what the engine itself goes by. */
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { DutyList } from '@huying/contract/administration/duties.ts'
import type { PackChanges } from '@huying/contract/administration/packs.ts'
import { opened, WASTE } from '../testing/requests.ts'
import { type Client, type TestServer, testServer } from '../testing/server.ts'

let city: TestServer
let admin: Client
before(async () => {
  city = await testServer()
  admin = await city.signIn('admin')
})

describe('the duty list', () => {
  let list: DutyList
  before(async () => {
    list = (await admin.get('/api/admin/duties')).body
  })

  it('is that of the pack in force, in its order, with words for every target', () => {
    assert.deepEqual(
      list.rows.map(({ kind }) => kind.id),
      city.pack.content.duties.map(({ kind }) => kind),
    )
    for (const { lead } of list.rows) assert.notEqual(lead.name.zh, lead.target)
  })

  it('says of a case whom a report of it then goes to', async () => {
    const matter = await opened(await city.signIn('operator'), WASTE)
    const { body } = await admin.get(
      `/api/admin/duties/try?kind=${WASTE.kind}&territory=${WASTE.place.territory}`,
    )
    assert.equal(body.lead.id, matter.lead)
    assert.equal(body.rule.kind.id, 'environment.waste')
  })

  it('names as a gap exactly what a try does not find', async () => {
    const street = '990101001'
    const gaps = new Set(
      list.gaps.filter(({ streets }) => streets.some(({ id }) => id === street)).map(({ kind }) => kind.id),
    )
    assert.ok(gaps.size > 0)
    const kinds = city.pack.content.kinds.filter(({ id }) => gaps.has(id) || id.startsWith('environment'))
    for (const { id } of kinds) {
      const { body } = await admin.get(`/api/admin/duties/try?kind=${id}&territory=${street}`)
      assert.equal(body.found, !gaps.has(id), id)
    }
  })

  it('refuses a kind and a place that are not there', async () => {
    const send = (query: string) => admin.get(`/api/admin/duties/try?${query}`)
    assert.equal((await send('kind=nothing&territory=990101')).body.code, 'kind.unknown')
    assert.equal((await send('kind=environment&territory=1234')).body.code, 'place.outside')
  })
})

describe('the packs', () => {
  it('are counted with the open matters that still follow each', async () => {
    const { rows } = (await admin.get('/api/admin/packs')).body
    const matter = await city.owner.query('select count(*)::int as n from matter where closed_at is null')
    const [current] = rows
    assert.equal(current.inForce, true)
    assert.equal(current.version, city.pack.version)
    assert.equal(current.openMatters, matter.rows[0].n)
  })

  it('are checked as they lie in the folder', async () => {
    const { body } = await admin.get('/api/admin/packs/report')
    assert.deepEqual([body.there, body.usable, body.isInForce], [true, true, true])
    for (const { file, line, sentence } of body.findings) assert.ok(file && line > 0 && sentence)
  })

  it('show each loop as a drawing that runs nothing', async () => {
    const version = encodeURIComponent(city.pack.version)
    for (const { id } of city.pack.content.loops) {
      const { status, body } = await admin.get(`/api/admin/packs/${city.pack.id}/${version}/loops/${id}`)
      assert.equal(status, 200)
      assert.match(body, /^<svg /)
      assert.doesNotMatch(body, /<script|javascript:|\son\w+=/)
    }
    const { status } = await admin.get(`/api/admin/packs/${city.pack.id}/${version}/loops/none`)
    assert.equal(status, 404)
  })

  it('say what changed between two versions', async () => {
    const content = structuredClone(city.pack.content) as {
      -readonly [K in keyof typeof city.pack.content]: never
    }
    Object.assign(content, {
      version: '2',
      duties: city.pack.content.duties
        .slice(1)
        .map((duty, at) => (at === 0 ? { ...duty, lead: 'fn:urban_management' } : duty)),
      loops: city.pack.content.loops.map((loop) =>
        loop.id === 'request'
          ? {
              ...loop,
              actions: {
                ...loop.actions,
                answer_directly: { ...loop.actions.answer_directly, from: ['triage'] },
              },
            }
          : loop,
      ),
      kinds: city.pack.content.kinds.map((kind, at) =>
        at === 0 ? { ...kind, title: { zh: '改名' } } : kind,
      ),
    })
    await city.owner.query(
      'insert into pack_version (jurisdiction, pack_id, version, content) values ($1, $2, $3, $4)',
      ['9901', city.pack.id, '2', JSON.stringify(content)],
    )
    const compare = async (from: string, to: string): Promise<PackChanges['changes']> => {
      const pack = `fromPack=${city.pack.id}&toPack=${city.pack.id}`
      const versions = `from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}`
      return (await admin.get(`/api/admin/packs/compare?${pack}&${versions}`)).body.changes
    }
    const changes = await compare(city.pack.version, '2')
    assert.deepEqual(
      changes.map(({ list, what }) => `${list} ${what}`),
      ['kinds changed', 'duties removed', 'duties changed', 'actions changed'],
    )
    assert.equal(changes[0]?.fields.find(({ path }) => path === 'title.zh')?.after, '改名')
    const { names } = changes.find(({ list }) => list === 'actions') ?? {}
    assert.deepEqual([names?.triage?.zh, names?.dispatched?.zh], ['待派单', '待签收'])
    const duty = changes.find(({ list, what }) => list === 'duties' && what === 'changed')
    assert.ok(duty?.names['fn:urban_management']?.zh)
    assert.deepEqual(await compare('2', '2'), [])
  })
})

describe('background work', () => {
  it('is told with its state, and what rests for minutes can be run by a person, which is on record', async () => {
    const before = (await admin.get('/api/admin/jobs')).body
    assert.equal(before.isIdle, true)
    assert.equal((await admin.post('/api/admin/jobs/tidy/run')).status, 200)
    for (const name of ['relay', 'sweep', 'nothing'])
      assert.equal((await admin.post(`/api/admin/jobs/${name}/run`)).status, 404, name)
    const { works } = (await admin.get('/api/admin/jobs')).body
    const tidy = works.find((work: { name: string }) => work.name === 'tidy')
    assert.deepEqual([tidy.runs, tidy.failure, typeof tidy.milliseconds], [1, null, 'number'])
    const { rows } = (await admin.get('/api/admin/audit')).body
    assert.ok(
      rows.some((row: { what: string; subject: string }) => row.what === 'job.run' && row.subject === 'tidy'),
    )
  })
})

describe('the audit', () => {
  it('is the same over its pages, the latest first, and narrowed by name and time', async () => {
    const ids: string[] = []
    const times: string[] = []
    for (let cursor = ''; ; ) {
      const { body } = await admin.get(`/api/admin/audit${cursor && `?cursor=${cursor}`}`)
      ids.push(...body.rows.map((row: { id: string }) => row.id))
      times.push(...body.rows.map((row: { at: string }) => row.at))
      if (body.next === null) break
      cursor = body.next
    }
    const { rows } = await city.owner.query('select count(*)::int as n from audit')
    assert.deepEqual([ids.length, new Set(ids).size], [rows[0].n, rows[0].n])
    assert.deepEqual(times, times.toSorted().toReversed())
    const none = await admin.get('/api/admin/audit?to=2020-01-01T00:00:00.000Z')
    assert.deepEqual(none.body.rows, [])
    const named = (await admin.get(`/api/admin/audit?text=${encodeURIComponent('王嘉宁')}`)).body.rows
    assert.ok(named.length > 0)
    for (const { by, subject } of named) assert.ok([by, subject].includes('王嘉宁'))
    assert.equal((await admin.get('/api/admin/audit?cursor=bm90aGluZw')).status, 400)
  })

  it('shows an administrator of a part only what concerns that part', async () => {
    const district = await city.signIn('admin.d1')
    const { rows: posts } = await city.owner.query(
      `select a.name from account a where not exists (
         select from post p where p.account_id = a.id and p.territory like '990101%')`,
    )
    const outside = new Set(posts.map(({ name }) => name))
    const { rows: inside } = await city.owner.query(
      `select a.name from account a join post p on p.account_id = a.id where p.territory like '990101%'`,
    )
    for (const { name } of inside) outside.delete(name)
    const { body } = await district.get('/api/admin/audit')
    assert.ok(body.rows.length > 0)
    for (const { subject } of body.rows) assert.ok(!outside.has(subject), subject)
  })
})
