/** 剩余时间 — what lists and matters say is left, over HTTP, with a clock that the spec sets. */
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { type Client, type TestServer, testServer } from '../../testing/server.ts'
import { rebuild } from '../record/rebuild.ts'
import { verify } from '../record/verify.ts'

const MINUTE = 60_000
/** Sunday, ten in the morning in the zone of the demo city. */
const SUNDAY = Date.UTC(2026, 7, 30, 2)
const clock = { now: SUNDAY }
const lamp = { kind: 'traffic.light', text: '路灯不亮', place: { territory: '990101001001' } }

let city: TestServer
let operator: Client
let officer: Client
before(async () => {
  city = await testServer({ now: () => clock.now })
  operator = await city.signIn('operator')
  officer = await city.signIn('officer')
})

const rowIn = async (client: Client, list: string, id: string) => {
  const { body } = await client.get(`/api/${list}`)
  return body.rows.find((row: { id: string }) => row.id === id)
}

describe('the time that is left', () => {
  it('is working time: two working hours on a Sunday are two hours, in the inbox and on the matter', async () => {
    clock.now = SUNDAY
    const { body: matter } = await operator.post('/api/matters', lamp)
    const row = await rowIn(officer, 'inbox', matter.id)
    assert.deepEqual([row.left.minutes, row.left.counted, row.pace], [120, 'working', 'on_time'])
    assert.ok(Date.parse(row.dueAt) - SUNDAY > 20 * 60 * MINUTE, 'though it is due on Monday')
    const { body: seen } = await officer.get(`/api/matters/${matter.id}`)
    const sign = seen.clocks.find((each: { name: string }) => each.name === 'sign')
    assert.deepEqual([sign.left, sign.pace], [row.left, 'on_time'])
  })

  it('grows less by office hours only, presses from the warning on, and is late afterwards', async () => {
    clock.now = SUNDAY
    const { body: matter } = await operator.post('/api/matters', lamp)
    const due = Date.parse((await rowIn(officer, 'inbox', matter.id)).dueAt)
    const at = async (now: number) => {
      clock.now = now
      const { left, pace } = await rowIn(officer, 'inbox', matter.id)
      return [left.minutes, pace]
    }
    assert.deepEqual(await at(SUNDAY + 10 * 60 * MINUTE), [120, 'on_time'])
    assert.deepEqual(await at(due - 40 * MINUTE), [40, 'on_time'])
    assert.deepEqual(await at(due - 30 * MINUTE), [30, 'near'])
    assert.deepEqual(await at(due + 10 * MINUTE), [-10, 'late'])
  })

  it('is the promised deadline in lists of matters, and stops with a clock that is paused or done', async () => {
    clock.now = SUNDAY
    const { body: matter } = await operator.post('/api/matters', lamp)
    const row = await rowIn(officer, 'matters', matter.id)
    assert.deepEqual([row.left.minutes / row.left.dayMinutes, row.pace], [5, 'on_time'])
    const act = async (client: Client, action: string, form = {}) =>
      assert.equal((await client.post(`/api/matters/${matter.id}/actions/${action}`, { form })).status, 200)
    const clockOf = async (name: string) => {
      const { body } = await officer.get(`/api/matters/${matter.id}`)
      return body.clocks.find((each: { name: string }) => each.name === name)
    }
    await act(officer, 'sign')
    const sign = await clockOf('sign')
    assert.deepEqual([sign.left, sign.pace], [null, 'on_time'])
    await act(await city.signIn('supervisor'), 'park', { pause_reason: 'season', text: '雨季过后施工' })
    clock.now = SUNDAY + 3 * 24 * 60 * MINUTE
    const handle = await clockOf('handle')
    assert.deepEqual([handle.left, handle.pace], [row.left, 'paused'])
    const parked = await rowIn(officer, 'matters', matter.id)
    assert.deepEqual([parked.left, parked.pace], [row.left, 'paused'])
  })

  it('is in the rows as in the events, and made anew the same', async () => {
    const { registry } = city.world.services
    const { findings } = await verify(city.pool, registry, city.keys, '9901')
    assert.deepEqual(findings, [])
    const before = await city.owner.query('select * from inbox order by matter_id, addressee')
    assert.equal((await rebuild(city.owner, registry, '9901')).changed, 0)
    const { rows } = await city.owner.query('select * from inbox order by matter_id, addressee')
    assert.deepEqual(rows, before.rows)
    assert.ok(rows.some((line) => line.counted === 'working' && line.warn_at !== null))
  })
})

describe('the place of a matter', () => {
  it('is told in both languages', async () => {
    const { body: matter } = await operator.post('/api/matters', lamp)
    const { place } = await rowIn(officer, 'matters', matter.id)
    assert.match(place.zh, /望澜街道 澜心社区$/)
    assert.match(place.en, /Wanglan Street, Lanxin Community$/)
    const { body } = await operator.get(`/api/places?text=${encodeURIComponent('澜心社区')}`)
    assert.match(body.places[0].path.en, /Wanglan Street/)
  })
})

describe('the timeline', () => {
  it('tells what a report was opened with in the words of its form', async () => {
    const duty = await city.signIn('duty')
    const form = { basis: 'no_owner', effort: '街道已两次到场', lead: 'd1-urban' }
    const place = { territory: '990101001001' }
    const opened = await duty.post('/api/matters', { kind: 'call.handover', text: '交接不清', place, form })
    assert.equal(opened.status, 201, JSON.stringify(opened.body))
    const { body } = await duty.get(`/api/matters/${opened.body.id}`)
    const [reported] = body.timeline
    assert.equal(reported.type, 'MatterReported')
    assert.deepEqual(reported.labels.basis, { zh: '呼叫依据', en: 'Basis' })
    assert.deepEqual(reported.values.basis, { zh: '清单未列明', en: 'no owner listed' })
  })
})
