import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { countBySeverity, type Finding } from './finding.ts'
import { latticeCommunities, latticeGrids } from './testing/lattice.ts'
import { type Geometry, type Position, polygonsOf, type Territory } from './types.ts'
import { validateTerritories } from './validate.ts'

const size = { columns: 6, rows: 4 }
const [communities, grids] = [latticeCommunities(size), latticeGrids(size)]
const city = [...communities, ...grids]
const knownParents = ['990101001']

const validate = (territories: readonly Territory[], options = {}): Finding[] =>
  validateTerritories(territories, { knownParents, ...options })
const codes = (findings: readonly Finding[]): string[] =>
  [...new Set(findings.map((each) => each.code))].sort()
const polygon = (...ring: Position[]): Territory['geometry'] => ({ type: 'Polygon', coordinates: [ring] })
const box = (west: number, south: number, east: number, north: number): Position[] => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
]
/** The city with one territory changed. */
const withChange = (at: number, change: Partial<Territory>): Territory[] =>
  city.with(at, { ...(city[at] as Territory), ...change })
const grid = (at: number): number => communities.length + at

describe('a clean city', () => {
  it('has no findings, with parents drawn or not', () => {
    assert.deepEqual(validate(city), [])
    const undrawn = communities.map(({ geometry: _, ...each }) => each)
    assert.deepEqual(validate([...undrawn, ...grids]), [])
  })
})

describe('the tree', () => {
  it('reports an orphan with the parent it misses', () => {
    const [found] = validate(city.slice(1))
    assert.deepEqual(
      [found?.code, found?.territoryCode, found?.params],
      ['parent.orphan', '990101001001001', { parent: '990101001001' }],
    )
  })

  it('reports a duplicate code and names the first', () => {
    const found = validate([
      ...communities.map(({ geometry: _, ...each }) => each),
      { ...(communities[0] as Territory), id: 'again', name: { zh: '又一个' } },
    ])
    assert.deepEqual(
      found.map((each) => [each.code, each.index, each.params.first]),
      [['code.duplicate', 4, 0]],
    )
  })

  it('reports a name twice under one parent, but not under two', () => {
    assert.deepEqual(codes(validate(withChange(grid(1), { name: { zh: ' 第1网格 ' } }))), ['name.duplicate'])
    assert.deepEqual(codes(validate(withChange(grid(7), { name: { zh: '第1网格' } }))), [])
  })

  it('reports bad codes, missing names, a parent that is not above, dates and households that cannot be', () => {
    const bare = {
      id: 'x',
      code: '990101001009',
      name: { zh: '九' },
      level: 'community',
      parentCode: '990101001',
      validFrom: '2020-01-01',
    } as const
    const cases: [Partial<Territory>, string[]][] = [
      [{ code: '99010100100' }, ['code.shape']],
      [{ level: 'street' }, ['code.level']],
      [{ name: { zh: '　' } }, ['name.missing']],
      [{ parentCode: '990102001' }, ['parent.not_above']],
      [{ validTo: '2019-12-31' }, []],
      [{ households: -1 }, ['households.invalid']],
      [{ households: 2.5 }, ['households.invalid']],
    ]
    for (const [change, expected] of cases) {
      assert.deepEqual(
        codes(validate([{ ...bare, ...change }], { knownParents: ['990101001', '990102001'] })),
        expected,
      )
    }
    assert.deepEqual(
      codes(validate([{ ...bare, validFrom: '2020-01-02', validTo: '2020-01-01' }], { on: '2020-01-01' })),
      [],
    )
  })

  it('compares only what exists on the day', () => {
    const old = {
      ...(communities[0] as Territory),
      id: 'old',
      validFrom: '2010-01-01',
      validTo: '2020-01-01',
    }
    assert.deepEqual(validate([...city, old]), [])
    assert.deepEqual(codes(validate([...city, { ...old, validTo: '2021-01-01' }], { on: '2020-06-01' })), [
      'code.duplicate',
      'name.duplicate',
      'siblings.overlap',
    ])
  })
})

