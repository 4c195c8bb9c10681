/** 街呼区应 — a street calls, departments answer; what it cannot solve is raised; nothing is dumped on it. */
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { type Client, type TestServer, testServer } from '@huying/server/testing/server.ts'
import {
  act,
  assertHeldWithoutGap,
  deeds,
  hidden,
  inbox,
  refused,
  report,
  type Shown,
  see,
  unitsOf,
} from './steps.ts'

let city: TestServer
let people: Record<string, Client>
const who = [
  'operator',
  'reviewer',
  'duty',
  'officer',
  'officer.market',
  'officer.traffic',
  'officer.housing',
  'officer.ecology',
  'coordinator1',
  'officer.d2-urban',
  'duty2',
]
const as = (name: string): Client => people[name] as Client
before(async () => {
  city = await testServer()
  people = Object.fromEntries(await Promise.all(who.map(async (name) => [name, await city.signIn(name)])))
})

const place = { territory: '990101001001001' }
const reporter = { name: '某居民', phone: '15400000010' }

/** A request that the first street leads and has begun. */
async function inHand(kind: string, text: string): Promise<Shown> {
  const matter = await report(as('operator'), { kind, text, place, reporter, channel: 'phone' })
  assert.equal(matter.lead, 's1')
  await act(as('duty'), matter, 'sign')
  return matter
}

describe('a street calls', () => {
  it('J20 Z28 J22: departments out of a request, who sign, contact, handle together, are confirmed; both sides rate; the request goes on', async () => {
    const duty = as('duty')
    const request = await inHand('order.vending', '夜间占道烧烤，油烟噪声都有')
    const called = await act(duty, request, 'call', {
      lead: 'd1-urban',
      assists: ['d1-market', 'd1-traffic'],
      basis: 'duty_list',
      effort: '街道两次到场劝导，仍反复',
      text: '请联合到场整治',
    })
    const [child] = called.children
    assert.deepEqual([child.why, child.closed], ['call', false])
    const call = await see(as('officer'), child)
    assert.deepEqual([call.parentId, call.loop.id, call.state.id], [request.id, 'call', 'called'])
    assert.deepEqual(
      [...unitsOf(call, 'lead'), ...unitsOf(call, 'assist')],
      ['d1-urban', 'd1-market', 'd1-traffic'],
    )
    await refused(city, duty, child, 'sign', { status: 403, code: 'action.not_yours' })
    await hidden(city, as('officer.d2-urban'), child, 'sign')

    await act(as('officer'), child, 'sign')
    await act(as('officer.market'), child, 'sign_assist')
    assert.equal((await act(as('officer.traffic'), child, 'sign_assist')).state.id, 'responding')
    assert.equal(
      (await act(as('officer'), child, 'respond', { way: 'visit', text: '今晚八点到场' })).state.id,
      'handling',
    )
    await refused(city, as('officer'), child, 'resolve', {
      status: 409,
      code: 'assist.open',
      form: { text: '完成' },
    })
    await act(as('officer.market'), child, 'assist_done', { text: '查扣过期食材' })
    await act(as('officer.traffic'), child, 'assist_done', { text: '处罚违停九起' })
    await act(as('officer'), request, 'sign_assist')
    await act(as('officer'), request, 'assist_done', { text: '见呼叫办理结果' })
    await act(duty, request, 'contact', { way: 'phone' })
    await refused(city, duty, request, 'resolve', { status: 409, code: 'child.open', form: { text: '完成' } })
    assert.equal(
      (await act(as('officer'), child, 'resolve', { text: '取缔摊点六处' })).state.id,
      'confirming',
    )
    assert.ok((await inbox(duty)).includes(child.id), 'the caller confirms')
    await refused(city, as('officer'), child, 'confirm', {
      status: 403,
      code: 'action.not_yours',
      form: { solved: true },
    })
    const confirmed = await act(duty, child, 'confirm', {
      solved: true,
      arrival: 5,
      attitude: 5,
      result: 4,
      timeliness: 5,
    })
    assert.equal(confirmed.state.id, 'rating')
    const rated = await act(as('officer'), child, 'rate_caller', {
      accuracy: 5,
      prior_effort: 4,
      cooperation: 5,
    })
    assert.deepEqual([rated.state.id, rated.outcome, rated.solved], ['closed', 'resolved', true])
    assertHeldWithoutGap(rated)
    assert.ok(
      rated.track.every((stage: Shown) => stage.enteredAt !== null),
      'every stage has its time',
    )
    for (const deed of [
      '签收',
      '签收协办',
      '联系街道',
      '协办完成',
      '办结反馈',
      '确认办结并评价部门',
      '评价街道',
    ]) {
      assert.ok(deeds(rated).includes(deed), `${deed} is in the history`)
    }

    const parent = await see(duty, request)
    assert.deepEqual(parent.children, [{ ...child, closed: true }])
    assert.equal((await act(duty, request, 'resolve', { text: '四部门联合整治完成' })).state.id, 'review')
  })

  it('Z29: what it cannot solve is raised one level, concluded there, and handled jointly', async () => {
    const duty = as('duty')
    const matter = await inHand('property.service', '改制企业宿舍没有物业，管网老化')
    await refused(city, as('duty2'), matter, 'escalate', {
      status: 404,
      code: 'not_found',
      form: { text: '不是我的' },
    })
    const raised = await act(duty, matter, 'escalate', { text: '街道协调三次，产权和经费两头都不认' })
    assert.deepEqual([raised.state.id, raised.holder.id], ['consulting', 'd1-command'])
    assert.ok((await inbox(as('coordinator1'))).includes(matter.id))
    const form = { lead: 'd1-housing', assists: ['d1-urban'], text: '住建牵头，城管配合，经费区级统筹' }
    await refused(city, duty, matter, 'conclude', { status: 403, code: 'action.not_yours', form })
    const joint = await act(as('coordinator1'), matter, 'conclude', form)
    assert.deepEqual([joint.state.id, joint.holder.id], ['dispatched', 'd1-housing'])
    assert.deepEqual([unitsOf(joint, 'lead'), unitsOf(joint, 'assist')], [['d1-housing'], ['d1-urban']])
    await refused(city, as('officer.housing'), matter, 'return', {
      status: 409,
      code: 'return.after_direction',
      form: { reason: 'no_power', text: '无依据' },
    })
    await act(as('officer.housing'), matter, 'sign')
    await act(as('officer'), matter, 'sign_assist')
    await act(as('officer'), matter, 'assist_done', { text: '拆除占压' })
    await act(as('officer.housing'), matter, 'contact', { way: 'visit' })
    const handled = await act(as('officer.housing'), matter, 'resolve', { text: '一期管网完工' })
    assert.equal(handled.state.id, 'review')
    assert.ok(
      deeds(await see(duty, matter)).includes('形成会商意见'),
      'the street that raised it sees the outcome',
    )
  })
})

