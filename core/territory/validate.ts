/**
 * 辖区核查 — whether a set of territories can be worked with: the tree, each border, and borders together.
 * Nothing is repaired and nothing thrown away; the report says what a person should look at.
 */
import type { LocalDate } from '../kernel/instant.ts'
import { type Bounds, borderFindings, boundsOf } from './border.ts'
import { ancestorAt } from './code.ts'
import { type Finding, findingAbout, type Numbered } from './finding.ts'
import { neighbourFindings } from './neighbours.ts'
import { treeFindings } from './tree.ts'
import { isValidOn, type Territory } from './types.ts'

export type ValidateOptions = {
  /** Only territories that exist on this day are compared; without it, those that have not ended. */
  readonly on?: LocalDate
  /** Codes that exist outside this set and may be named as parents. */
  readonly knownParents?: Iterable<string>
  /** Overlaps, gaps and overhangs up to this area (m²) are the noise of drawing. Default 50. */
  readonly toleranceM2?: number
  /** Where the authority lies; without it, the middle of each city's borders serves to find those that are far away. */
  readonly bounds?: Bounds
}

/** Checks a set of territories; findings in order of the input for the tree and borders, then neighbours. */
export function validateTerritories(
  territories: readonly Territory[],
  options: ValidateOptions = {},
): Finding[] {
  const { on, toleranceM2 = 50 } = options
  const current = territories
    .map((territory, index): Numbered => ({ territory, index }))
    .filter(({ territory }) =>
      on === undefined ? territory.validTo === undefined : isValidOn(territory, on),
    )
  const borders = current.flatMap((each) => ownFindings(each))
  const far = farFindings(current, options.bounds)
  const unsound = new Set(
    [...borders, ...far].filter((each) => each.severity === 'error').map((each) => each.index),
  )
  const sound = current.filter((each) => each.territory.geometry && !unsound.has(each.index))
  return [
    ...treeFindings(current, options.knownParents ?? []),
    ...borders,
    ...far,
    ...neighbourFindings(current, sound, toleranceM2),
  ]
}

function ownFindings(numbered: Numbered): Finding[] {
  const { geometry } = numbered.territory
  if (!geometry) return []
  return borderFindings(geometry).map(({ code, severity, params }) =>
    findingAbout(numbered, code, severity, params),
  )
}

/** How far from the middle of all (degrees) a border may lie before it is suspected. */
const FAR = 5

/** Borders that lie far from the others of their city; where swapping the coordinates brings them home, that is said. */
function farFindings(current: readonly Numbered[], bounds?: Bounds): Finding[] {
  const placed = current.flatMap((each): Placed[] => {
    const box = each.territory.geometry && boundsOf(each.territory.geometry)
    return box ? [{ each, lon: (box[0] + box[2]) / 2, lat: (box[1] + box[3]) / 2 }] : []
  })
  const cities = Map.groupBy(placed, ({ each }) => ancestorAt(each.territory.code, 'city') ?? '')
  return [...cities.values()].flatMap((city) => {
    const home: Bounds =
      bounds ?? around(median(city.map(({ lon }) => lon)), median(city.map(({ lat }) => lat)))
    return city.flatMap((each) => farFinding(each, home))
  })
}

type Placed = { readonly each: Numbered; readonly lon: number; readonly lat: number }

function farFinding({ each, lon, lat }: Placed, home: Bounds): Finding[] {
  if (liesIn(home, lon, lat)) return []
  const code = liesIn(home, lat, lon) ? 'geometry.swapped' : 'geometry.far_away'
  return [
    findingAbout(each, code, code === 'geometry.swapped' ? 'error' : 'warning', {
      lon: String(lon),
      lat: String(lat),
    }),
  ]
}

function around(lon: number, lat: number): Bounds {
  return [lon - FAR, lat - FAR, lon + FAR, lat + FAR]
}

function liesIn([west, south, east, north]: Bounds, lon: number, lat: number): boolean {
  return west <= lon && lon <= east && south <= lat && lat <= north
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
}
