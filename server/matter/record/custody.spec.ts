/** 保管行 — spans as rows: written change by change they are what the fold says, and they add up to the time that was open. */
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { Matter } from '@huying/core/matter/matter.ts'
import { kiteTown } from '@huying/core/matter/testing/kite-town.ts'
import { steps, walk } from '@huying/core/matter/testing/walk.ts'
import fc from 'fast-check'
import { act, NOISE, opened } from '../../testing/requests.ts'
import { type Client, type TestServer, testServer } from '../../testing/server.ts'
import { changedCustody, custodyRows } from './custody.ts'
import { fillCustody } from './custody-fill.ts'
import { rebuild } from './rebuild.ts'
import { verify } from './verify.ts'

describe('spans of custody', () => {
  it('written change by change are those of the whole matter, and cover its open time once', () => {
    fc.assert(
      fc.property(steps(5, 30), (sequence) => {
        const table = new Map<unknown, Record<string, unknown>>()
        let former: Matter | null = null
        let open = 0
        walk(kiteTown, { kind: 'kite.tangled' }, sequence, undefined, (matter) => {
          if (former && former.closedAt === null) open += matter.changedAt - former.changedAt
          for (const row of changedCustody(former, matter)) table.set(row.n, row)
          former = matter
        })
        const last = former as unknown as Matter
        assert.deepEqual([...table.values()], custodyRows(last))
        const held = custodyRows(last).reduce((sum, { from_at, to_at }) => {
          const to = to_at === 'infinity' ? last.changedAt : Date.parse(String(to_at))
          return sum + to - Date.parse(String(from_at))
        }, 0)
        assert.equal(held, open)
      }),
      { numRuns: 60 },
    )
  })
})

describe('the table of custody', () => {
  let city: TestServer
  let officer: Client
  before(async () => {
    city = await testServer()
    officer = await city.signIn('officer')
  })
  const spans = async (id: string) =>
    (
      await city.owner.query(
        `select n, holder, ended, from_at, to_at from custody where matter_id = $1 order by n`,
        [id],
      )
    ).rows

  it('says who holds a matter, and how it went from one to the next', async () => {
    const operator = await city.signIn('operator')
    const { id } = await opened(operator, NOISE)
    assert.equal((await act(officer, id, 'sign')).status, 200)
    const given = { reason: 'other_unit', text: '属住建部门职责' }
    const returned = await act(officer, id, 'return', given)
    const rows = await spans(id)
    assert.ok(rows.length >= 2, JSON.stringify(returned.body))
    assert.deepEqual(
      rows.map(({ n }) => n),
      rows.map((_, index) => index + 1),
    )
    for (const [index, span] of rows.slice(1).entries()) assert.deepEqual(span.from_at, rows[index].to_at)
    const of = rows.find(({ holder }) => holder === 'd1-urban')
    assert.equal(of?.ended, 'returned', JSON.stringify(returned.body))
    assert.equal(rows.at(-1).ended, null)
  })

  it('is filled in anew for matters from before it was there, without touching what commands write', async () => {
    const operator = await city.signIn('operator')
    const { id } = await opened(operator, NOISE)
    const whole = await city.owner.query('select * from custody order by matter_id, n')
    await city.owner.query('delete from custody')
    await city.owner.query(`insert into custody_fill select jurisdiction, '00000000-0000-0000-0000-000000000000'
      from jurisdiction`)
    const { findings } = await checked()
    assert.deepEqual(findings, [], 'what is not filled in yet is not wrong')
    assert.equal((await act(officer, id, 'sign')).status, 200)
    while (await fillCustody(city.pool));
    const filled = await city.owner.query('select * from custody order by matter_id, n')
    assert.equal(filled.rowCount, whole.rowCount)
    assert.deepEqual((await checked()).findings, [])
    assert.equal(await fillCustody(city.pool), false)
  })

  it('that was changed by hand is found, and made right by a rebuild', async () => {
    const { rows } = await city.owner.query(
      `update custody set holder = 'd1-housing' where n = 1 returning matter_id`,
    )
    const { findings } = await checked()
    assert.equal(findings.length, rows.length)
    assert.ok(findings.every(({ code }) => code === 'custody.differs'))
    await rebuild(city.pool, city.world.services.registry, city.pack.rules.jurisdiction)
    assert.deepEqual((await checked()).findings, [])
  })

  const checked = () =>
    verify(city.pool, city.world.services.registry, city.keys, city.pack.rules.jurisdiction)
})
