/** 示范市的区划 — 2 districts, 8 streets, about 50 communities, about 350 grids, with codes, names and borders. */
import { childCode } from '@huying/core/territory/code.ts'
import { CITY, COMMUNITIES, DISTRICTS, STREETS, type Stem } from './names.ts'
import { areaOf, type Block, cutInto, inReadingOrder, outlineOf } from './plane.ts'
import { type Random, randomOf } from './random.ts'

export type Place = {
  readonly code: string
  readonly name: Stem
  /** The name without 街道, 社区 and the like. */
  readonly stem: Stem
  readonly block: Block
  readonly gridKind: 'general' | 'exclusive' | null
  readonly households: number
  readonly children: readonly Place[]
}

/** Streets side by side: four columns in two rows, of uneven width. */
const COLUMNS = [0, 26, 55, 82, 112]
const ROWS = [0, 20, 43]
const CODE = '9901'

/** The whole city, top down. */
export function makeLand(seed: number): Place {
  const random = randomOf(seed)
  const stems = [...COMMUNITIES]
  const districts = DISTRICTS.map((stem, d) => makeDistrict(child(CODE, d), stem, d, stems, random))
  const block: Block = { west: 0, south: 0, east: 112, north: 43 }
  return place(CODE, [`${CITY[0]}市`, `${CITY[1]} City`], CITY, block, districts)
}

function makeDistrict(code: string, stem: Stem, at: number, stems: Stem[], random: Random): Place {
  const columns = [2 * at, 2 * at + 1]
  const streets = columns.flatMap((column, c) =>
    [1, 0].map((row, r) => {
      const block: Block = {
        west: COLUMNS[column] as number,
        east: COLUMNS[column + 1] as number,
        south: ROWS[row] as number,
        north: ROWS[row + 1] as number,
      }
      const index = at * 4 + c * 2 + r
      return makeStreet(child(code, c * 2 + r), STREETS[index] as Stem, block, stems, random)
    }),
  )
  const block: Block = {
    west: COLUMNS[2 * at] as number,
    east: COLUMNS[2 * at + 2] as number,
    south: 0,
    north: 43,
  }
  return place(code, [`${stem[0]}区`, `${stem[1]} District`], stem, block, streets)
}

function makeStreet(code: string, stem: Stem, block: Block, stems: Stem[], random: Random): Place {
  const blocks = inReadingOrder(cutInto(block, random.between(6, 7), random))
  const communities = blocks.map((each, index) =>
    makeCommunity(child(code, index), stems.shift() as Stem, each, random),
  )
  return place(code, [`${stem[0]}街道`, `${stem[1]} Street`], stem, block, communities)
}

function makeCommunity(code: string, stem: Stem, block: Block, random: Random): Place {
  const count = Math.max(4, Math.round(areaOf(block) / random.between(12, 16)))
  const grids = inReadingOrder(cutInto(block, count, random)).map((each, index): Place => {
    const exclusive = random.next() < 0.08
    const name: Stem = exclusive
      ? [`${stem[0]}社区专属网格${index + 1}`, `${stem[1]} Exclusive Grid ${index + 1}`]
      : [`${stem[0]}社区第${index + 1}网格`, `${stem[1]} Grid ${index + 1}`]
    return {
      code: child(code, index),
      name,
      stem,
      block: each,
      gridKind: exclusive ? 'exclusive' : 'general',
      households: exclusive ? random.between(0, 40) : random.between(260, 520),
      children: [],
    }
  })
  return place(code, [`${stem[0]}社区`, `${stem[1]} Community`], stem, block, grids)
}

function place(code: string, name: Stem, stem: Stem, block: Block, children: readonly Place[]): Place {
  const households = children.reduce((sum, each) => sum + each.households, 0)
  return { code, name, stem, block, gridKind: null, households, children }
}

function child(parent: string, index: number): string {
  const code = childCode(parent, index + 1)
  if (!code) throw new Error(`no room under ${parent}`)
  return code
}

/** A place and everything below it, top down. */
export function everyPlace(place: Place): Place[] {
  return [place, ...place.children.flatMap(everyPlace)]
}

export function placesOfLevel(city: Place, digits: number): Place[] {
  return everyPlace(city).filter((each) => each.code.length === digits)
}

/** The GeoJSON text: one feature a line, so that a change can be read in a diff. */
export function bordersOf(city: Place): string {
  const features = everyPlace(city).map(({ code, block }) =>
    JSON.stringify({
      type: 'Feature',
      properties: { code },
      geometry: { type: 'Polygon', coordinates: [outlineOf(block)] },
    }),
  )
  return `{"type":"FeatureCollection","features":[\n${features.join(',\n')}\n]}\n`
}
