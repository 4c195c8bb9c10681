/**
 * 覆盖 — how well parts cover a whole: where parts overlap, where they leave a gap, where they stick out.
 *
 * Clean data is proven clean first: when every edge of a part meets its reverse in a neighbour or itself in
 * the whole, the sum of the parts *is* the whole (boundaries add up like winding numbers), so there is neither
 * gap nor overlap. Only what does not add up is measured: the plane is cut into horizontal slabs at all
 * vertices and crossings, and within a slab edges do not cross, so that lengths on the slab's middle line
 * times its height are exact areas. No clipping library: shared and nearly shared borders, the normal case
 * here, are where those break.
 */
import type { Shape } from './plane.ts'

/** An area in m² with the place (metres on the plane) of its largest piece, for a person to look at. */
export type Patch = { m2: number; x: number; y: number; largest: number }

export type Cover = {
  readonly gap: Patch | null
  /** Per part (index) what lies outside the whole. */
  readonly outside: ReadonlyMap<number, Patch>
  /** Per pair of parts, lower index first. */
  readonly overlaps: readonly { readonly a: number; readonly b: number; readonly patch: Patch }[]
}

/** Slabs thinner than this (metres) are numerical noise. */
const THINNEST = 1e-7

/** True where the parts add up to the whole edge by edge: a proof, provided that each shape is simple. */
export function addsUp(parts: readonly Shape[], whole: Shape): boolean {
  const vertices = new Map<number, Map<number, number>>()
  let count = 0
  const idOf = (x: number, y: number): number => {
    let column = vertices.get(x)
    if (!column) vertices.set(x, (column = new Map()))
    let id = column.get(y)
    if (id === undefined) column.set(y, (id = count++))
    return id
  }
  const open = new Map<number, number>()
  const add = (from: number, to: number): void => {
    const [forth, back] = [from * 0x4000000 + to, to * 0x4000000 + from]
    const opposite = open.get(back) ?? 0
    if (opposite > 1) open.set(back, opposite - 1)
    else if (opposite === 1) open.delete(back)
    else open.set(forth, (open.get(forth) ?? 0) + 1)
  }
  for (const part of parts) eachEdge(part, (x0, y0, x1, y1) => add(idOf(x0, y0), idOf(x1, y1)))
  eachEdge(whole, (x0, y0, x1, y1) => add(idOf(x1, y1), idOf(x0, y0)))
  return open.size === 0
}

function eachEdge(shape: Shape, visit: (x0: number, y0: number, x1: number, y1: number) => void): void {
  for (let i = 0; i < shape.length; i += 4) {
    visit(shape[i] as number, shape[i + 1] as number, shape[i + 2] as number, shape[i + 3] as number)
  }
}

/** Measures parts against a whole; without one (null) only overlaps are measured. Areas in m². */
export function measureCover(parts: readonly Shape[], whole: Shape | null): Cover {
  const ledger = new Ledger(parts.length)
  const edges = upwardEdges(whole ? [...parts, whole] : parts)
  const active: Active[] = []
  let next = 0
  for (let at = 0; at + 1 < edges.levels.length; at++) {
    const [low, high] = [edges.levels[at] as number, edges.levels[at + 1] as number]
    retire(active, low)
    for (let edge = edges.list[next]; edge && edge.low <= low; edge = edges.list[++next]) active.push(edge)
    if (high - low > THINNEST) measureSlab(active, low, high, ledger, whole !== null)
  }
  return ledger.cover()
}

type Active = {
  readonly owner: number
  readonly x: number
  readonly low: number
  readonly high: number
  readonly slope: number
  /** x on the line at hand. */
  at: number
}

function upwardEdges(shapes: readonly Shape[]): { list: Active[]; levels: number[] } {
  const list: Active[] = []
  const ys = new Set<number>()
  shapes.forEach((shape, owner) => {
    eachEdge(shape, (x0, y0, x1, y1) => {
      ys.add(y0)
      if (y0 === y1) return
      const [x, low, high] = y0 < y1 ? [x0, y0, y1] : [x1, y1, y0]
      list.push({ owner, x, low, high, slope: (x1 - x0) / (y1 - y0), at: 0 })
    })
  })
  return { list: list.sort((a, b) => a.low - b.low), levels: Array.from(ys).sort((a, b) => a - b) }
}

