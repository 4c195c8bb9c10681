import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { dissolve } from './dissolve.ts'
import { areaOf, flatten, planeAt } from './plane.ts'
import { type Redrawn, type RedrawPlan, redraw, successorsOf } from './redraw.ts'
import { latticeCommunities, latticeGrids } from './testing/lattice.ts'
import { type Geometry, isValidOn, type Lineage, type Territory } from './types.ts'
import { validateTerritories } from './validate.ts'

const size = { columns: 4, rows: 3 }
const city = [...latticeCommunities(size), ...latticeGrids(size)]
const plane = planeAt([120, 30])
const area = (geometry: Geometry | undefined): number => (geometry ? areaOf(flatten(plane, geometry)) : 0)
const find = (territories: readonly Territory[], id: string): Territory =>
  territories.find((each) => each.id === id) as Territory
const findingCodes = (territories: readonly Territory[], on: string): string[] =>
  validateTerritories(territories, { on, knownParents: ['990101001'] }).map((each) => each.code)

function carriedOut(plan: RedrawPlan, territories: readonly Territory[] = city, on = '2025-01-01'): Redrawn {
  const result = redraw(plan, territories, on)
  assert.ok(result.ok, JSON.stringify(result))
  return result
}
const refusalOf = (plan: RedrawPlan, territories: readonly Territory[] = city, on = '2025-01-01'): string => {
  const result = redraw(plan, territories, on)
  return result.ok ? 'carried out' : result.refusal.code
}

describe('a merge', () => {
  const plan: RedrawPlan = {
    kind: 'merge',
    from: ['c0', 'c1'],
    into: { id: 'c01', code: '990101001009', name: { zh: '合并社区' } },
  }
  const { territories, lineage } = carriedOut(plan)

  it('ends its sources on the day and keeps them as they were', () => {
    const [before, after] = [find(city, 'c0'), find(territories, 'c0')]
    assert.deepEqual(after, { ...before, validTo: '2025-01-01' })
    assert.equal(isValidOn(after, '2024-12-31'), true)
    assert.equal(isValidOn(after, '2025-01-01'), false)
  })

  it('dissolves the border between them', () => {
    const merged = find(territories, 'c01')
    assert.equal(merged.geometry?.type, 'Polygon')
    assert.ok(
      Math.abs(area(merged.geometry) - area(find(city, 'c0').geometry) - area(find(city, 'c1').geometry)) < 1,
    )
  })

  it('moves the grids under the new code, without collisions and with their old codes in their history', () => {
    const moved = territories.filter((each) => each.level === 'grid' && each.parentCode === '990101001009')
    assert.deepEqual(moved.map((each) => each.code.slice(-3)).sort(), [
      '001',
      '002',
      '003',
      '004',
      '005',
      '006',
      '007',
      '008',
    ])
    assert.deepEqual(
      find(territories, 'g4').history?.map(({ code, from, to }) => ({ code, from, to })),
      [{ code: '990101001002001', from: '2020-01-01', to: '2025-01-01' }],
    )
    assert.deepEqual(findingCodes(territories, '2025-01-01'), [])
    assert.deepEqual(findingCodes(city, '2024-12-31'), [])
  })

  it('is told in the lineage, and followed from the day on', () => {
    assert.deepEqual(lineage[0], { kind: 'merged', from: ['c0', 'c1'], to: ['c01'], on: '2025-01-01' })
    assert.equal(lineage.filter((step) => step.kind === 'recoded').length, 8)
    assert.deepEqual(successorsOf('c0', lineage, '2024-12-31'), ['c0'])
    assert.deepEqual(successorsOf('c0', lineage, '2025-01-01'), ['c01'])
    assert.deepEqual(successorsOf('g4', lineage, '2025-01-01'), ['g4'])
    assert.deepEqual(successorsOf('c2', lineage, '2025-01-01'), ['c2'])
  })

  it('lets a source live on: same id, same code for its own grids, the old border in its history', () => {
    const { territories } = carriedOut({
      kind: 'merge',
      from: ['c0', 'c1'],
      into: { id: 'c0', code: '990101001001', name: { zh: '大社区' } },
    })
    const kept = find(territories, 'c0')
    assert.equal(kept.validTo, undefined)
    assert.equal(kept.since, '2025-01-01')
    assert.equal(area(kept.history?.[0]?.geometry), area(find(city, 'c0').geometry))
    assert.equal(find(territories, 'g0'), find(city, 'g0'))
    assert.equal(find(territories, 'g4').code, '990101001001005')
  })

  it('adds up households only where all are known', () => {
    const counted = city.map((each) =>
      each.id === 'c0'
        ? { ...each, households: 300 }
        : each.id === 'c1'
          ? { ...each, households: 500 }
          : each,
    )
    assert.equal(find(carriedOut(plan, counted).territories, 'c01').households, 800)
    assert.equal('households' in find(territories, 'c01'), false)
  })

  it('is refused, with nothing done, where it cannot be', () => {
    const into = plan.kind === 'merge' ? plan.into : assert.fail()
    assert.equal(refusalOf({ ...plan, from: ['c0', 'nobody'] }), 'redraw.unknown')
    assert.equal(refusalOf({ ...plan, from: ['c0', 'c0'] }), 'redraw.too_few')
    assert.equal(refusalOf({ ...plan, from: ['c0', 'g0'] }), 'redraw.levels_differ')
    assert.equal(refusalOf({ ...plan, into: { ...into, code: '990101001003' } }), 'redraw.code_taken')
    assert.equal(refusalOf({ ...plan, into: { ...into, code: '990101001' } }), 'redraw.code_shape')
    assert.equal(refusalOf({ ...plan, into: { ...into, id: 'c2' } }), 'redraw.id_taken')
    assert.equal(refusalOf(plan, city, '2019-01-01'), 'redraw.unknown')
    assert.equal(
      refusalOf(
        plan,
        city.map((each) => ({ ...each, since: '2026-01-01' })),
      ),
      'redraw.date',
    )
    assert.equal(refusalOf(plan, territories, '2025-06-01'), 'redraw.unknown')
  })
})

