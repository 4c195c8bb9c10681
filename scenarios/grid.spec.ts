/** 网格 — every point lies in one grid, every grid has its team, and a team works in its own grid. */
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { Position, Territory } from '@huying/core/territory/types.ts'
import { polygonsOf } from '@huying/core/territory/types.ts'
import { type Client, type TestServer, testServer } from '@huying/server/testing/server.ts'
import { act, deeds, hidden, inbox, report, type Shown, see } from './steps.ts'

let city: TestServer
let operator: Client
let grid: Client
before(async () => {
  city = await testServer()
  operator = await city.signIn('operator')
  grid = await city.signIn('grid')
})

const HOME = '990101001001001'
const gridsOf = ({ pack }: TestServer): Territory[] =>
  pack.territories.filter((each) => each.level === 'grid')
const cornersOf = ({ geometry }: Territory): readonly Position[] =>
  geometry ? polygonsOf(geometry).flat(2) : []
const at = ([lon, lat]: Position) => ({
  kind: 'traffic.road',
  text: '路面有坑',
  place: { lon, lat },
  channel: 'phone',
})

describe('a point', () => {
  it('J42: lies in exactly one grid, and the matter shows its grid, community, street and district', async () => {
    const school = city.pack.gazetteer.find((entry) => entry.name.zh === '澜心小学')
    assert.ok(school?.point)
    const matter = await report(operator, at(school.point))
    assert.equal(matter.territory, '990101001001006')
    const shown = await see(operator, matter)
    const nameOf = (code: string) => city.pack.territories.find((each) => each.code === code)?.name.zh
    const path = ['9901', '990101', '990101001', '990101001001', '990101001001006']
    assert.deepEqual(
      shown.territory.path.map((each: Shown) => [each.id, each.name.zh]).slice(-4),
      path.slice(-4).map((code) => [code, nameOf(code)]),
    )
    assert.deepEqual(shown.point, [...school.point])
  })

  it('J42: on the border of several grids belongs to one of them, always the same', async () => {
    const seen = new Map<string, number>()
    const grids = gridsOf(city)
    for (const each of grids) {
      for (const corner of new Set(cornersOf(each).map(String))) seen.set(corner, (seen.get(corner) ?? 0) + 1)
    }
    const shared = [...seen]
      .filter(([, grids]) => grids >= 3)
      .map(([corner]) => corner.split(',').map(Number) as unknown as Position)
    assert.ok(shared.length > 10)
    for (const corner of shared.slice(0, 5)) {
      const [first, second] = [await report(operator, at(corner)), await report(operator, at(corner))]
      assert.equal(first.territory.length, 15)
      assert.equal(second.territory, first.territory)
    }
  })

  it('J42: outside every grid is refused, and nothing is stored', async () => {
    const count = async () => (await city.owner.query('select count(*)::int as n from matter')).rows[0].n
    const before = await count()
    const { status, body } = await operator.post('/api/matters', at([10, 50]))
    assert.deepEqual([status, body.code], [422, 'place.outside'])
    assert.equal(await count(), before)
  })
})

describe('the team of a grid', () => {
  it('J44: is one leader, one full-time worker, part-time workers and stationed officers, as posts over that grid', async () => {
    const { rows } = await city.pool.query(
      'select role, count(*)::int as n from post where jurisdiction = $1 and territory = $2 and to_on is null group by role',
      [city.pack.rules.jurisdiction, HOME],
    )
    const team = Object.fromEntries(rows.map(({ role, n }) => [role, n]))
    assert.equal(team.grid_leader, 1)
    assert.equal(team.grid_worker, 1)
    assert.ok(team.grid_assistant >= 1 && team.grid_stationed >= 1)
    const { body } = await grid.get('/api/me')
    assert.ok(
      body.posts.some((post: Shown) => post.role.id === 'grid_worker' && post.territory.code === HOME),
    )
  })

  it('J44: sees and acts in its own grid and nowhere else', async () => {
    const own = await report(grid, {
      kind: 'safety.fire',
      text: '楼道堆物',
      place: { territory: HOME },
      channel: 'grid',
    })
    assert.equal((await see(grid, own)).territory.code, HOME)
    assert.ok(deeds(await act(grid, own, 'note', { text: '已劝离电动车' })).includes('记录进展'))
    const elsewhere = await report(operator, {
      kind: 'safety.fire',
      text: '楼道堆物',
      place: { territory: '990101001006009' },
    })
    await hidden(city, grid, elsewhere, 'note')
    const next = await report(operator, { kind: 'safety.fire', text: '楼道堆物', place: { territory: HOME } })
    assert.equal((await see(grid, next)).id, next.id, 'what others report in the grid is seen by its worker')
    await hidden(city, await city.signIn('grid.s2'), next, 'note')
  })
})

describe('whom a resident asks first', () => {
  it('J47: stays the first handler: reports it for the resident, sees every step, and adds what is learned on the spot', async () => {
    const matter = await report(grid, {
      kind: 'livelihood.elderly',
      text: '老人想办助餐卡，自己去不了窗口，请代办',
      place: { territory: HOME },
      channel: 'grid',
      reporter: { name: '某老人', phone: '15400000030' },
    })
    assert.equal(matter.lead, 'd1-civil')
    const officer = await city.signIn('officer.d1-civil')
    assert.ok((await inbox(officer)).includes(matter.id))
    await act(grid, matter, 'note', { text: '材料已上门收齐' })
    await act(officer, matter, 'sign')
    await act(officer, matter, 'contact', { way: 'phone' })
    const duty = await city.signIn('duty')
    await act(duty, matter, 'sign_assist')
    await act(duty, matter, 'assist_done', { text: '街道审核完成' })
    await act(officer, matter, 'resolve', { text: '助餐卡已办好，由网格员送达' })
    await act(await city.signIn('reviewer'), matter, 'pass_review')
    const closed = await act(operator, matter, 'record_callback', { solved: true, satisfied: 5 })
    assert.equal(closed.state.id, 'closed')
    const told = await see(grid, matter)
    assert.ok(deeds(told).includes('办结答复') && told.solved === true)
    await hidden(city, await city.signIn('grid2'), matter, 'note')
  })
})
