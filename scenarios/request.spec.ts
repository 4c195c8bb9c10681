/** 居民诉求 — told over HTTP, by the people of the demo city. */
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { type Client, type TestServer, testServer } from '@huying/server/testing/server.ts'
import { act, assertHeldWithoutGap, hidden, inbox, refused, report, see, unitsOf } from './steps.ts'

let city: TestServer
let operator: Client
let duty: Client
let officer: Client
let supervisor: Client
before(async () => {
  city = await testServer()
  ;[operator, duty, officer, supervisor] = (await Promise.all(
    (['operator', 'duty', 'officer', 'supervisor'] as const).map((name) => city.signIn(name)),
  )) as [Client, Client, Client, Client]
})

describe('a resident says something once', () => {
  it('J12 J21: it goes straight to who leads by the duty list, is copied to the district, handled, reviewed, called back and solved', async () => {
    const matter = await report(operator, {
      kind: 'environment.waste',
      text: '丽水花园5号楼后面的垃圾桶两天没清了，招苍蝇。',
      place: { address: '丽水花园5号楼' },
      channel: 'phone',
      reporter: { name: '某居民', phone: '15400000001' },
    })
    assert.equal(matter.state, 'dispatched')
    assert.equal(matter.lead, 's1')
    const asked = await see(duty, matter)
    assert.deepEqual(unitsOf(asked, 'lead'), ['s1'])
    assert.deepEqual(unitsOf(asked, 'assist'), ['d1-urban'])
    assert.deepEqual(
      asked.informed.map((unit: { id: string }) => unit.id),
      ['d1-command'],
    )
    assert.ok(
      asked.clocks.some((clock: { promise: boolean }) => clock.promise),
      'a deadline is promised',
    )
    assert.equal(asked.reporter.phone, '154****0001')
    assert.ok((await inbox(duty)).includes(matter.id) && (await inbox(officer)).includes(matter.id))
    const copied = await see(supervisor, matter)
    assert.equal(copied.reporter.name, '某**')
    await hidden(city, await city.signIn('duty2'), matter, 'sign')
    await hidden(city, await city.signIn('officer.d2-urban'), matter, 'sign')
    await refused(city, officer, matter, 'sign', { status: 403, code: 'action.not_yours' })

    await act(duty, matter, 'sign')
    await act(duty, matter, 'contact', { way: 'phone', text: '约好下午清运' })
    await refused(city, duty, matter, 'resolve', { status: 409, code: 'assist.open', form: { text: '清了' } })
    await act(officer, matter, 'sign_assist')
    await act(officer, matter, 'assist_done', { text: '加派清运车一次' })
    const handled = await act(duty, matter, 'resolve', { text: '当日清运，改为每日两次' })
    assert.equal(handled.state.id, 'review')
    await refused(city, duty, matter, 'pass_review', { status: 403, code: 'action.not_yours' })
    const reviewer = await city.signIn('reviewer')
    assert.equal((await act(reviewer, matter, 'pass_review')).state.id, 'callback')
    const closed = await act(operator, matter, 'record_callback', {
      solved: true,
      satisfied: 5,
      text: '清得很干净',
    })
    assert.equal(closed.state.id, 'closed')
    assert.deepEqual([closed.outcome, closed.solved, closed.satisfied], ['resolved', true, 5])
    assertHeldWithoutGap(closed)
    assert.ok(!(await inbox(duty)).includes(matter.id), 'who has answered is asked no more')
  })

  it('J49 Y39: what a grid worker sees and what a resident calls about is one case, led by a district department', async () => {
    const grid = await city.signIn('grid')
    const lamp = { kind: 'traffic.light', place: { territory: '990101001001001' } }
    const patrol = await report(grid, { ...lamp, text: '巡查发现路灯三盏不亮', channel: 'grid' })
    const resident = { name: '某某', phone: '15400000002' }
    const call = await report(operator, {
      ...lamp,
      text: '小区门口路灯不亮好几天了',
      channel: 'phone',
      reporter: resident,
    })
    assert.deepEqual([patrol.lead, call.lead], ['d1-urban', 'd1-urban'])
    assert.match(call.number, /^HY-990101-\d{8}-\d{4}$/)

    const merged = await act(operator, patrol, 'merge', { into: call.id, text: '同一处路灯' })
    assert.deepEqual([merged.state.id, merged.outcome, merged.mergedInto], ['closed', 'merged', call.id])
    const one = await see(officer, call)
    assert.deepEqual(one.merged, [patrol.id])
    await act(officer, call, 'sign')
    await act(officer, call, 'contact', { way: 'phone' })
    await act(officer, call, 'resolve', { text: '更换电缆二十米，当晚恢复照明' })
    await act(await city.signIn('reviewer'), call, 'pass_review')
    const closed = await act(operator, call, 'record_callback', { solved: true, satisfied: 4 })
    assert.equal(closed.solved, true)
    assert.equal((await see(grid, patrol)).mergedInto, call.id)
    await hidden(city, await city.signIn('grid3'), patrol, 'note')
  })

  it('J21: "not solved" goes back to who led it, and is closed only when it is', async () => {
    const resident = await city.signInResident('resident.j21', { name: '某居民', phone: '15400000003' })
    const neighbour = await city.signInResident('resident.other', { name: '别的居民', phone: '15400000004' })
    const matter = await report(resident, {
      kind: 'traffic.light',
      text: '路灯又灭了',
      place: { territory: '990101001001002' },
    })
    await hidden(city, neighbour, matter, 'withdraw')
    await act(officer, matter, 'sign')
    await act(officer, matter, 'contact', { way: 'phone' })
    await act(officer, matter, 'resolve', { text: '已修复' })
    await act(await city.signIn('reviewer'), matter, 'pass_review')
    const again = await act(resident, matter, 'evaluate', { solved: false, text: '只亮了一晚' })
    assert.deepEqual([again.state.id, again.holder.id], ['rehandling', 'd1-urban'])
    assert.ok((await inbox(officer)).includes(matter.id))
    await act(officer, matter, 'resolve', { text: '更换整段线路' })
    await act(await city.signIn('reviewer'), matter, 'pass_review')
    const solved = await act(resident, matter, 'evaluate', { solved: true, satisfied: 4 })
    assert.deepEqual([solved.state.id, solved.solved], ['closed', true])
  })
})
