/**
 * 邻界核查 — borders together: siblings that overlap, gaps between them, parts outside their parent.
 */
import Flatbush from 'flatbush'
import { boundsOf } from './border.ts'
import type { Level } from './code.ts'
import { ancestorsOf } from './code.ts'
import { measureCover, mismatch, type Patch } from './cover.ts'
import { type Finding, findingAbout, type Numbered } from './finding.ts'
import { areaOf, flatten, type Plane, planeAt, type Shape, toPosition } from './plane.ts'
import type { Geometry } from './types.ts'

/** Above this share of the smaller territory an overlap or overhang is an error, below it a warning. */
const SERIOUS_SHARE = 0.05

/** Territories of one level that share their nearest drawn ancestor (null where none above is drawn). */
type Group = { readonly whole: Numbered | null; readonly level: Level; readonly parts: Numbered[] }

/**
 * Compares borders level by level within the nearest drawn ancestor. `sound` are those with a usable geometry,
 * `current` all of them. Gaps are reported only where every part of the ancestor is drawn.
 */
export function neighbourFindings(
  current: readonly Numbered[],
  sound: readonly Numbered[],
  toleranceM2: number,
): Finding[] {
  const groups = groupByAncestor(sound)
  const undrawn = countUndrawn(current, sound)
  return groups.flatMap((group) =>
    group.whole
      ? coverFindings(group, group.whole, undrawn, toleranceM2)
      : pairFindings(group.parts, toleranceM2),
  )
}

function groupByAncestor(sound: readonly Numbered[]): Group[] {
  const byCode = new Map(sound.map((each) => [each.territory.code, each]))
  const groups = new Map<string, Group>()
  for (const each of sound) {
    const above = drawnAbove(each, byCode)
    const key = `${each.territory.level}|${above?.territory.code ?? ''}`
    const group = groups.get(key) ?? { whole: above, level: each.territory.level, parts: [] }
    group.parts.push(each)
    groups.set(key, group)
  }
  return [...groups.values()]
}

function drawnAbove({ territory }: Numbered, byCode: ReadonlyMap<string, Numbered>): Numbered | null {
  const codes = [...ancestorsOf(territory.code), territory.parentCode ?? ''].filter(
    (code) => code !== territory.code,
  )
  for (const code of codes.reverse()) {
    const found = byCode.get(code)
    if (found) return found
  }
  return null
}

/** Per `level|code`: how many territories of that level under that code have no usable border. */
function countUndrawn(current: readonly Numbered[], sound: readonly Numbered[]): Map<string, number> {
  const drawn = new Set(sound.map((each) => each.index))
  const counts = new Map<string, number>()
  for (const { territory, index } of current) {
    if (drawn.has(index)) continue
    for (const above of ancestorsOf(territory.code)) {
      const key = `${territory.level}|${above}`
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
  }
  return counts
}

function coverFindings(
  group: Group,
  whole: Numbered,
  undrawn: ReadonlyMap<string, number>,
  toleranceM2: number,
): Finding[] {
  const plane = planeOf(whole)
  const shapes = group.parts.map((each) => flatten(plane, each.territory.geometry as Geometry))
  const wholeShape = flatten(plane, whole.territory.geometry as Geometry)
  const missing = undrawn.get(`${group.level}|${whole.territory.code}`) ?? 0
  const findings: Finding[] =
    missing > 0
      ? [
          findingAbout(whole, 'geometry.missing_beside_siblings', 'info', {
            level: group.level,
            missing,
            drawn: shapes.length,
          }),
        ]
      : []
  const { excess, lack } = mismatch(shapes, wholeShape)
  if (excess <= toleranceM2 && (lack <= toleranceM2 || missing > 0)) return findings
  const cover = measureCover(shapes, wholeShape)
  for (const { a, b, patch } of cover.overlaps) {
    findings.push(...overlapFinding(pairOf(group.parts, shapes, a, b), patch, plane, toleranceM2))
  }
  for (const [at, patch] of cover.outside) {
    if (patch.m2 <= toleranceM2) continue
    const severity = patch.m2 > SERIOUS_SHARE * areaOf(shapes[at] as Shape) ? 'error' : 'warning'
    findings.push(
      findingAbout(group.parts[at] as Numbered, 'geometry.outside_parent', severity, {
        parent: whole.territory.code,
        ...describe(patch, plane),
      }),
    )
  }
  if (cover.gap && cover.gap.m2 > toleranceM2 && missing === 0) {
    findings.push(
      findingAbout(whole, 'siblings.gap', 'warning', { level: group.level, ...describe(cover.gap, plane) }),
    )
  }
  return findings
}

/** Without a drawn ancestor only overlaps can be told; candidates come from the boxes. */
function pairFindings(parts: readonly Numbered[], toleranceM2: number): Finding[] {
  if (parts.length < 2) return []
  const plane = planeOf(parts[0] as Numbered)
  const shapes = parts.map((each) => flatten(plane, each.territory.geometry as Geometry))
  if (mismatch(shapes, null).excess <= toleranceM2) return []
  const boxes = parts.map((each) => boundsOf(each.territory.geometry as Geometry) ?? ([0, 0, 0, 0] as const))
  const index = new Flatbush(parts.length)
  for (const box of boxes) index.add(...box)
  index.finish()
  return parts.flatMap((_, a) =>
    index
      .search(...(boxes[a] as [number, number, number, number]))
      .filter((b) => b > a)
      .sort((p, q) => p - q)
      .flatMap((b) => {
        const pair = pairOf(parts, shapes, a, b)
        const patch = measureCover(pair.shapes, null).overlaps[0]?.patch
        return patch ? overlapFinding(pair, patch, plane, toleranceM2) : []
      }),
  )
}

type Pair = { readonly one: Numbered; readonly other: Numbered; readonly shapes: readonly [Shape, Shape] }

function pairOf(parts: readonly Numbered[], shapes: readonly Shape[], a: number, b: number): Pair {
  return {
    one: parts[a] as Numbered,
    other: parts[b] as Numbered,
    shapes: [shapes[a] as Shape, shapes[b] as Shape],
  }
}

function overlapFinding(
  { one, other, shapes }: Pair,
  patch: Patch,
  plane: Plane,
  toleranceM2: number,
): Finding[] {
  if (patch.m2 <= toleranceM2) return []
  const severity =
    patch.m2 > SERIOUS_SHARE * Math.min(areaOf(shapes[0]), areaOf(shapes[1])) ? 'error' : 'warning'
  return [
    findingAbout(one, 'siblings.overlap', severity, {
      other: other.territory.code,
      ...describe(patch, plane),
    }),
  ]
}

/** Area and the place of the largest piece, as a person wants to read them. */
function describe(patch: Patch, plane: Plane): { m2: number; lon: number; lat: number } {
  const [lon, lat] = toPosition(plane, patch.x, patch.y)
  return { m2: Math.round(patch.m2), lon: Number(lon.toFixed(6)), lat: Number(lat.toFixed(6)) }
}

function planeOf({ territory }: Numbered): Plane {
  const [west, south, east, north] = boundsOf(territory.geometry as Geometry) ?? [0, 0, 0, 0]
  return planeAt([(west + east) / 2, (south + north) / 2])
}
