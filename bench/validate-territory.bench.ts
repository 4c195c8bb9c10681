/**
 * Checking 1,000 communities and 19,000 grids: clean, with communities not drawn, and with every 19th border
 * displaced so that all communities have to be measured. `node bench/validate-territory.bench.ts [--json] [--keep]`.
 */
import { latticeCommunities, latticeGrids } from '@huying/core/territory/testing/lattice.ts'
import type { Position, Territory } from '@huying/core/territory/types.ts'
import { validateTerritories } from '@huying/core/territory/validate.ts'
import { report } from './support/report.ts'

const size = { columns: 19, rows: 999 }
const communities = latticeCommunities(size)
const grids = latticeGrids(size)
const undrawn = communities.map(({ geometry: _, ...each }) => each)

const result = {
  territories: communities.length + grids.length,
  clean: timed([...communities, ...grids]),
  communitiesNotDrawn: timed([...undrawn, ...grids]),
  everyCommunityDisturbed: timed([
    ...communities,
    ...grids.map((grid, at) => (at % 19 === 3 ? displaced(grid) : grid)),
  ]),
}
await report('validate-territory', result)

function timed(territories: readonly Territory[]): { ms: number; findings: number } {
  const start = performance.now()
  const findings = validateTerritories(territories, { knownParents: ['990101001'] })
  return { ms: Math.round(performance.now() - start), findings: findings.length }
}

/** The grid with one corner of its border moved by some fifty metres. */
function displaced(grid: Territory): Territory {
  const ring = (grid.geometry?.coordinates[0] ?? []) as readonly Position[]
  const moved = ring.map(([lon, lat], at): Position => (at === 3 ? [lon + 0.0006, lat + 0.0003] : [lon, lat]))
  return { ...grid, geometry: { type: 'Polygon', coordinates: [moved] } }
}
