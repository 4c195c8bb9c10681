/** 社区规模优化调整 — two communities become one, and nothing that happened in either is lost. */
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { redrawTerritories } from '@huying/server/territory/redraw.ts'
import { readLineage, readTerritories } from '@huying/server/territory/store.ts'
import { type Client, type TestServer, testServer } from '@huying/server/testing/server.ts'
import { act, report, type Shown, see } from './steps.ts'

const [KEPT, ENDED] = ['990101001001', '990101001002']
const ON = '2026-11-01'

let city: TestServer
let operator: Client
let duty: Client
before(async () => {
  city = await testServer()
  operator = await city.signIn('operator')
  duty = await city.signIn('duty')
})

async function foundIn(client: Client, territory: string): Promise<string[]> {
  const { status, body } = await client.get(`/api/matters?territory=${territory}&limit=200`)
  assert.equal(status, 200)
  assert.equal(body.count, body.rows.length)
  return body.rows.map((row: Shown) => row.id)
}

describe('two communities are merged', () => {
  it('J24: codes are dated, the lineage is kept, old matters are found under both and go on', async () => {
    const waste = { kind: 'environment.waste', text: '垃圾桶满了', channel: 'phone' }
    const address = '电子商务楼A座' // in a grid of the community that ends
    const old = await report(operator, { ...waste, place: { address } })
    assert.equal(old.territory.slice(0, 12), ENDED)
    const before = await readTerritories(city.pool, '9901')
    const [first, second] = [KEPT, ENDED].map((code) => before.find((each) => each.code === code)?.id ?? '')
    assert.ok(first && second)

    const { ok } = await redrawTerritories(city.pool, {
      ...{ jurisdiction: '9901', accountId: null, on: ON },
      plan: {
        kind: 'merge',
        from: [first, second],
        into: { id: first, code: KEPT, name: { zh: '新澜心社区' } },
      },
    })
    assert.ok(ok)
    await city.world.reloadPlaces()

    const lineage = await readLineage(city.pool, '9901')
    assert.deepEqual(
      lineage.filter((step) => step.kind === 'merged'),
      [{ kind: 'merged', from: [first, second], to: [first], on: ON }],
    )
    const { rows } = await city.owner.query('select code, valid_to from territory where id = $1', [second])
    assert.deepEqual(rows, [{ code: ENDED, valid_to: ON }])

    const fresh = await report(operator, { ...waste, place: { address } })
    assert.equal(
      fresh.territory.slice(0, 12),
      KEPT,
      'what is reported at the same place now lies in the new community',
    )
    const quoted = await report(operator, { ...waste, place: { territory: old.territory } })
    assert.equal(quoted.territory, fresh.territory, 'who still quotes the old code means the same grid')
    assert.deepEqual(await foundIn(duty, ENDED), [old.id])
    const together = await foundIn(duty, KEPT)
    for (const { id } of [old, fresh, quoted]) assert.ok(together.includes(id))
    assert.deepEqual(
      await foundIn(await city.signIn('duty2'), KEPT),
      [],
      'another street still sees none of it',
    )

    const shown = await see(duty, old)
    assert.equal(shown.territory.code, old.territory, 'what was decided for a place is not rewritten')
    assert.ok(shown.territory.path.some((each: Shown) => each.name.zh === '新澜心社区'))
    assert.equal((await act(duty, old, 'sign')).state.id, 'handling')
  })
})
