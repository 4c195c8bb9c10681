/**
 * 扫描 — cuts shapes into horizontal slabs at all vertices and crossings. Within a slab edges do not cross, so
 * that lengths on its middle line times its height are exact areas.
 */
import { eachEdge, type Shape } from './plane.ts'

/** An edge as the sweep meets it, from its lower end up. */
export type Line = {
  /** Which of the shapes it belongs to. */
  readonly owner: number
  /** What the winding number changes by when the edge is passed from west to east. */
  readonly turn: 1 | -1
  readonly x: number
  readonly low: number
  readonly high: number
  readonly slope: number
  /** x on the horizontal at hand. */
  at: number
}

/** Called per slab with its edges from west to east as they stand on its middle line `y`. */
export type VisitSlab = (lines: readonly Line[], y: number, height: number) => void

/** Lengths below this (metres) are numerical noise. */
const NOISE = 1e-7

/** Visits all slabs of the shapes from south to north. */
export function sweep(shapes: readonly Shape[], visit: VisitSlab): void {
  const { list, levels } = upwardLines(shapes)
  const active: Line[] = []
  let next = 0
  for (let at = 0; at + 1 < levels.length; at++) {
    const [low, high] = [levels[at] as number, levels[at + 1] as number]
    retire(active, low)
    for (let line = list[next]; line && line.low <= low; line = list[++next]) active.push(line)
    if (high - low > NOISE) cutSlab(active, low, high, visit)
  }
}

function upwardLines(shapes: readonly Shape[]): { list: Line[]; levels: Float64Array } {
  const list: Line[] = []
  shapes.forEach((shape, owner) => {
    eachEdge(shape, (x0, y0, x1, y1) => {
      if (y0 === y1) return
      const slope = (x1 - x0) / (y1 - y0)
      if (y0 < y1) list.push({ owner, turn: -1, x: x0, low: y0, high: y1, slope, at: 0 })
      else list.push({ owner, turn: 1, x: x1, low: y1, high: y0, slope, at: 0 })
    })
  })
  const levels = new Float64Array(list.length * 2)
  list.forEach((line, at) => levels.set([line.low, line.high], 2 * at))
  return { list: list.sort((a, b) => a.low - b.low), levels: levels.sort() }
}

function retire(active: Line[], low: number): void {
  let kept = 0
  for (const line of active) if (line.high > low) active[kept++] = line
  active.length = kept
}

function cutSlab(active: Line[], low: number, high: number, visit: VisitSlab): void {
  const middle = (low + high) / 2
  sortAt(active, middle)
  if (keepsOrder(active, low) && keepsOrder(active, high)) {
    visit(active, middle, high - low)
    return
  }
  let from = low
  for (const to of [...crossings(active, low, high), high]) {
    if (to - from <= NOISE) continue
    sortAt(active, (from + to) / 2)
    visit(active, (from + to) / 2, to - from)
    from = to
  }
}

function xAt(line: Line, y: number): number {
  return line.x + (y - line.low) * line.slope
}

function keepsOrder(active: readonly Line[], y: number): boolean {
  let previous = -Infinity
  for (const line of active) {
    const x = xAt(line, y)
    if (x < previous - NOISE) return false
    previous = x
  }
  return true
}

/** Insertion sort along a horizontal: from slab to slab the order hardly changes. */
function sortAt(active: Line[], y: number): void {
  for (const line of active) line.at = xAt(line, y)
  for (let i = 1; i < active.length; i++) {
    const line = active[i] as Line
    let j = i - 1
    for (; j >= 0 && (active[j] as Line).at > line.at; j--) active[j + 1] = active[j] as Line
    active[j + 1] = line
  }
}

/** Heights inside the slab at which edges change places, ascending: the inversions from its lower to its upper side. */
function crossings(active: Line[], low: number, high: number): number[] {
  const found: number[] = []
  sortAt(active, low)
  const bottoms = active.map((line) => line.at)
  for (const line of active) line.at = xAt(line, high)
  for (let i = 1; i < active.length; i++) {
    const [line, bottom] = [active[i] as Line, bottoms[i] as number]
    let j = i - 1
    for (; j >= 0 && (active[j] as Line).at > line.at; j--) {
      const y = low + (bottom - (bottoms[j] as number)) / ((active[j] as Line).slope - line.slope)
      if (y > low && y < high) found.push(y)
      active[j + 1] = active[j] as Line
      bottoms[j + 1] = bottoms[j] as number
    }
    active[j + 1] = line
    bottoms[j + 1] = bottom
  }
  return found.sort((a, b) => a - b)
}
