/**
 * 覆盖 — how well parts cover a whole: where parts overlap, where they leave a gap, where they stick out.
 *
 * `mismatch` first, in one pass: an edge that meets its reverse in a neighbour (or itself in the whole) cancels
 * out, and what remains is the boundary of "parts minus whole". Clean data leaves nothing, which proves it
 * clean. `measureCover` then tells who overlaps whom, for the few groups where something remains.
 *
 * Both cut the plane into horizontal slabs (`sweep.ts`). No clipping library: shared and nearly shared borders,
 * the normal case here, are where those break.
 */
import { eachEdge, type Shape } from './plane.ts'
import { type Line, sweep } from './sweep.ts'

/** An area in m² with the place (metres on the plane) of its largest piece, for a person to look at. */
export type Patch = { m2: number; x: number; y: number; largest: number }

export type Cover = {
  readonly gap: Patch | null
  /** Per part (index) what lies outside the whole. */
  readonly outside: ReadonlyMap<number, Patch>
  /** Per pair of parts, lower index first. */
  readonly overlaps: readonly { readonly a: number; readonly b: number; readonly patch: Patch }[]
}

/** Areas in m² where the parts claim too much (overlapping, or outside the whole) and too little (gaps). */
export type Mismatch = { readonly excess: number; readonly lack: number }

/**
 * How far the parts are from adding up to the whole, without saying where. Each shape must be simple.
 * Without a whole (null) only overlaps count, as `excess`.
 */
export function mismatch(parts: readonly Shape[], whole: Shape | null): Mismatch {
  const remaining = uncancelled(parts, whole)
  const allowed = whole ? 0 : 1
  let [excess, lack] = [0, 0]
  sweep([remaining], (lines, _, height) => {
    let winding = 0
    for (let i = 0; i + 1 < lines.length; i++) {
      winding += (lines[i] as Line).turn
      const area = ((lines[i + 1] as Line).at - (lines[i] as Line).at) * height
      if (winding > allowed) excess += area * (winding - allowed)
      else if (winding < 0) lack -= area * winding
    }
  })
  return { excess, lack }
}

/** The directed edges of the parts, and of the whole reversed, that do not meet their opposite. */
export function uncancelled(parts: readonly Shape[], whole: Shape | null): Shape {
  const idOf = vertexNumbers()
  const open = new Map<number, [number, number, number, number][]>()
  const add = (x0: number, y0: number, x1: number, y1: number): void => {
    const [from, to] = [idOf(x0, y0), idOf(x1, y1)]
    const opposites = open.get(to * 0x4000000 + from)
    if (opposites && opposites.length > 0) opposites.pop()
    else {
      const same = open.get(from * 0x4000000 + to)
      if (same) same.push([x0, y0, x1, y1])
      else open.set(from * 0x4000000 + to, [[x0, y0, x1, y1]])
    }
  }
  for (const part of parts) eachEdge(part, add)
  if (whole) eachEdge(whole, (x0, y0, x1, y1) => add(x1, y1, x0, y0))
  return Float64Array.from([...open.values()].flat(2))
}

/** Numbers positions in order of appearance; the same position, bit by bit, gets the same number. */
function vertexNumbers(): (x: number, y: number) => number {
  const vertices = new Map<number, Map<number, number>>()
  let count = 0
  return (x, y) => {
    const column = vertices.get(x) ?? new Map<number, number>()
    if (column.size === 0) vertices.set(x, column)
    const known = column.get(y)
    if (known !== undefined) return known
    column.set(y, count)
    return count++
  }
}

/** Measures parts against a whole; without one (null) only overlaps are measured. Areas in m². */
export function measureCover(parts: readonly Shape[], whole: Shape | null): Cover {
  const ledger = new Ledger(parts.length)
  sweep(whole ? [...parts, whole] : parts, (lines, y, height) =>
    ledger.walk(lines, y, height, whole !== null),
  )
  return ledger.cover()
}

/** Sums up pieces of area by who claims them. */
class Ledger {
  private readonly parts: number
  private readonly inside: boolean[]
  private readonly gap: Patch = emptyPatch()
  private readonly outside = new Map<number, Patch>()
  private readonly overlaps = new Map<number, Patch>()

  constructor(parts: number) {
    this.parts = parts
    this.inside = new Array(parts + 1).fill(false)
  }

  /** Goes along the middle line of a slab from west to east; `lines` is in that order. */
  walk(lines: readonly Line[], y: number, height: number, hasWhole: boolean): void {
    const claims: number[] = []
    for (let i = 0; i + 1 < lines.length; i++) {
      const edge = lines[i] as Line
      this.cross(edge.owner, claims)
      const width = (lines[i + 1] as Line).at - edge.at
      if (width > 0) this.book(claims, { area: width * height, x: edge.at + width / 2, y }, hasWhole)
    }
    const last = lines.at(-1)
    if (last) this.cross(last.owner, claims)
  }

  private cross(owner: number, claims: number[]): void {
    this.inside[owner] = !this.inside[owner]
    if (owner === this.parts) return
    if (this.inside[owner]) claims.push(owner)
    else claims.splice(claims.indexOf(owner), 1)
  }

  private book(claims: readonly number[], piece: Piece, hasWhole: boolean): void {
    const inWhole = this.inside[this.parts] === true
    if (claims.length === 0) {
      if (inWhole) enlarge(this.gap, piece)
      return
    }
    if (hasWhole && !inWhole) for (const part of claims) enlarge(patchAt(this.outside, part), piece)
    for (let i = 1; i < claims.length; i++) {
      for (let j = 0; j < i; j++)
        enlarge(patchAt(this.overlaps, this.pair(claims[i] as number, claims[j] as number)), piece)
    }
  }

  private pair(a: number, b: number): number {
    return Math.min(a, b) * this.parts + Math.max(a, b)
  }

  cover(): Cover {
    return {
      gap: this.gap.m2 > 0 ? this.gap : null,
      outside: this.outside,
      overlaps: Array.from(this.overlaps, ([pair, patch]) => ({
        a: Math.floor(pair / this.parts),
        b: pair % this.parts,
        patch,
      })),
    }
  }
}

type Piece = { readonly area: number; readonly x: number; readonly y: number }

function emptyPatch(): Patch {
  return { m2: 0, x: 0, y: 0, largest: 0 }
}

function patchAt(patches: Map<number, Patch>, key: number): Patch {
  const patch = patches.get(key) ?? emptyPatch()
  if (patch.m2 === 0) patches.set(key, patch)
  return patch
}

function enlarge(patch: Patch, { area, x, y }: Piece): void {
  patch.m2 += area
  if (area > patch.largest) Object.assign(patch, { x, y, largest: area })
}
