/** 内部单位 — over HTTP: to whom a unit may pass work on inside, and to whom not. */
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { type Client, type TestServer, testServer } from '../testing/server.ts'

let city: TestServer
let officer: Client
before(async () => {
  city = await testServer()
  officer = await city.signIn('officer')
})

async function signed(by?: Client): Promise<string> {
  const operator = by ?? (await city.signIn('operator'))
  const report = { kind: 'traffic.light', text: '路灯不亮', place: { territory: '990101001001' } }
  const { body } = await operator.post('/api/matters', report)
  assert.equal((await officer.post(`/api/matters/${body.id}/actions/sign`, { form: {} })).status, 200)
  return body.id
}
const relay = (id: string, to: string) => officer.post(`/api/matters/${id}/actions/relay`, { form: { to } })
const eventsOf = async (id: string) =>
  (await city.owner.query('select count(*)::int as n from journal where matter_id = $1', [id])).rows[0].n

describe('the inside of a unit', () => {
  it('is its parts and the posts held there today, with the names of the people', async () => {
    const { status, body } = await officer.get('/api/units/d1-urban/inner')
    assert.equal(status, 200)
    const parts = body.organisations.map(({ id }: { id: string }) => id)
    assert.ok(parts.length > 0 && parts.every((id: string) => id.startsWith('d1-urban-')))
    const clerk = body.posts.find(({ id }: { id: string }) => id === 'clerk-1')
    assert.deepEqual([clerk.person, clerk.organisation.id, clerk.role.id], ['陈嘉宁', 'd1-urban-1', 'clerk'])
    assert.ok(body.posts.some(({ id }: { id: string }) => id === 'director-1'))
    assert.ok(!body.posts.some(({ id }: { id: string }) => id === 'officer.housing-1'))
  })

  it('is told to its own people only', async () => {
    for (const unit of ['d1-housing', 'd1-urban-1', 'nowhere'])
      assert.equal((await officer.get(`/api/units/${unit}/inner`)).status, 404, unit)
    const resident = await city.signInResident('res.inner', { name: '某某', phone: '15400000031' })
    assert.equal((await resident.get('/api/units/d1-urban/inner')).status, 404)
  })
})

describe('passing work on to a person', () => {
  it('reaches who holds the post, by name', async () => {
    const id = await signed()
    const { status, body } = await relay(id, 'post:clerk-1')
    assert.equal(status, 200, JSON.stringify(body))
    const clerk = await city.signIn('clerk')
    const { body: inbox } = await clerk.get('/api/inbox')
    assert.ok(inbox.rows.some((row: { id: string; duty: string }) => row.id === id && row.duty === 'inner'))
    const { body: matter } = await officer.get(`/api/matters/${id}`)
    const own = matter.assignments.find((each: { unit: { id: string } }) => each.unit.id === 'd1-urban')
    assert.deepEqual(own.inner, { id: 'post:clerk-1', name: { zh: '陈嘉宁' } })
    assert.deepEqual(matter.timeline.at(-1).values.to, { zh: '陈嘉宁' })
    assert.equal((await officer.post(`/api/matters/${id}/actions/take_back`, { form: {} })).status, 200)
    const { body: after } = await clerk.get('/api/inbox')
    assert.ok(!after.rows.some((row: { id: string }) => row.id === id))
  })

  it('is no affair of the reporter, who sees the unit only', async () => {
    const reporter = await city.signInResident('res.relay', { name: '某人', phone: '15400000032' })
    const id = await signed(reporter)
    assert.equal((await relay(id, 'post:clerk-1')).status, 200)
    const { body } = await reporter.get(`/api/matters/${id}`)
    assert.ok(body.assignments.every((each: { inner: unknown }) => each.inner === null))
    assert.ok(!JSON.stringify(body).includes('陈嘉宁'))
    assert.ok(!JSON.stringify(body).includes('clerk-1'))
  })

  it('is not offered, and is refused, where the account of the person is shut; the place names them no more', async () => {
    const id = await signed()
    const admin = await city.signIn('admin')
    const clerk = await city.signIn('clerk')
    const { accountId } = (await clerk.get('/api/me')).body
    const offered = async () =>
      (await officer.get('/api/units/d1-urban/inner')).body.posts.some(
        (post: { id: string }) => post.id === 'clerk-1',
      )
    const before = await eventsOf(id)
    assert.equal((await admin.post(`/api/admin/people/${accountId}/lock`)).status, 200)
    assert.equal(await offered(), false)
    assert.equal((await relay(id, 'post:clerk-1')).status, 422)
    assert.equal(await eventsOf(id), before)
    const unit = JSON.stringify((await officer.get('/api/units/d1-urban-1')).body)
    assert.ok(unit.includes('d1-urban-1') && !unit.includes('陈嘉宁'))
    assert.equal((await admin.post(`/api/admin/people/${accountId}/unlock`)).status, 200)
    assert.equal(await offered(), true)
  })

  it('is refused for a post elsewhere, one that is no longer held, and one that never was', async () => {
    const id = await signed()
    const length = await eventsOf(id)
    await city.owner.query(
      `insert into post (jurisdiction, id, account_id, organisation_id, role, territory, from_on, to_on)
       select jurisdiction, 'clerk-former', account_id, organisation_id, role, territory, '2020-01-01', '2020-12-31'
       from post where id = 'clerk-1'`,
    )
    for (const to of ['post:officer.housing-1', 'post:clerk-former', 'post:nobody', 'post:', 'd1-housing']) {
      const { status, body } = await relay(id, to)
      assert.deepEqual([status, body.code], [422, 'unit.not_inner'], to)
    }
    assert.equal(await eventsOf(id), length)
  })
})
