import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { RedrawPlan } from '@huying/core/territory/redraw.ts'
import { installCity } from '../install.ts'
import { newId } from '../kernel/ids.ts'
import { type TestServer, testServer } from '../testing/server.ts'
import { codesWithin } from './places.ts'
import { redrawTerritories } from './redraw.ts'
import { readTerritories } from './store.ts'

const ON = '2026-12-01'
const [FIRST, SECOND] = ['990101001001', '990101001002']

let city: TestServer
before(async () => {
  city = await testServer({ people: false })
})

const jurisdiction = '9901'
const carryOut = (plan: RedrawPlan, on = ON) =>
  redrawTerritories(city.pool, { jurisdiction, accountId: null, plan, on })

async function idOf(code: string): Promise<string> {
  const found = (await readTerritories(city.pool, jurisdiction)).find((each) => each.code === code)
  assert.ok(found, code)
  return found.id
}

const codeOf = async (plan: RedrawPlan, on = ON) => {
  const outcome = await carryOut(plan, on)
  return outcome.ok ? 'carried out' : outcome.refusal.code
}

const rows = async (sql: string, values: unknown[] = []) => (await city.owner.query(sql, values)).rows
const everything = () =>
  rows('select id, code, name_zh, valid_from, valid_to from territory order by id, valid_from')

describe('re-drawing on the database', () => {
  it('refused changes nothing: an unknown territory, a merge of one', async () => {
    const first = await idOf(FIRST)
    const was = await everything()
    const rename: RedrawPlan = { kind: 'rename', id: first, name: { zh: '别名社区' } }
    assert.equal(await codeOf({ ...rename, id: newId() }), 'redraw.unknown')
    assert.equal(
      await codeOf({ kind: 'merge', from: [first], into: { ...rename, code: FIRST } }),
      'redraw.too_few',
    )
    assert.deepEqual(await everything(), was)
    assert.equal((await rows('select from territory_lineage')).length, 0)
  })

  it('a merge ends one period, begins others under new codes, and keeps ids and lineage', async () => {
    const [first, second] = [await idOf(FIRST), await idOf(SECOND)]
    const grids = await rows('select id, code from territory where code like $1 and length(code) = 15', [
      `${SECOND}%`,
    ])
    const into = { id: first, code: FIRST, name: { zh: '新澜心社区' } }
    const outcome = await carryOut({ kind: 'merge', from: [first, second], into })
    assert.ok(outcome.ok)

    const periods = await rows(
      'select code, name_zh, valid_to from territory where id = $1 order by valid_from',
      [first],
    )
    assert.deepEqual(
      periods.map(({ code, name_zh: name, valid_to: to }) => [code, name, to]),
      [
        [FIRST, '澜心社区', ON],
        [FIRST, '新澜心社区', null],
      ],
    )
    assert.deepEqual(await rows('select code, valid_to from territory where id = $1', [second]), [
      { code: SECOND, valid_to: ON },
    ])
    for (const { id, code } of grids) {
      const [past, present, ...more] = await rows(
        'select code, valid_from, valid_to from territory where id = $1 order by valid_from',
        [id],
      )
      assert.deepEqual([past.code, past.valid_to, more.length], [code, ON, 0])
      assert.ok(present.code.startsWith(FIRST) && present.valid_from === ON && present.valid_to === null)
    }
    const [merged] = await rows(
      "select from_ids, to_ids, happened_on from territory_lineage where kind = 'merged'",
    )
    assert.deepEqual(merged, { from_ids: [first, second], to_ids: [first], happened_on: ON })
  })

  it('afterwards every process that runs learns it, and knows old codes by what they have become', async () => {
    assert.ok(city.world.services.places(jurisdiction).byCode.has(SECOND))
    assert.equal(await city.world.background.runNow('places'), true)
    const places = city.world.services.places(jurisdiction)
    assert.equal(places.former.get(SECOND), FIRST)
    assert.ok(places.former.get(`${SECOND}001`)?.startsWith(FIRST))
    assert.equal(places.byCode.has(SECOND), false)
    const codes = codesWithin(places, FIRST)
    assert.ok(codes.includes(FIRST) && codes.includes(SECOND))
    assert.deepEqual(codesWithin(places, '990102'), ['990102'])
  })

  it('outlives the next start: the pack does not bring back what was re-drawn', async () => {
    const was = await everything()
    await installCity(city.pool, city.pack)
    assert.deepEqual(await everything(), was)
  })

  it('cannot be dated before the period that it would change', async () => {
    const rename: RedrawPlan = { kind: 'rename', id: await idOf(FIRST), name: { zh: '别名社区' } }
    const was = await everything()
    assert.equal(await codeOf(rename, '2026-11-30'), 'redraw.unknown')
    assert.deepEqual(await everything(), was)
  })

  it('two at once on the same territory: one is carried out, the other is told', async () => {
    const [third, fourth] = [await idOf('990101001003'), await idOf('990101001004')]
    const plan: RedrawPlan = {
      kind: 'merge',
      from: [third, fourth],
      into: { id: third, code: '990101001003', name: { zh: '合并社区' } },
    }
    const outcomes = await Promise.all([carryOut(plan), carryOut(plan)])
    assert.deepEqual(outcomes.map(({ ok }) => ok).sort(), [false, true])
  })
})
