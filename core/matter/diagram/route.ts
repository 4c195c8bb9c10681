/**
 * 闭环图·走线 — where the arrows run: neighbours on the track are joined straight; every other arrow leaves its box upright,
 * runs along a lane of its own in the channel above, between or below the rows, and arrives upright.
 */
import type { Edge, Graph } from './graph.ts'
import { BOX, type Box, labelLines, MARGIN } from './layout.ts'
import { widthOf } from './text.ts'

export type Route = {
  readonly edge: Edge
  readonly points: readonly (readonly [x: number, y: number])[]
  readonly label: { readonly x: number; readonly y: number; readonly text: string } | null
}

export type Plan = {
  readonly boxes: readonly Box[]
  /** Arrows between neighbours on the track, drawn straight with the words above. */
  readonly straight: readonly {
    readonly edge: Edge
    readonly from: Box
    readonly to: Box
    readonly y: number
  }[]
  readonly routes: readonly Route[]
  /** The frame around the open states. */
  readonly frame: { readonly x: number; readonly y: number; readonly right: number; readonly bottom: number }
  readonly height: number
}

type Channel = 'above' | 'between' | 'below'
type Wire = { readonly edge: Edge; readonly from: Box; readonly to: Box; readonly channel: Channel }
type Laid = Wire & { readonly a: number; readonly b: number; readonly lane: number }

const LANE = 30
const ROOM = 22
const HEAD = 64
const FRAME_X = MARGIN + 28
/** Height of the middle line of a box's title, where straight arrows arrive. */
const STRAIGHT = 30

export function planOf(graph: Graph, boxes: readonly Box[], footer: number): Plan {
  const box = new Map(boxes.map((each) => [each.id, each]))
  const row = boxes.filter((each) => each.row === 'track')
  const wires: Wire[] = []
  const pairs: { edge: Edge; from: Box; to: Box }[] = []
  for (const edge of graph.edges) {
    const [from, to] = [box.get(edge.from), box.get(edge.to)]
    if (!from || !to) continue
    const isNext = row.includes(from) && row.indexOf(to) === row.indexOf(from) + 1
    if (isNext && edge.look !== 'clock') pairs.push({ edge, from, to })
    else wires.push({ edge, from, to, channel: channelOf(from, to) })
  }
  const laid = lanesOf(wires, portsOf(wires))
  const lanes = (channel: Channel) =>
    1 + Math.max(-1, ...laid.filter((w) => w.channel === channel).map((w) => w.lane))
  const room = (channel: Channel) => (lanes(channel) > 0 ? lanes(channel) * LANE + ROOM + 10 : 0)
  const raised = 15 * Math.max(0, ...pairs.map((pair) => linesBetween(pair).length - 2))
  const top = HEAD + ROOM + Math.max(room('above') + raised, 12)
  const trackEnd = top + Math.max(0, ...row.map((each) => each.height))
  const sideTop = trackEnd + Math.max(room('between'), 40)
  const sideEnd =
    sideTop + Math.max(0, ...boxes.filter((each) => each.row === 'side').map((each) => each.height))
  const end = boxes.some((each) => each.row === 'side') ? sideEnd : trackEnd + room('between')
  const bottom = end + room('below') + 24 + footer
  const laneY: Record<Channel, (lane: number) => number> = {
    above: (lane) => top - ROOM - raised - lane * LANE,
    between: (lane) => trackEnd + ROOM + 14 + lane * LANE,
    below: (lane) => end + ROOM + 10 + lane * LANE,
  }
  const set = boxes.map((each) => ({ ...each, y: each.row === 'track' ? top : sideTop }))
  const at = new Map(set.map((each) => [each.id, each]))
  const open = set.filter((each) => !each.isClosed)
  return {
    boxes: set,
    straight: pairs.map((pair) => ({ ...pair, y: top + STRAIGHT })),
    routes: laid.map((wire) => routed(wire, at, laneY[wire.channel](wire.lane))),
    frame: {
      x: FRAME_X,
      y: HEAD,
      right: Math.max(...open.map((each) => each.x + each.width)) + 28,
      bottom,
    },
    height: bottom + MARGIN,
  }
}

