/**
 * 示范市的地面 — a fine lattice of displaced nodes, cut again and again into rectangles of the lattice. Every border runs
 * along lattice nodes, so that neighbours share each vertex and the parts fill the whole without gap or overlap.
 */
import type { Random } from './random.ts'

/** Cells of the lattice, `west ≤ x < east`, `south ≤ y < north`. */
export type Block = {
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
}

/** South-west corner, in a desert where nobody lives; the steps are about 105 m and 120 m. */
const ORIGIN = { lon: 83.1, lat: 39.2 }
const STEP = { lon: 0.00122, lat: 0.00108 }

export function areaOf({ west, south, east, north }: Block): number {
  return (east - west) * (north - south)
}

/** Cuts a block into parts of at most `most` cells, across its longer side, near the middle. */
export function cut(block: Block, most: number, random: Random): Block[] {
  if (areaOf(block) <= most) return [block]
  const { west, south, east, north } = block
  const wide = (east - west) * STEP.lon * 0.775 >= (north - south) * STEP.lat
  const length = wide ? east - west : north - south
  const at = Math.max(1, Math.min(length - 1, Math.round(length * (0.38 + 0.24 * random.next()))))
  const halves: Block[] = wide
    ? [
        { ...block, east: west + at },
        { ...block, west: west + at },
      ]
    : [
        { ...block, south: south + at },
        { ...block, north: south + at },
      ]
  return halves.flatMap((half) => cut(half, most, random))
}

/** Cuts a block into exactly `count` parts: the largest is halved until there are enough. */
export function cutInto(block: Block, count: number, random: Random): Block[] {
  const parts = [block]
  while (parts.length < count) {
    parts.sort((a, b) => areaOf(b) - areaOf(a))
    const largest = parts.shift() as Block
    parts.push(...cut(largest, areaOf(largest) - 1, random).slice(0, 2))
  }
  return parts
}

/** Grids are numbered west to east, then north to south (西安 local rule). */
export function inReadingOrder(blocks: readonly Block[]): Block[] {
  return [...blocks].sort((a, b) => b.north - a.north || a.west - b.west)
}

/** The outline of a block, counter-clockwise, closed, in degrees. */
export function outlineOf({ west, south, east, north }: Block): [number, number][] {
  const ring: [number, number][] = []
  for (let x = west; x < east; x++) ring.push(node(x, south))
  for (let y = south; y < north; y++) ring.push(node(east, y))
  for (let x = east; x > west; x--) ring.push(node(x, north))
  for (let y = north; y >= south; y--) ring.push(node(west, y))
  return ring
}

/** The middle of a block, in degrees. */
export function middleOf({ west, south, east, north }: Block): [number, number] {
  return node((west + east) / 2, (south + north) / 2)
}

/** A node of the lattice, bent like an old town and jittered like a survey, always the same way. */
export function node(x: number, y: number): [number, number] {
  const bendX = 3.2 * Math.sin(y / 17) + 1.1 * Math.sin(x / 9 + y / 7)
  const bendY = 3.6 * Math.sin(x / 23 + 1) + 1.2 * Math.sin(x / 8 - y / 11)
  const [jitterX, jitterY] =
    Number.isInteger(x) && Number.isInteger(y) ? [noise(x, y) / 4, noise(y + 7919, x) / 4] : [0, 0]
  return [
    round(ORIGIN.lon + (x + bendX + jitterX) * STEP.lon),
    round(ORIGIN.lat + (y + bendY + jitterY) * STEP.lat),
  ]
}

function round(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6
}

/** -1..1, from two whole numbers. */
function noise(a: number, b: number): number {
  let h = Math.imul(a + 1, 374761393) ^ Math.imul(b + 1, 668265263)
  h = Math.imul(h ^ (h >>> 13), 1274126177)
  return ((h ^ (h >>> 16)) >>> 0) / 2147483648 - 1
}
