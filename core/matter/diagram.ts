/**
 * 闭环图 — draws a loop as SVG: the states along the track, the others below, actions and clocks on the arrows between them.
 * A dashed frame holds every open state; what may be done in all of them stands at its foot.
 */
import { type Edge, type Graph, graphOf, type Locale } from './diagram/graph.ts'
import { BOX, type Box, chipWidth, MARGIN, placed } from './diagram/layout.ts'
import { linesBetween, type Plan, planOf, type Route, textOf } from './diagram/route.ts'
import { inXml, widthOf, wrap } from './diagram/text.ts'
import type { Loop } from './loop.ts'

/** Colours of the product (ui.md). */
const INK = '#1c2733'
const INK_2 = '#5a6673'
const LAKE = '#0f6b6b'
const LAKE_SOFT = '#e4f1f0'
const PAPER = '#f6f7f8'
const CARD = '#ffffff'
const LINE = '#e6e8eb'
const AMBER = '#8a5700'
const AMBER_SOFT = '#fdf3df'
const RED = '#c0362c'

const STROKES: Record<Edge['look'], string> = { primary: LAKE, plain: INK_2, clock: RED, advance: INK_2 }
const TYPEFACE = `'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', system-ui, sans-serif`

/** The loop as one SVG document, `width` and `height` in pixels; texts in `locale`, in Chinese where it has none. */
export function loopDiagram(loop: Loop, locale: Locale): string {
  const graph = graphOf(loop, locale)
  const boxes = placed(graph)
  const width = widthFor(graph, boxes)
  const footer = wrap(graph.anywhere.stays.join(' · '), BOX.small, frameWidth(boxes))
  const plan = planOf(graph, boxes, footer.length * BOX.line + (graph.anywhere.leaves.length > 0 ? 24 : 0))
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${plan.height}" viewBox="0 0 ${width} ${plan.height}" font-family="${TYPEFACE}" role="img">`,
    `<title>${inXml(graph.title)}</title>`,
    `<defs>${Object.entries(STROKES)
      .map(([look, colour]) => arrowHead(look, colour))
      .join('')}</defs>`,
    `<rect width="100%" height="100%" fill="${PAPER}"/>`,
    heading(graph, loop),
    frame(plan, footer),
    ...starts(graph, plan),
    ...plan.routes.map(line),
    ...plan.straight.map(straightLine),
    ...leaving(graph, plan),
    ...plan.boxes.map(card),
    ...plan.routes.map(words),
    '</svg>',
  ].join('\n')
}

function frameWidth(boxes: readonly Box[]): number {
  const right = Math.max(...boxes.filter((each) => !each.isClosed).map((each) => each.x + each.width))
  return right - MARGIN - 28
}

function widthFor(graph: Graph, boxes: readonly Box[]): number {
  const right = Math.max(...boxes.map((each) => each.x + each.width))
  const leaves = graph.anywhere.leaves.map(
    (edge) => widthOf(textOf(edge), BOX.small) + frameWidth(boxes) + 120,
  )
  return Math.ceil(Math.max(right + MARGIN, ...leaves))
}

function heading({ title }: Graph, { mechanisms }: Loop): string {
  const x = MARGIN + widthOf(title, 19) + 16
  return (
    text(MARGIN, 40, title, { size: 19, fill: INK, weight: 600 }) +
    `<text x="${x}" y="40" font-size="12" fill="${INK_2}" font-family="ui-monospace, monospace">${mechanisms.join(' ')}</text>`
  )
}

function frame({ frame: { x, y, right, bottom } }: Plan, footer: readonly string[]): string {
  const first = bottom - 14 - (footer.length - 1) * BOX.line
  return (
    `<rect x="${x}" y="${y}" width="${right - x}" height="${bottom - y}" rx="16" fill="none" stroke="${INK_2}" stroke-opacity=".45" stroke-dasharray="2 6" stroke-linecap="round"/>` +
    footer.map((each, index) => text(x + 16, first + index * BOX.line, each, { fill: INK_2 })).join('')
  )
}

/** A dot outside the frame, and arrows to where a matter begins. */
function starts(graph: Graph, plan: Plan): string[] {
  const x = MARGIN + 4
  return graph.starts.map((id) => {
    const box = plan.boxes.find((each) => each.id === id)
    if (!box) return ''
    const first = plan.boxes.find((each) => each.row === 'track')
    const y = (first?.y ?? box.y) + 30
    const to = box.y + 30
    const path =
      to === y ? `M${x} ${y}H${box.x}` : `M${x} ${y}V${to - 10}Q${x} ${to} ${x + 10} ${to}H${box.x}`
    return `<path d="${path}" fill="none" stroke="${LAKE}" stroke-width="1.75" marker-end="url(#primary)"/><circle cx="${x}" cy="${y}" r="6" fill="${LAKE}"/>`
  })
}

/** From the frame itself to where any open state may lead. */
function leaving(graph: Graph, { boxes, frame: { right, bottom } }: Plan): string[] {
  return graph.anywhere.leaves.map((edge, index) => {
    const box = boxes.find((each) => each.id === edge.to)
    if (!box) return ''
    const y = bottom - 28 - index * 28
    const x = box.x + box.width / 2 + index * 12
    const path = box.isClosed
      ? `M${right} ${y}H${x - 8}Q${x} ${y} ${x} ${y - 8}V${box.y + box.height}`
      : `M${right} ${y}h14v-12h-14`
    return (
      `<path d="${path}" fill="none" stroke="${INK_2}" stroke-width="1.25" marker-end="url(#plain)"/>` +
      text(right + 12, y - 8, textOf(edge), { fill: INK, ground: true })
    )
  })
}

