/** 相似 — solved matters like one, and open ones that a report may repeat, over HTTP on a real database. */
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { opened, PLACE } from '../../testing/requests.ts'
import { type Client, type TestServer, testServer } from '../../testing/server.ts'

const LAMP = { kind: 'environment', text: '小区东门口的路灯坏了一个多星期，晚上一片漆黑', place: PLACE }
const LIFT = { kind: 'environment', text: '三号楼电梯停在六楼不动', place: PLACE }

describe('matters like another', () => {
  let city: TestServer
  let operator: Client
  let lamp: { id: string }
  let lift: { id: string }

  before(async () => {
    city = await testServer()
    operator = await city.signIn('operator')
    lamp = await opened(operator, LAMP)
    lift = await opened(operator, LIFT)
  })

  it('are shown while a report is typed, with the words that both have', async () => {
    const text = encodeURIComponent('门口路灯不亮')
    const { status, body } = await operator.get(
      `/api/matters/nearby?territory=${PLACE.territory}&text=${text}`,
    )
    assert.equal(status, 200)
    assert.deepEqual(
      body.matters.map((each: { matter: { id: string } }) => each.matter.id),
      [lamp.id],
    )
    assert.ok(body.matters[0].likeness.words.includes('路灯'))
  })

  it('are shown around a point, with how far away they are, and none beyond three hundred metres', async () => {
    // given: a point in a grid of the city, and one 200 and one 400 metres north of it
    const entry = city.pack.gazetteer.find(({ point }) => point !== undefined)
    assert.ok(entry?.point)
    const [lon, lat] = entry.point
    await opened(operator, { ...LIFT, place: { ...PLACE, lon, lat: lat + 200 / 111_195 } })
    await opened(operator, { ...LIFT, place: { ...PLACE, lon, lat: lat + 400 / 111_195 } })
    // when
    const { body } = await operator.get(`/api/matters/nearby?lon=${lon}&lat=${lat}`)
    // then
    assert.deepEqual(
      body.matters.map((each: { likeness: { metres: number } }) => each.likeness.metres),
      [200],
    )
  })

  it('are not shown to whoever may not read them', async () => {
    const outsider = await city.signIn('officer.housing')
    const elsewhere = await city.signIn('duty5')
    const text = encodeURIComponent(LAMP.text)
    for (const client of [outsider, elsewhere]) {
      const path = `/api/matters/nearby?territory=${PLACE.territory}&kind=${LAMP.kind}&text=${text}`
      assert.deepEqual((await client.get(path)).body, { matters: [] })
    }
  })

  it('are, for a matter, those that were closed and solved, with their unit, their time and how satisfied', async () => {
    // given
    const solved = await opened(operator, { ...LAMP, text: '路灯不亮，走夜路害怕' })
    await city.owner.query(
      `update matter set closed_at = reported_at + interval '50 hours', solved = true, satisfied = 4 where id = $1`,
      [solved.id],
    )
    const unsolved = await opened(operator, LAMP)
    await city.owner.query('update matter set closed_at = now(), solved = false where id = $1', [unsolved.id])
    // when
    const { body } = await operator.get(`/api/matters/${lamp.id}/similar`)
    // then
    assert.equal(body.matters.length, 1)
    const [only] = body.matters
    assert.equal(only.matter.id, solved.id)
    assert.equal(only.tookHours, 50)
    assert.equal(only.satisfied, 4)
    assert.deepEqual(only.lead, only.matter.lead)
    assert.ok(only.likeness.sameKind && only.likeness.words.includes('路灯'))
    // and the one of the same kind that shares no word comes without words
    const { body: other } = await operator.get(`/api/matters/${lift.id}/similar`)
    assert.deepEqual(other.matters[0].likeness, { metres: null, words: [], sameKind: true })
  })
})
