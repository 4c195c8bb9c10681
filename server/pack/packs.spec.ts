/** 项目自带的包 — the base pack and the fictional demo city are sound, and the city is as large as it says. */
import assert from 'node:assert/strict'
import { join, resolve } from 'node:path'
import { before, describe, it } from 'node:test'
import { dispatch, inherited } from '@huying/core/catalogue/dispatch.ts'
import { covering } from '@huying/core/organisation/directory.ts'
import type { Pack } from '@huying/core/pack/types.ts'
import { isWithin } from '@huying/core/territory/code.ts'
import { buildGazetteer } from '@huying/core/territory/gazetteer.ts'
import { buildLocator, locate } from '@huying/core/territory/locate.ts'
import { resolve as resolvePlace } from '@huying/core/territory/resolve.ts'
import { readPack } from './read.ts'

const packs = resolve(import.meta.dirname, '../../packs')
const on = '2026-03-02'

async function sound(name: string): Promise<Pack> {
  const { pack, findings } = await readPack(join(packs, name), { on })
  assert.deepEqual(
    findings.filter((each) => each.severity === 'error'),
    [],
  )
  assert.ok(pack)
  return pack
}

it('the base pack is sound', async () => {
  const pack = await sound('base')
  assert.equal(pack.jurisdiction, null)
  assert.ok(pack.rules.loops.size >= 3)
})

describe('the demo city', () => {
  let pack: Pack
  before(async () => {
    pack = await sound('shifan')
  })
  const codes = (level: string) =>
    pack.territories.filter((each) => each.level === level).map((each) => each.code)

  it('has 2 districts, 8 streets, about 50 communities, about 350 grids, each with a border', () => {
    assert.deepEqual([codes('district').length, codes('street').length], [2, 8])
    assert.ok(Math.abs(codes('community').length - 50) <= 5)
    assert.ok(Math.abs(codes('grid').length - 350) <= 20)
    assert.ok(pack.territories.every((each) => each.geometry))
  })

  it('leads every kind of request to a unit in every community', () => {
    const { catalogue, directory } = pack.rules
    const leaves = pack.kinds.filter(
      (kind) => inherited(catalogue, kind.id, 'loop') === 'request' && kind.parentId,
    )
    assert.ok(leaves.length >= 40)
    for (const { id } of leaves) {
      for (const community of codes('community'))
        assert.ok(dispatch(catalogue, directory, id, community).found, `${id} in ${community}`)
    }
  })

  it('copies the district of the place, not the other one', () => {
    const { catalogue, directory } = pack.rules
    const { lead, informs } = dispatch(catalogue, directory, 'property.service', '990102003001')
    assert.deepEqual([lead, informs], ['s7', ['d2-command']])
  })

  it('has a community and a grid team for each place, and the chain leads up to the city', () => {
    const { directory } = pack.rules
    for (const grid of codes('grid')) {
      const team = covering(directory, 'kind:grid_team', grid)
      assert.equal(team?.territory, grid)
      const chain = directory.chains.get(team?.id ?? '') ?? []
      assert.deepEqual(
        chain.map((id) => directory.byId.get(id)?.kind),
        ['grid_team', 'community', 'street', 'government', 'government'],
      )
    }
  })

  it('has one street where every grid has its leader and its full-time worker', () => {
    const street = codes('street')[0] ?? ''
    for (const grid of codes('grid').filter((code) => isWithin(code, street))) {
      const roles = pack.demo.posts.filter((post) => post.territory === grid).map((post) => post.role)
      assert.ok(roles.includes('grid_leader') && roles.includes('grid_worker'), grid)
    }
  })

  it('prints seven sign-ins', () => assert.equal(pack.demo.signIns.length, 7))

  it('finds house numbers and buildings, and the point of a place lies in its territory', () => {
    const gazetteer = buildGazetteer(pack.gazetteer)
    const locator = buildLocator(pack.territories)
    assert.ok(pack.gazetteer.length >= 550)
    for (const { kind, territoryCode, point } of pack.gazetteer) {
      if (!point) continue
      const at = pack.territories.find((each) => each.id === locate(locator, ...point))
      assert.ok(at && isWithin(at.code, territoryCode), `${kind} ${territoryCode}`)
    }
    const road = pack.gazetteer.find((each) => each.kind === 'road' && (each.numbers?.length ?? 0) > 4)
    const range = road?.numbers?.[1]
    assert.ok(road && range)
    const found = resolvePlace(gazetteer, `${road.name.zh}${range.from}号`)
    assert.ok(found.found && found.territoryCode === range.territoryCode)
  })
})
