/** 平面图 — what a small drawn map of a territory shows: itself, its parts, and what lies around. */
import type { Plan, PlanPiece } from '@huying/contract/territory/plan.ts'
import { boundsOf } from '@huying/core/territory/border.ts'
import { coarseRings, grown, insideOf } from '@huying/core/territory/coarse.ts'
import { ancestorsOf } from '@huying/core/territory/code.ts'
import { type Bordered, type Borders, bordersOf } from './borders.ts'
import type { Places } from './places.ts'

/** What is drawn around, as a share of the territory's longer side. */
const AROUND = 1
/** Knots along the longer side of what is drawn: finer than the pixels of a plan that fills a screen. */
const KNOTS = 3_000

/** The plan of the territory, or of the nearest above it with a border; null where the code is none of ours. */
export function planOf(places: Places, code: string): Plan | null {
  const now = places.former.get(code) ?? code
  if (!places.byCode.has(now) && now !== places.jurisdiction) return null
  const borders = bordersOf(places)
  const focus = focusOf(places, now)
  if (!focus) return { code: now, bounds: null, pieces: [] }
  const bounds = boundsOf(focus.geometry) as [number, number, number, number]
  const seen = grown(bounds, AROUND)
  const step = (seen[2] - seen[0]) / KNOTS
  const draw = (part: PlanPiece['part']) => (territory: Bordered) => pieceOf(territory, part, step)
  return {
    code: focus.code,
    bounds,
    pieces: [
      ...aroundOf(borders, focus, seen).map(draw('around')),
      ...childrenOf(borders, focus).map(draw('child')),
      draw('focus')(focus),
    ],
  }
}

function focusOf(places: Places, code: string): Bordered | undefined {
  return [code, ...ancestorsOf(code).reverse()]
    .map((each) => places.byCode.get(each))
    .find(
      (territory): territory is Bordered => !!territory?.geometry && boundsOf(territory.geometry) !== null,
    )
}

function aroundOf({ layers }: Borders, focus: Bordered, seen: readonly [number, number, number, number]) {
  const layer = layers.find(({ level }) => level === focus.level)
  return layer?.within(...seen).filter(({ code }) => code !== focus.code) ?? []
}

/** The first level below that has borders, whether or not it is the next one. */
function childrenOf({ layers }: Borders, focus: Bordered): Bordered[] {
  const at = layers.findIndex(({ level }) => level === focus.level)
  for (const { territories } of layers.slice(at + 1)) {
    const children = territories.filter(({ code }) => code.startsWith(focus.code))
    if (children.length > 0) return children
  }
  return []
}

function pieceOf({ code, name, geometry }: Bordered, part: PlanPiece['part'], step: number): PlanPiece {
  const rings = coarseRings(geometry, step).map((ring) =>
    ring.map(([lon, lat]): [number, number] => [lon, lat]),
  )
  const [lon, lat] = insideOf(geometry)
  return { code, name, part, rings, at: [lon, lat] }
}
