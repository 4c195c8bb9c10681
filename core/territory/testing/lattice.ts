/**
 * 试验网格 — a made-up city of wobbly grids for specs and benchmarks: neighbours share their borders vertex
 * by vertex, corners are displaced, nothing is axis-aligned. The same arguments give the same city.
 */
import type { Position, Territory } from '../types.ts'

export type LatticeOptions = {
  readonly columns: number
  readonly rows: number
  /** Vertices between two corners. */
  readonly steps?: number
  /** Size of a cell in degrees. */
  readonly cell?: number
  /** Code prefix of 9 digits; every row is a community, every cell a grid. */
  readonly street?: string
}

const ORIGIN: Position = [120, 30]

/** Grids row by row; ids `g0`, `g1`, …; the code's community is the row, its last three digits the column. */
export function latticeGrids(options: LatticeOptions): Territory[] {
  const { columns, rows, street = '990101001' } = options
  return Array.from({ length: columns * rows }, (_, at) => {
    const [column, row] = [at % columns, Math.floor(at / columns)]
    const parentCode = street + String(row + 1).padStart(3, '0')
    return {
      id: `g${at}`,
      code: parentCode + String(column + 1).padStart(3, '0'),
      name: { zh: `第${at + 1}网格` },
      level: 'grid',
      parentCode,
      gridKind: 'general',
      geometry: { type: 'Polygon', coordinates: [cellRing(column, column + 1, row, options)] },
      validFrom: '2020-01-01',
    }
  })
}

/** The communities above `latticeGrids`: one per row, with the outline of the row. */
export function latticeCommunities(options: LatticeOptions): Territory[] {
  const { columns, rows, street = '990101001' } = options
  return Array.from({ length: rows }, (_, row) => ({
    id: `c${row}`,
    code: street + String(row + 1).padStart(3, '0'),
    name: { zh: `第${row + 1}社区` },
    level: 'community',
    parentCode: street,
    geometry: { type: 'Polygon', coordinates: [cellRing(0, columns, row, options)] },
    validFrom: '2020-01-01',
  }))
}

/** The outline of the cells `west..east-1` of one row, counter-clockwise, closed. */
function cellRing(
  west: number,
  east: number,
  row: number,
  { steps = 4, cell = 0.004 }: LatticeOptions,
): Position[] {
  const along: [number, number][] = []
  const side = (count: number, at: (step: number) => [number, number]): void => {
    for (let step = 0; step < count; step++) along.push(at(step))
  }
  const per = steps + 1
  const [left, right, low, high] = [west * per, east * per, row * per, (row + 1) * per]
  side(right - left, (step) => [left + step, low])
  side(high - low, (step) => [right, low + step])
  side(right - left, (step) => [right - step, high])
  side(high - low, (step) => [left, high - step])
  along.push([left, low])
  return along.map(([x, y]) => node(x, y, cell / per))
}

/** A node of the fine lattice, displaced by up to a third of a step, always the same way. */
function node(x: number, y: number, step: number): Position {
  return [ORIGIN[0] + (x + noise(x, y) / 3) * step, ORIGIN[1] + (y + noise(y + 7919, x) / 3) * step]
}

/** -1..1, from two whole numbers. */
function noise(a: number, b: number): number {
  let h = Math.imul(a + 1, 374761393) ^ Math.imul(b + 1, 668265263)
  h = Math.imul(h ^ (h >>> 13), 1274126177)
  return ((h ^ (h >>> 16)) >>> 0) / 2147483648 - 1
}
