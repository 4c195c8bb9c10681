/** 微心愿 — told over HTTP, with a clock that the story sets. */
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { sweep } from '@huying/server/matter/sweep.ts'
import { type Client, type TestServer, testServer } from '@huying/server/testing/server.ts'
import { act, hidden, inbox, refused, report, type Shown, see } from './steps.ts'

const DAY = 86_400_000
/** A Tuesday morning in the zone of the demo city. */
const clock = { now: Date.UTC(2026, 8, 1, 2) }

let city: TestServer
let resident: Client
let community: Client
let leader: Client
let duty: Client
before(async () => {
  city = await testServer({ now: () => clock.now })
  resident = await city.signInResident('resident.wish', { name: '许愿人', phone: '15400000020' })
  community = await city.signIn('community')
  leader = await city.signIn('streetleader')
  duty = await city.signIn('duty')
})

/** Time passes, and the server notices. */
async function wait(days: number): Promise<void> {
  clock.now += days * DAY
  while ((await sweep(city.world.services)) > 0);
}

const wish = (text: string) =>
  report(resident, { kind: 'wish.goods', text, place: { territory: '990101001001' } })
const card = { text: '一位老人想要一辆能坐着歇脚的买菜小车' }

describe('a small wish', () => {
  it('J31: is checked, published without personal data, claimed, contacted within seven days, fulfilled and confirmed', async () => {
    const matter = await wish('我腿不好，想要一辆带座的买菜小车')
    assert.deepEqual([matter.state, matter.holder], ['checking', 'c990101001001'])
    await hidden(city, await city.signIn('community2'), matter, 'publish')
    await refused(city, leader, matter, 'claim', { status: 409, code: 'action.not_now' })
    const published = await act(community, matter, 'publish', card)
    assert.equal(published.state.id, 'published')
    const seen = await see(leader, matter)
    assert.equal(seen.reporter, null, 'who has not claimed it does not learn who wishes')
    assert.ok(!JSON.stringify(seen).includes('15400000020') && !JSON.stringify(seen).includes('许愿人'))
    assert.ok(
      seen.timeline.some((entry: Shown) => entry.texts.text === card.text),
      'the card is there to be read',
    )

    const claimed = await act(leader, matter, 'claim')
    assert.deepEqual([claimed.state.id, claimed.holder.id], ['claimed', 's1'])
    assert.equal(claimed.reporter.phone, '154****0020', 'who has claimed it can call')
    const contact = claimed.clocks.find((each: Shown) => each.name === 'contact')
    assert.equal(Date.parse(contact.dueAt) <= clock.now + 8 * DAY, true)
    await refused(city, duty, matter, 'claim', { status: 409, code: 'action.not_now' })
    await act(leader, matter, 'contact', { way: 'phone', text: '约好周六送去' })
    await act(leader, matter, 'fulfil', { text: '小车已送到家中' })
    const done = await act(resident, matter, 'confirm', { solved: true, satisfied: 5 })
    assert.deepEqual([done.state.id, done.outcome, done.solved], ['closed', 'resolved', true])
  })

  it('J31: claimed without contact within seven days is open to others again', async () => {
    const matter = await wish('想要一盏台灯')
    await act(community, matter, 'publish', card)
    await act(leader, matter, 'claim')
    await wait(6)
    assert.equal((await see(leader, matter)).state.id, 'claimed')
    await wait(3)
    const free = await see(community, matter)
    assert.deepEqual([free.state.id, free.counts.rounds], ['published', 1])
    assert.deepEqual(
      free.assignments.map((a: Shown) => a.state),
      ['withdrawn'],
    )
    await refused(city, leader, matter, 'fulfil', {
      status: 403,
      code: 'action.not_yours',
      form: { text: '晚了' },
    })
    assert.equal((await act(duty, matter, 'claim')).state.id, 'claimed')
  })

  it('J31: unclaimed goes first in the next round', async () => {
    const old = await wish('想要一床厚棉被')
    await act(community, old, 'publish', card)
    await wait(10)
    const young = await wish('想要一个书包')
    await act(community, young, 'publish', card)
    const order = async () => (await inbox(community)).filter((id) => id === old.id || id === young.id)
    await wait(9) // the fifteenth day falls into the Mid-Autumn holiday and rolls on to the next working day
    assert.equal((await see(community, old)).counts.rounds, 1)
    assert.ok(
      Date.parse((await see(community, old)).clocks.findLast((c: Shown) => c.name === 'claim').dueAt) >
        clock.now + 10 * DAY,
    )
    assert.deepEqual(await order(), [old.id, young.id], 'though the other one is due sooner')
  })
})
