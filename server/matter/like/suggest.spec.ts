/** 登记建议 — what a report would be and become, over HTTP on a real database. */
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { opened, PLACE, raw } from '../../testing/requests.ts'
import { type Client, type TestServer, testServer } from '../../testing/server.ts'

const ask = (client: Client, asked: object) => client.post('/api/matters/suggest', { text: '', ...asked })

describe('a report that is being typed', () => {
  let city: TestServer
  let operator: Client
  before(async () => {
    city = await testServer()
    operator = await city.signIn('operator')
  })

  it('is told its kind with the words of the catalogue that stand in it', async () => {
    const { status, body } = await ask(operator, { text: '门口的路灯不亮，晚上太暗' })
    assert.equal(status, 200)
    assert.equal(body.kinds[0].id, 'traffic.light')
    assert.deepEqual(body.kinds[0].because.toSorted(), ['太暗', '路灯不亮'])
    assert.equal(body.kinds[0].confidence, 'clear')
  })

  it('is a question, no command: it is asked without an idempotency key', async () => {
    const answer = await raw(city, '/api/matters/suggest', {
      ...{ as: operator, body: JSON.stringify({ text: '路灯' }), method: 'POST' },
      headers: { 'idempotency-key': '' },
    })
    assert.equal(answer.status, 200)
  })

  it('learns from like reports, counted only among those that its typist may read', async () => {
    // given: words that no kind of the catalogue has
    const text = '鸽子笼搭在天台上，羽毛到处飘'
    for (let n = 0; n < 3; n++) await opened(operator, { kind: 'order.dogs', text, place: PLACE })
    // when
    const { body } = await ask(operator, { text: '有人在天台搭鸽子笼' })
    // then
    assert.deepEqual([body.kinds[0].id, body.kinds[0].similar, body.kinds[0].because], ['order.dogs', 3, []])
    for (const username of ['duty5', 'officer.housing']) {
      const stranger = await ask(await city.signIn(username), { text: '有人在天台搭鸽子笼' })
      assert.deepEqual(stranger.body.kinds, [], username)
      assert.deepEqual(stranger.body.solved, [], username)
    }
  })

  it('finds the place that the text speaks of, with the words that name it', async () => {
    const { body } = await ask(operator, { text: '我住澜心社区，楼下路灯不亮' })
    assert.equal(body.places[0].territory, PLACE.territory)
    assert.equal(body.places[0].because, '澜心社区')
    assert.ok(body.places[0].path.zh.includes('澜心社区'))
  })

  it('is told at once where a point lies, and that it lies outside', async () => {
    const point = city.pack.gazetteer.find((entry) => entry.point)?.point as readonly [number, number]
    const inside = await ask(operator, { place: { lon: point[0], lat: point[1] } })
    assert.match(inside.body.place.territory, /^9901/)
    const outside = await ask(operator, { place: { lon: 0, lat: 0 } })
    assert.deepEqual(outside.body.place, { outside: true, candidates: [] })
    const unknown = await ask(operator, { place: { address: '没有这个地方哦' } })
    assert.equal(unknown.body.place.outside, false)
  })

  it('is told who would answer, by which rule, until when: exactly what happens when it is sent', async () => {
    const report = { kind: 'environment.waste', text: '垃圾桶满了三天没人清', place: PLACE }
    const { body } = await ask(operator, report)
    const sent = await opened(operator, report)
    assert.equal(body.answer.holder.id, sent.holder)
    assert.equal(body.answer.duty.lead.id, sent.lead)
    assert.ok(body.answer.duty.basis.zh.includes('职责清单'))
    const promise = body.answer.clocks.find((clock: { promise: boolean }) => clock.promise)
    assert.ok(Math.abs(Date.parse(promise.dueAt) - Date.parse(sent.dueAt)) < 120_000)
    assert.ok(promise.why.length > 0)
    // and whoever is complained about is not who would answer
    const against = await ask(operator, { ...report, against: [sent.lead] })
    assert.notEqual(against.body.answer.duty.lead?.id, sent.lead)
  })

  it('is told how long its kind usually takes in the district, where at least five tell', async () => {
    const report = { kind: 'traffic.signal', text: '红绿灯坏了', place: PLACE }
    const close = (id: string, hours: number) =>
      city.owner.query(
        `update matter set closed_at = reported_at + make_interval(hours => $2), outcome = 'resolved' where id = $1`,
        [id, hours],
      )
    for (const hours of [10, 20, 30, 400]) await close((await opened(operator, report)).id, hours)
    assert.equal((await ask(operator, report)).body.answer.usual, null)
    await close((await opened(operator, report)).id, 500)
    assert.deepEqual((await ask(operator, report)).body.answer.usual, { hours: 30, of: 5 })
    const elsewhere = await ask(operator, { ...report, place: { territory: '990102001001' } })
    assert.equal(elsewhere.body.answer.usual, null)
  })

  it('leaves nothing behind, whatever is typed', async () => {
    const count = async () => (await city.owner.query('select count(*) from matter')).rows[0].count
    const before = await count()
    for (const text of ['', ' ', "'; drop table matter; --", '\u0000', '🙂'.repeat(500), '啊'.repeat(20_000)])
      assert.equal(
        (await ask(operator, { text, kind: 'traffic.light', place: PLACE })).status,
        200,
        text.slice(0, 9),
      )
    assert.equal((await ask(operator, { kind: 'no such kind' })).status, 200)
    assert.equal((await ask(operator, { text: 1 })).status, 400)
    assert.equal(await count(), before)
  })
})