describe('a split', () => {
  const halves = ['g0 g1', 'g2 g3'].map(
    (ids) => dissolve(ids.split(' ').map((id) => find(city, id).geometry as Geometry)) as Geometry,
  )
  const children = { g0: 'c0', g1: 'c0', g2: 'east', g3: 'east' }
  const plan = {
    kind: 'split',
    from: 'c0',
    children,
    into: [
      { id: 'c0', code: '990101001001', name: { zh: '西社区' }, geometry: halves[0] as Geometry },
      { id: 'east', code: '990101001011', name: { zh: '东社区' }, geometry: halves[1] as Geometry },
    ],
  } as const satisfies RedrawPlan

  it('gives each grid to its part and keeps the ids', () => {
    const { territories, lineage } = carriedOut(plan)
    assert.equal(find(territories, 'g2').code, '990101001011003')
    assert.equal(find(territories, 'g2').parentCode, '990101001011')
    assert.equal(find(territories, 'g0'), find(city, 'g0'))
    assert.deepEqual(successorsOf('c0', lineage, '2025-01-01'), ['c0', 'east'])
    assert.deepEqual(findingCodes(territories, '2025-01-01'), [])
  })

  it('is refused where a grid is left over or the parts do not fill the whole', () => {
    assert.equal(
      refusalOf({ ...plan, children: { g0: 'c0', g1: 'c0', g2: 'east' } }),
      'redraw.child_unassigned',
    )
    assert.equal(
      refusalOf({
        ...plan,
        into: [plan.into[0], { ...plan.into[1], geometry: find(city, 'g3').geometry as Geometry }],
      }),
      'redraw.parts_do_not_cover',
    )
    assert.equal(refusalOf({ ...plan, into: [plan.into[0]] }), 'redraw.too_few')
  })
})

