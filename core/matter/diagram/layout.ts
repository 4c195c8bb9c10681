/**
 * 闭环图·布局 — where the boxes stand: the track from left to right, the other open states below it near those they belong to,
 * the closed ones at the right end, outside the frame of the open.
 */
import type { Edge, Graph, Node } from './graph.ts'
import { widthOf, wrap } from './text.ts'

export const BOX = { width: 176, pad: 14, title: 15, small: 12, line: 18, chip: 22, gap: 76 } as const
export const MARGIN = 32

export type Box = Node & {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly row: 'track' | 'side'
  readonly titleLines: readonly string[]
  readonly chipLines: readonly (readonly string[])[]
  readonly stayLines: readonly string[]
}

/** Boxes in two rows; `y` is given when the channels between them are known. */
export function placed(graph: Graph): Box[] {
  const track = graph.nodes.filter((node) => node.isTrack && !node.isClosed)
  const closed = graph.nodes.filter((node) => node.isClosed)
  const side = graph.nodes.filter((node) => !node.isTrack && !node.isClosed)
  const columns = columnsOf(graph, [...track, ...closed.slice(0, 1)], side.length)
  const top = track.map((node, index) => boxOf(node, columns[index] ?? 0, 'track'))
  const last = columns[Math.max(track.length, side.length)] ?? columns.at(-1) ?? 0
  const ends = closed.map((node, index) => boxOf(node, last + index * (BOX.width + 24), 'track'))
  const slots = sideColumns(graph, side, top, columns.slice(0, Math.max(track.length, side.length)))
  return [...top, ...side.map((node, index) => boxOf(node, slots[index] ?? 0, 'side')), ...ends]
}

/** Left edges of the columns; the gap between two is wide enough for what is written on the arrow between them. */
function columnsOf(graph: Graph, row: readonly Node[], sides: number): number[] {
  const columns = [MARGIN + 56]
  for (let index = 1; index <= Math.max(row.length - 1, sides); index++) {
    const [a, b] = [row[index - 1], row[index]]
    const edge = graph.edges.find((each) => each.from === a?.id && each.to === b?.id)
    const isLast = index === Math.max(row.length - 1, sides)
    const wanted = edge ? Math.max(...labelLines(edge).map((line) => widthOf(line, BOX.small))) + 34 : 0
    const gap = Math.max(BOX.gap, wanted) + (isLast ? 64 : 0)
    columns.push((columns.at(-1) ?? 0) + BOX.width + gap)
  }
  return columns
}

/** The words on a short arrow, one action per line, long ones broken. */
export function labelLines(edge: Edge, max = 0): string[] {
  return edge.labels.flatMap((label) => wrap(label, BOX.small, Math.max(max, 120)))
}

/** Each side state in the free column nearest to those it is joined with. */
function sideColumns(
  graph: Graph,
  side: readonly Node[],
  top: readonly Box[],
  columns: readonly number[],
): number[] {
  const wish = (node: Node): number => {
    const joined = graph.edges.flatMap(({ from, to }) =>
      from === node.id ? [to] : to === node.id ? [from] : [],
    )
    const xs = top.filter((box) => joined.includes(box.id)).map((box) => box.x)
    if (graph.starts.includes(node.id)) xs.push(0, 0, 0)
    return xs.length > 0 ? xs.reduce((sum, x) => sum + x, 0) / xs.length : (columns.at(-1) ?? 0)
  }
  const order = [...side].sort((a, b) => wish(a) - wish(b))
  const taken = new Map<string, number>()
  let free = [...columns]
  for (const [index, node] of order.entries()) {
    const left = order.length - index - 1
    const choices = free.slice(0, free.length - left)
    const nearest = choices.reduce((best, x) =>
      Math.abs(x - wish(node)) < Math.abs(best - wish(node)) ? x : best,
    )
    taken.set(node.id, nearest)
    free = free.slice(free.indexOf(nearest) + 1)
  }
  return side.map((node) => taken.get(node.id) ?? 0)
}

function boxOf(node: Node, x: number, row: Box['row']): Box {
  const inner = BOX.width - 2 * BOX.pad
  const titleLines = wrap(node.title, BOX.title, inner)
  const stayLines = wrap(node.stays.join(' · '), BOX.small, inner)
  const chipLines = chipsIn(node.clocks, inner)
  const height =
    2 * BOX.pad +
    titleLines.length * 20 +
    (chipLines.length > 0 ? chipLines.length * (BOX.chip + 4) + 4 : 0) +
    (stayLines.length > 0 ? stayLines.length * BOX.line + 6 : 0)
  return { ...node, x, y: 0, width: BOX.width, height, row, titleLines, chipLines, stayLines }
}

function shortened(text: string, max: number): string {
  if (widthOf(text, 11.5) <= max) return text
  let kept = text
  while (kept.length > 1 && widthOf(`${kept}…`, 11.5) > max) kept = kept.slice(0, -1).trimEnd()
  return `${kept}…`
}

export function chipWidth(text: string): number {
  return widthOf(text, 11.5) + 30
}

function chipsIn(clocks: readonly string[], max: number): string[][] {
  const lines: string[][] = []
  let used = 0
  for (const clock of clocks.map((each) => shortened(each, max - 30))) {
    const width = chipWidth(clock) + 4
    if (lines.length === 0 || used + width > max + 4) {
      lines.push([])
      used = 0
    }
    lines.at(-1)?.push(clock)
    used += width
  }
  return lines
}