function retire(active: Active[], low: number): void {
  let kept = 0
  for (const edge of active) if (edge.high > low) active[kept++] = edge
  active.length = kept
}

function measureSlab(active: Active[], low: number, high: number, ledger: Ledger, hasWhole: boolean): void {
  let from = low
  for (const to of [...crossings(active, low, high), high]) {
    if (to - from <= THINNEST) continue
    sortAt(active, (from + to) / 2)
    ledger.walk(active, (from + to) / 2, to - from, hasWhole)
    from = to
  }
}

/** Heights inside the slab at which edges change places, ascending: the inversions from its lower to its upper line. */
function crossings(active: Active[], low: number, high: number): number[] {
  const found: number[] = []
  sortAt(active, low)
  const bottoms = active.map((edge) => edge.at)
  for (const edge of active) edge.at = xAt(edge, high)
  for (let i = 1; i < active.length; i++) {
    const [edge, bottom] = [active[i] as Active, bottoms[i] as number]
    let j = i - 1
    for (; j >= 0 && (active[j] as Active).at > edge.at; j--) {
      const y = low + (bottom - (bottoms[j] as number)) / ((active[j] as Active).slope - edge.slope)
      if (y > low && y < high) found.push(y)
      active[j + 1] = active[j] as Active
      bottoms[j + 1] = bottoms[j] as number
    }
    active[j + 1] = edge
    bottoms[j + 1] = bottom
  }
  return found.sort((a, b) => a - b)
}

function xAt(edge: Active, y: number): number {
  return edge.x + (y - edge.low) * edge.slope
}

/** Insertion sort along a horizontal line: from slab to slab the order hardly changes. */
function sortAt(active: Active[], y: number): void {
  for (const edge of active) edge.at = xAt(edge, y)
  for (let i = 1; i < active.length; i++) {
    const edge = active[i] as Active
    let j = i - 1
    for (; j >= 0 && (active[j] as Active).at > edge.at; j--) active[j + 1] = active[j] as Active
    active[j + 1] = edge
  }
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

  /** Goes along the middle line of a slab from west to east; `active` is in that order. */
  walk(active: readonly Active[], y: number, height: number, hasWhole: boolean): void {
    const claims: number[] = []
    for (let i = 0; i + 1 < active.length; i++) {
      const edge = active[i] as Active
      this.cross(edge.owner, claims)
      const width = (active[i + 1] as Active).at - edge.at
      if (width > 0) this.book(claims, { area: width * height, x: edge.at + width / 2, y }, hasWhole)
    }
    const last = active.at(-1)
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
      for (let j = 0; j < i; j++) enlarge(patchAt(this.overlaps, this.pair(claims[i] as number, claims[j] as number)), piece)
    }
  }

  private pair(a: number, b: number): number {
    return Math.min(a, b) * this.parts + Math.max(a, b)
  }

  cover(): Cover {
    return {
      gap: this.gap.m2 > 0 ? this.gap : null,
      outside: this.outside,
      overlaps: Array.from(this.overlaps, ([pair, patch]) => ({ a: Math.floor(pair / this.parts), b: pair % this.parts, patch })),
    }
  }
}

type Piece = { readonly area: number; readonly x: number; readonly y: number }

function emptyPatch(): Patch {
  return { m2: 0, x: 0, y: 0, largest: 0 }
}

function patchAt(patches: Map<number, Patch>, key: number): Patch {
  let patch = patches.get(key)
  if (!patch) patches.set(key, (patch = emptyPatch()))
  return patch
}

function enlarge(patch: Patch, { area, x, y }: Piece): void {
  patch.m2 += area
  if (area > patch.largest) Object.assign(patch, { x, y, largest: area })
}