function channelOf(from: Box, to: Box): Channel {
  if (from.row === 'track' && to.row === 'track') return 'above'
  return from.row === to.row ? 'below' : 'between'
}

function sideOf(wire: Wire, end: Box): 'top' | 'bottom' {
  if (wire.channel === 'above') return 'top'
  if (wire.channel === 'below') return 'bottom'
  return end.row === 'track' ? 'bottom' : 'top'
}

/** Where each wire leaves and arrives: spread along the edge of the box, in the order of where they lead. */
function portsOf(wires: readonly Wire[]): Map<Wire, { a: number; b: number }> {
  const sides = new Map<string, { wire: Wire; end: 'a' | 'b'; other: number; box: Box }[]>()
  for (const wire of wires) {
    for (const [end, own, other] of [
      ['a', wire.from, wire.to],
      ['b', wire.to, wire.from],
    ] as const) {
      const key = `${own.id}/${sideOf(wire, own)}`
      const list = sides.get(key) ?? []
      list.push({ wire, end, other: other.x, box: own })
      sides.set(key, list)
    }
  }
  const ports = new Map<Wire, { a: number; b: number }>(wires.map((wire) => [wire, { a: 0, b: 0 }]))
  for (const list of sides.values()) {
    list.sort((one, two) => one.other - two.other || (one.end < two.end ? -1 : 1))
    for (const [index, { wire, end, box }] of list.entries()) {
      const port = ports.get(wire)
      if (port) port[end] = box.x + ((index + 1) * box.width) / (list.length + 1)
    }
  }
  return ports
}

/** Lanes from the track outwards, short arrows nearest; two share a lane where neither line nor words would meet. */
function lanesOf(wires: readonly Wire[], ports: ReadonlyMap<Wire, { a: number; b: number }>): Laid[] {
  const busy: Record<Channel, [number, number][][]> = { above: [], between: [], below: [] }
  const sorted = wires
    .map((wire) => ({ ...wire, ...(ports.get(wire) ?? { a: 0, b: 0 }) }))
    .sort((one, two) => Math.abs(one.a - one.b) - Math.abs(two.a - two.b))
  return sorted.map((wire) => {
    const said = textOf(wire.edge)
    const middle = labelX(said, wire.a, wire.b)
    const half = widthOf(said, BOX.small) / 2
    const left = Math.min(wire.a, wire.b, middle - half) - 10
    const right = Math.max(wire.a, wire.b, middle + half) + 10
    const lanes = busy[wire.channel]
    const found = lanes.findIndex((lane) => lane.every(([from, to]) => right < from || left > to))
    const lane = found < 0 ? lanes.length : found
    lanes[lane] = [...(lanes[lane] ?? []), [left, right]]
    return { ...wire, lane }
  })
}

/** The middle of the words: over the middle of the line, but not outside the frame. */
function labelX(said: string, a: number, b: number): number {
  return Math.max((a + b) / 2, FRAME_X + 12 + widthOf(said, BOX.small) / 2)
}

/** The words on an arrow between neighbours: one action per line, broken where the gap is narrow. */
export function linesBetween({ edge, from, to }: { edge: Edge; from: Box; to: Box }): string[] {
  return labelLines(edge, to.x - from.x - from.width - 30)
}

export function textOf(edge: Edge): string {
  return edge.labels.join(' · ')
}

function routed(wire: Laid, boxes: ReadonlyMap<string, Box>, y: number): Route {
  const { a, b, edge } = wire
  const end = (box: Box) => {
    const now = boxes.get(box.id) ?? box
    return sideOf(wire, box) === 'top' ? now.y : now.y + now.height
  }
  const text = textOf(edge)
  return {
    edge,
    points: [
      [a, end(wire.from)],
      [a, y],
      [b, y],
      [b, end(wire.to)],
    ],
    label: text === '' ? null : { x: labelX(text, a, b), y, text },
  }
}