function line({ edge, points: [a, b, c, d] }: Route): string {
  if (!a || !b || !c || !d) return ''
  const across = Math.sign(c[0] - b[0]) || 1
  const radius = Math.min(8, Math.abs(c[0] - b[0]) / 2)
  const [down, up] = [Math.sign(b[1] - a[1]), Math.sign(d[1] - c[1])]
  const path =
    radius < 2
      ? `M${a[0]} ${a[1]}V${b[1]}H${d[0]}V${d[1]}`
      : `M${a[0]} ${a[1]}V${b[1] - down * radius}Q${a[0]} ${b[1]} ${a[0] + across * radius} ${b[1]}` +
        `H${c[0] - across * radius}Q${c[0]} ${c[1]} ${c[0]} ${c[1] + up * radius}V${d[1]}`
  return stroke(path, edge)
}

function stroke(path: string, { look }: Edge): string {
  const dash = look === 'clock' || look === 'advance' ? ' stroke-dasharray="5 4"' : ''
  const weight = look === 'primary' ? 1.75 : 1.25
  return `<path d="${path}" fill="none" stroke="${STROKES[look]}" stroke-width="${weight}"${dash} marker-end="url(#${look})"/>`
}

function straightLine({ edge, from, to, y }: Plan['straight'][number]): string {
  const start = from.x + from.width
  const lines = linesBetween({ edge, from, to })
  const middle = (start + to.x - 6) / 2
  const first = y - 8 - (lines.length - 1) * 15
  return (
    stroke(`M${start} ${y}H${to.x}`, edge) +
    lines
      .map((each, index) =>
        text(middle, first + index * 15, each, { fill: colourOf(edge), anchor: 'middle', ground: true }),
      )
      .join('')
  )
}

function colourOf({ look }: Edge): string {
  return look === 'plain' || look === 'advance' ? INK : STROKES[look]
}

function words({ edge, label }: Route): string {
  if (!label) return ''
  return text(label.x, label.y - 6, label.text, { fill: colourOf(edge), anchor: 'middle', ground: true })
}

function card(box: Box): string {
  const { x, y, width, height, titleLines, chipLines, stayLines, isTrack, isClosed, waits } = box
  const fill = isClosed ? INK : isTrack ? LAKE_SOFT : CARD
  const border = isClosed ? INK : isTrack ? LAKE : INK_2
  const dash = waits ? ' stroke-dasharray="6 4"' : ''
  const left = x + BOX.pad
  let at = y + BOX.pad + 16
  const parts = [
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="12" fill="${fill}" stroke="${border}" stroke-width="${isTrack ? 1.5 : 1}"${dash}/>`,
  ]
  for (const each of titleLines) {
    parts.push(text(left, at, each, { size: BOX.title, fill: isClosed ? CARD : INK, weight: 600 }))
    at += 20
  }
  if (chipLines.length > 0) at -= 10
  for (const row of chipLines) {
    let chipX = left
    for (const each of row) {
      parts.push(chip(chipX, at, each))
      chipX += chipWidth(each) + 4
    }
    at += BOX.chip + 4
  }
  if (chipLines.length > 0) at += 14
  for (const each of stayLines) {
    parts.push(text(left, at + 2, each, { fill: isClosed ? LINE : INK_2 }))
    at += BOX.line
  }
  return `<g>${parts.join('')}</g>`
}

/** A clock: a small dial and its name. */
function chip(x: number, y: number, name: string): string {
  const [cx, cy] = [x + 13, y + 11]
  return (
    `<rect x="${x}" y="${y}" width="${chipWidth(name)}" height="22" rx="11" fill="${AMBER_SOFT}"/>` +
    `<circle cx="${cx}" cy="${cy}" r="5" fill="none" stroke="${AMBER}" stroke-width="1.2"/><path d="M${cx} ${cy - 3}V${cy}H${cx + 2.5}" fill="none" stroke="${AMBER}" stroke-width="1.2"/>` +
    text(x + 22, y + 15, name, { size: 11.5, fill: AMBER })
  )
}

type Style = { size?: number; fill: string; weight?: number; anchor?: 'middle'; ground?: boolean }

function text(
  x: number,
  y: number,
  said: string,
  { size = BOX.small, fill, weight, anchor, ground }: Style,
): string {
  const width = widthOf(said, size)
  const left = (anchor ? x - width / 2 : x) - 4
  const backing = ground
    ? `<rect x="${left}" y="${y - size}" width="${width + 8}" height="${size + 4}" rx="4" fill="${PAPER}"/>`
    : ''
  const more = [weight ? ` font-weight="${weight}"` : '', anchor ? ` text-anchor="${anchor}"` : '']
  return `${backing}<text x="${x}" y="${y}" font-size="${size}" fill="${fill}"${more.join('')}>${inXml(said)}</text>`
}

function arrowHead(id: string, colour: string): string {
  return `<marker id="${id}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0 1 9 5 0 9z" fill="${colour}"/></marker>`
}