describe('a new name and a new code', () => {
  it('keep the id and everything below in step', () => {
    const renamed = carriedOut({ kind: 'rename', id: 'c0', name: { zh: '新名社区', en: 'New Name' } })
    assert.deepEqual(find(renamed.territories, 'c0').history?.[0]?.name, { zh: '第1社区' })
    const recoded = carriedOut(
      { kind: 'recode', id: 'c0', code: '990101001020' },
      renamed.territories,
      '2025-03-01',
    )
    assert.equal(find(recoded.territories, 'g3').code, '990101001020004')
    assert.equal(find(recoded.territories, 'c0').history?.length, 2)
    assert.deepEqual(findingCodes(recoded.territories, '2025-03-01'), [])
  })

  it('leave no period of no days when two changes fall on one day', () => {
    const once = carriedOut({ kind: 'rename', id: 'c0', name: { zh: '甲' } })
    const twice = carriedOut({ kind: 'rename', id: 'c0', name: { zh: '乙' } }, once.territories)
    assert.deepEqual(
      find(twice.territories, 'c0').history?.map((each) => each.name.zh),
      ['第1社区'],
    )
  })
})

describe('a border around several', () => {
  it('keeps a hole that none of them fills', () => {
    const block = latticeGrids({ columns: 3, rows: 3 })
    const ring = dissolve(block.toSpliced(4, 1).map((each) => each.geometry as Geometry)) as Geometry
    assert.equal(ring.type, 'Polygon')
    assert.equal(ring.coordinates.length, 2)
    const full = area(dissolve(block.map((each) => each.geometry as Geometry)) as Geometry)
    assert.ok(Math.abs(full - area(ring) - area(block[4]?.geometry)) < 1)
  })

  it('keeps pieces apart that only touch in a corner', () => {
    const block = latticeGrids({ columns: 2, rows: 2 })
    const pieces = dissolve([block[0]?.geometry as Geometry, block[3]?.geometry as Geometry]) as Geometry
    assert.deepEqual([pieces.type, pieces.coordinates.length], ['MultiPolygon', 2])
  })
})

describe('any sequence of merges', () => {
  it('loses no id and no square metre, keeps codes unique, and every origin has one living successor', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), fc.nat(), fc.boolean()), { maxLength: 5 }), (picks) => {
        let territories: readonly Territory[] = city
        const lineage: Lineage[] = []
        picks.forEach(([a, b, livesOn], at) => {
          const on = `2025-01-${String(at + 1).padStart(2, '0')}`
          const living = territories.filter((each) => each.level === 'community' && isValidOn(each, on))
          const [one, other] = [
            living[a % living.length] as Territory,
            living[b % living.length] as Territory,
          ]
          if (one === other) return
          const into = livesOn
            ? { id: one.id, code: one.code, name: one.name }
            : { id: `m${at}`, code: `9901010011${at}0`, name: { zh: `并${at}` } }
          const result = carriedOut({ kind: 'merge', from: [one.id, other.id], into }, territories, on)
          territories = result.territories
          lineage.push(...result.lineage)
        })
        const living = territories.filter((each) => isValidOn(each, '2026-01-01'))
        assert.deepEqual(
          city.map((each) => each.id).filter((id) => !territories.some((each) => each.id === id)),
          [],
        )
        assert.equal(new Set(living.map((each) => each.code)).size, living.length)
        assert.ok(
          living.every(
            (each) => each.level === 'community' || living.some((above) => above.code === each.parentCode),
          ),
        )
        const total = (set: readonly Territory[]) =>
          set.filter((each) => each.level === 'community').reduce((sum, each) => sum + area(each.geometry), 0)
        assert.ok(Math.abs(total(living) - total(city)) < 1)
        for (const { id } of city) {
          const successors = successorsOf(id, lineage, '2026-01-01')
          assert.equal(successors.length, 1)
          assert.ok(living.some((each) => each.id === successors[0]))
        }
      }),
      { numRuns: 60 },
    )
  })
})