describe('nothing is dumped on a street', () => {
  it('Z30: a unit refuses with reason and basis; the second return is arbitrated on the evidence; whom it directs cannot return it', async () => {
    const matter = await report(as('operator'), {
      kind: 'environment.dust',
      text: '工地扬尘',
      place,
      reporter,
      channel: 'phone',
    })
    assert.equal(matter.lead, 'd1-ecology')
    await refused(city, as('officer.ecology'), matter, 'return', {
      status: 422,
      code: 'form.invalid',
      form: { reason: 'other_unit' },
    })
    const first = { reason: 'other_unit', suggested: 'd1-housing', text: '工地扬尘由住建主责，依据职责清单' }
    const returned = await act(as('officer.ecology'), matter, 'return', first)
    assert.deepEqual([returned.state.id, returned.holder.id], ['triage', 'hotline'])
    await act(as('operator'), matter, 'dispatch', { lead: 'd1-housing' })
    const second = await act(as('officer.housing'), matter, 'return', {
      reason: 'other_unit',
      text: '渣土运输扬尘属城管职责',
    })
    assert.deepEqual([second.state.id, second.holder.id], ['arbitration', 'hotline'])

    const evidence = (await see(as('reviewer'), matter)).timeline.filter(
      (entry: Shown) => entry.title?.zh === '退单',
    )
    assert.deepEqual(
      evidence.map((entry: Shown) => [entry.organisation.id, entry.values.reason.zh, entry.texts.text]),
      [
        ['d1-ecology', '属其他单位职责', first.text],
        ['d1-housing', '属其他单位职责', '渣土运输扬尘属城管职责'],
      ],
    )
    await refused(city, as('officer.housing'), matter, 'direct', {
      status: 403,
      code: 'action.not_yours',
      form: { lead: 's1', text: '给街道' },
    })
    await act(as('reviewer'), matter, 'direct', { lead: 'd1-ecology', text: '按清单第10项由生态环境主办' })
    await refused(city, as('officer.ecology'), matter, 'return', {
      status: 409,
      code: 'return.after_direction',
      form: first,
    })
    const settled = await see(as('reviewer'), matter)
    assert.deepEqual(unitsOf(settled, 'lead'), ['d1-ecology'])
    const everAsked = settled.assignments.map((a: Shown) => a.unit.id)
    assert.ok(!everAsked.includes('s1'), 'the street of the place was never asked')
    assert.ok(!settled.custody.some((held: Shown) => held.holder.id === 's1'), 'and held it for no minute')
  })

  it('Z30: a call that no duty list covers waits at the desk that coordinates, not at the street', async () => {
    const call = await report(as('duty'), {
      kind: 'call.handover',
      text: '危桥不在清单内，街道无权处置',
      place,
      form: { effort: '已围挡值守', basis: 'no_owner' },
    })
    assert.deepEqual([call.state, call.holder], ['coordination', 'd1-command'])
    assert.ok((await inbox(as('coordinator1'))).includes(call.id))
    const named = await act(as('coordinator1'), call, 'assign', { lead: 'd1-housing', text: '住建牵头鉴定' })
    assert.deepEqual([named.state.id, named.holder.id], ['called', 'd1-housing'])
    await refused(city, as('officer.housing'), call, 'refuse_duty', {
      status: 409,
      code: 'return.after_direction',
      form: { reason: 'no_power', text: '没有依据' },
    })
  })
})
