/** 情境 — what stands beside a matter shows what its reader may know, and not a word more. */
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { textOf } from '../../testing/pdf-text.ts'
import { act, NOISE, opened, WASTE } from '../../testing/requests.ts'
import { type Client, type TestServer, testServer } from '../../testing/server.ts'

let city: TestServer
let operator: Client
let officer: Client

before(async () => {
  city = await testServer()
  operator = await city.signIn('operator')
  officer = await city.signIn('officer')
})

describe('what stands beside a matter', () => {
  it('names related matters to whoever may read them, and to others only how many there are', async () => {
    const kept = await opened(operator, NOISE)
    const secret = await opened(operator, { ...NOISE, text: '秘密线索不得外传', confidential: true })
    const merged = await act(operator, secret.id, 'merge', { into: kept.id })
    assert.equal(merged.status, 200, JSON.stringify(merged.body))

    const seen = await operator.get(`/api/matters/${kept.id}/related`)
    assert.equal(seen.body.matters[0].relation, 'merged')
    assert.equal(seen.body.matters[0].matter.title, '秘密线索不得外传')
    assert.equal(seen.body.hidden, 0)

    const mayor = await city.signIn('mayor')
    const outside = await mayor.get(`/api/matters/${kept.id}/related`)
    assert.deepEqual(outside.body, { matters: [], more: 0, hidden: 1 })
    assert.ok(!JSON.stringify(outside.body).includes(secret.id))
  })

  it('has the duty list that sent it where it is, with limits and where they are written', async () => {
    const { id } = await opened(operator, WASTE)
    const { body } = await officer.get(`/api/matters/${id}/duty`)
    assert.equal(body.lead.id, 's1')
    assert.ok(body.assists.some((unit: { id: string }) => unit.id === 'd1-urban'))
    assert.match(body.basis.zh, /职责清单/)
    assert.ok(body.limits.some((one: { limit: { unit: string } }) => one.limit.unit === 'working_day'))
    assert.match(body.limitsSource, /条例/)
    assert.equal(body.kinds.at(-1).id, 'environment.waste')
  })

  it('says who serves the grid, to staff only', async () => {
    const { id } = await opened(operator, { ...NOISE, place: { territory: '990101001001001' } })
    const { body } = await officer.get(`/api/matters/${id}/grid`)
    assert.equal(body.code, '990101001001001')
    assert.ok(body.people.some((one: { role: { id: string } }) => one.role.id === 'grid_worker'))
    const resident = await city.signInResident('res.grid', { name: '何一', phone: '19933331001' })
    const own = await opened(resident, NOISE)
    for (const part of ['grid', 'duty'])
      assert.equal((await resident.get(`/api/matters/${own.id}/${part}`)).status, 404)
  })
})

describe('an act of the last minute that cannot be taken back', () => {
  it('says that others have built on it; to everybody else, nothing', async () => {
    const { id } = await opened(operator, NOISE)
    await act(officer, id, 'sign')
    assert.equal((await officer.get(`/api/matters/${id}`)).body.undoRefused, null)
    await act(await city.signIn('director'), id, 'note', { text: '现场已看过' })
    assert.equal((await officer.get(`/api/matters/${id}`)).body.undoRefused, 'followed')
    assert.equal((await operator.get(`/api/matters/${id}`)).body.undoRefused, null)
  })
})

describe('where it is', () => {
  it('is told as it was said, to whoever goes there, on paper too, and found by it', async () => {
    const said = '澜心社区北门进去第三排槐树旁的配电箱'
    const { id } = await opened(operator, { ...WASTE, place: { ...WASTE.place, address: said } })
    assert.equal((await officer.get(`/api/matters/${id}`)).body.address, said)
    const { body } = await officer.get(`/api/search?text=${encodeURIComponent('配电箱')}`)
    assert.ok(JSON.stringify(body).includes(id), 'found by its address')
    const file = await fetch(`${city.url}/api/matters/${id}/file.pdf`, {
      headers: { cookie: officer.cookie },
    })
    assert.ok(textOf(Buffer.from(await file.arrayBuffer())).includes(said))
    const unsaid = await opened(operator, WASTE)
    assert.ok(!('address' in (await officer.get(`/api/matters/${unsaid.id}`)).body))
  })
})

describe('an act for a colleague on leave', () => {
  it('says for whom, on the page and on paper, to staff; one in an own post does not', async () => {
    const standIn = await city.signIn('officer.housing')
    const [me, away] = [(await standIn.get('/api/me')).body, (await officer.get('/api/me')).body]
    const period = { fromAt: '2020-01-01T00:00:00.000Z', toAt: '2040-01-01T00:00:00.000Z' }
    const leave = { postId: 'officer-1', accountId: me.accountId, ...period }
    assert.equal((await officer.post('/api/leave', leave)).status, 200)
    const { id } = await opened(operator, NOISE)
    await act(standIn, id, 'sign')
    const last = async (client: Client) =>
      (await client.get(`/api/matters/${id}`)).body.timeline.findLast(
        ({ type }: { type: string }) => type === 'ActionTaken',
      )
    const signed = await last(officer)
    assert.deepEqual([signed.actor, signed.actingFor], [me.name, away.name])
    const file = await fetch(`${city.url}/api/matters/${id}/file.pdf`, {
      headers: { cookie: officer.cookie },
    })
    assert.ok(textOf(Buffer.from(await file.arrayBuffer())).includes(`代${away.name}`))
    await act(officer, id, 'note', { text: '已到现场' })
    assert.ok(!('actingFor' in (await last(officer))))
  })
})

describe('the way of a matter', () => {
  it('is told as it was walked: a step taken back is not on it, a return is', async () => {
    const { id } = await opened(operator, NOISE)
    await act(officer, id, 'sign')
    assert.equal((await officer.post(`/api/matters/${id}/undo`)).status, 200)
    const undone = (await officer.get(`/api/matters/${id}`)).body
    assert.deepEqual(statesOf(undone), ['dispatched'])
    assert.equal(undone.assignments[0].signedAt, null)
    await act(officer, id, 'sign')
    const { body } = await officer.get(`/api/matters/${id}`)
    assert.deepEqual(statesOf(body), ['dispatched', 'handling'])
    assert.equal(body.assignments[0].signedBy, '程国栋')
    const [sign, handle] = body.track
    assert.deepEqual([sign.limit.unit, handle.limit.unit], ['working_hour', 'working_day'])
    assert.match(body.clocks.find((clock: { promise: boolean }) => clock.promise).source, /条例/)
  })
})

const statesOf = (body: { visits: { state: { id: string } }[] }) => body.visits.map(({ state }) => state.id)