describe('one border', () => {
  const cases: [string, Territory['geometry'], string[]][] = [
    ['a ring that is not closed', polygon([0, 0], [1, 0], [1, 1]), ['ring.unclosed']],
    ['a ring of two positions', polygon([0, 0], [1, 0], [0, 0]), ['ring.short']],
    ['a bow tie', polygon([0, 0], [1, 1], [1, 0], [0, 1], [0, 0]), ['ring.self_intersection']],
    [
      'a figure of eight through one corner',
      polygon([0, 0], [1, 1], [2, 0], [2, 2], [1, 1], [0, 2], [0, 0]),
      ['ring.touches_itself'],
    ],
    ['an empty geometry', { type: 'MultiPolygon', coordinates: [] }, ['geometry.empty']],
    [
      'a latitude of 117 with a longitude of 36',
      polygon([36, 117], [37, 117], [37, 118], [36, 117]),
      ['geometry.swapped'],
    ],
    ['a longitude beyond the earth', polygon([500, 0], [1, 0], [1, 1], [500, 0]), ['geometry.out_of_range']],
    ['no numbers', polygon([Number.NaN, 0], [1, 0], [1, 1], [Number.NaN, 0]), ['geometry.out_of_range']],
    ['a proper triangle', polygon([0, 0], [1, 0], [1, 1], [0, 0]), []],
    ['a doubled position', polygon([0, 0], [1, 0], [1, 0], [1, 1], [0, 0]), []],
  ]
  for (const [what, geometry, expected] of cases) {
    it(`with ${what} gives ${expected.join() || 'no finding'}`, () => {
      const { geometry: _, ...bare } = communities[0] as Territory
      assert.deepEqual(codes(validate([geometry ? { ...bare, geometry } : bare])), expected)
    })
  }

  it('far from all the others is suspected, and known to be swapped when swapping brings it home', () => {
    const away = (west: number, south: number) => polygon(...box(west, south, west + 0.01, south + 0.01))
    assert.deepEqual(
      codes(
        validate(withChange(grid(3), { geometry: away(-10, -10) as NonNullable<Territory['geometry']> })),
      ),
      ['geometry.far_away', 'geometry.outside_parent', 'siblings.gap'],
    )
    const [found] = validate([
      ...[0, 1, 2].map(
        (at): Territory => ({
          ...(communities[at] as Territory),
          geometry: away(-76 + at, 39) as NonNullable<Territory['geometry']>,
        }),
      ),
      { ...(communities[3] as Territory), geometry: away(39, -76) as NonNullable<Territory['geometry']> },
    ])
    assert.deepEqual([found?.code, found?.severity, found?.index], ['geometry.swapped', 'error', 3])
  })
})

describe('borders together', () => {
  it('show a gap where a grid is missing, and only then', () => {
    const found = validate(city.toSpliced(grid(2), 1))
    assert.deepEqual(
      found.map((each) => [each.code, each.territoryCode]),
      [['siblings.gap', '990101001001']],
    )
    assert.ok((found[0]?.params.m2 as number) > 100_000)
  })

  it('do not call it a gap where a grid exists but is not drawn', () => {
    const { geometry: _, ...undrawn } = city[grid(2)] as Territory
    const found = validate(city.with(grid(2), undrawn))
    assert.deepEqual(
      found.map((each) => [each.code, each.severity, each.params.missing]),
      [['geometry.missing_beside_siblings', 'info', 1]],
    )
  })

  it('show an overlap with both codes, its area and its place, parents drawn or not', () => {
    const [first, second] = [grids[0] as Territory, grids[1] as Territory]
    const both = {
      ...first,
      geometry: {
        type: 'MultiPolygon',
        coordinates: [first.geometry?.coordinates, second.geometry?.coordinates],
      },
    } as Territory
    for (const above of [communities, communities.map(({ geometry: _, ...each }) => each)]) {
      const found = validate([...above, both, ...grids.slice(1)]).filter(
        (each) => each.code === 'siblings.overlap',
      )
      assert.deepEqual(
        found.map((each) => [each.territoryCode, each.params.other, each.severity]),
        [[first.code, second.code, 'error']],
      )
      assert.ok(Math.abs((found[0]?.params.lon as number) - 120.006) < 0.003)
    }
  })

  it('show what sticks out of the parent', () => {
    const found = validate(
      withChange(0, {
        geometry: (communities[1] as Territory).geometry as NonNullable<Territory['geometry']>,
      }),
    )
    assert.equal(
      found.filter((each) => each.code === 'geometry.outside_parent' && each.severity === 'error').length,
      size.columns,
    )
  })

  it('keep quiet about the noise of drawing, up to the tolerance', () => {
    const shifted = (metres: number): Territory[] => {
      const ring = [...(polygonsOf((grids[8] as Territory).geometry as Geometry)[0]?.[0] ?? [])]
      const [lon, lat] = ring[2] as Position
      ring[2] = [lon, lat + metres / 111_195]
      return withChange(grid(8), { geometry: polygon(...ring) as NonNullable<Territory['geometry']> })
    }
    assert.deepEqual(validate(shifted(0.1)), [])
    assert.notDeepEqual(validate(shifted(5)), [])
    assert.notDeepEqual(validate(shifted(0.1), { toleranceM2: 0.5 }), [])
  })
})

describe('any mess', () => {
  it('gives a report, never an exception', () => {
    const number = fc.oneof(fc.double(), fc.integer({ min: -200, max: 200 }))
    const ring = fc.array(fc.tuple(number, number), { maxLength: 6 })
    const geometry = fc.oneof(
      fc.record({ type: fc.constant('Polygon' as const), coordinates: fc.array(ring, { maxLength: 2 }) }),
      fc.record({
        type: fc.constant('MultiPolygon' as const),
        coordinates: fc.array(fc.array(ring, { maxLength: 2 }), { maxLength: 2 }),
      }),
    )
    const territory = fc.record({
      id: fc.string(),
      code: fc.oneof(fc.string(), fc.constantFrom('99', '9901', '990101')),
      name: fc.record({ zh: fc.string() }),
      level: fc.constantFrom('province' as const, 'city' as const, 'district' as const),
      parentCode: fc.option(fc.constantFrom('99', '9901', '')),
      geometry,
      validFrom: fc.constant('2020-01-01'),
    })
    fc.assert(
      fc.property(fc.array(territory, { maxLength: 8 }), (territories) => {
        const findings = validateTerritories(territories)
        const counts = countBySeverity(findings)
        assert.equal(counts.error + counts.warning + counts.info, findings.length)
      }),
      { numRuns: 300 },
    )
  })
})
