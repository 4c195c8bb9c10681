/** 示范市的地名 — estates with their building numbers, roads with house numbers, office buildings, landmarks, spoken names. */
import { type Cell, csvOf } from './csv.ts'
import { type Place, placesOfLevel } from './land.ts'
import {
  BUILDING_ENDINGS,
  BUILDING_STEMS,
  ESTATE_ENDINGS,
  ESTATE_STEMS,
  join,
  LANDMARKS,
  ROAD_ENDINGS,
  ROAD_STEMS,
  type Stem,
} from './names.ts'
import { middleOf } from './plane.ts'
import { type Random, randomOf } from './random.ts'

const HEADER = ['kind', 'name', 'name_en', 'aliases', 'territory', 'numbers', 'lon', 'lat']

type Entry = {
  readonly kind: string
  readonly name: Stem
  readonly aliases?: readonly string[]
  readonly territory: string
  readonly numbers?: readonly string[]
  readonly point?: readonly [number, number]
}

export function makeGazetteer(city: Place, seed: number): string {
  const random = randomOf(seed)
  const entries = [
    ...spokenCommunities(city, random),
    ...estates(city, random),
    ...roads(city, random),
    ...buildings(city, random),
    ...landmarks(city, random),
  ]
  return csvOf(HEADER, entries.map(rowOf))
}

function rowOf({ kind, name, aliases, territory, numbers, point }: Entry): Cell[] {
  return [kind, name[0], name[1], aliases, territory, numbers, point?.[0], point?.[1]]
}

/** Some communities were merged or renamed, and people still say the old name. */
function spokenCommunities(city: Place, random: Random): Entry[] {
  return placesOfLevel(city, 12)
    .filter(() => random.next() < 0.4)
    .map(({ code, name, stem }) => ({
      kind: 'community',
      name,
      aliases: [`${stem[0]}居委会`, `老${stem[0]}${random.pick(['大院', '片', '村'])}`],
      territory: code,
    }))
}

/** Names that no other estate has. */
function* freshNames(stems: readonly Stem[], endings: readonly Stem[], random: Random): Generator<Stem> {
  const all = stems.flatMap((stem) => endings.map((ending) => join(stem, ending)))
  yield* random.shuffle(all)
}

function estates(city: Place, random: Random): Entry[] {
  const names = freshNames(ESTATE_STEMS, ESTATE_ENDINGS, random)
  return placesOfLevel(city, 12).flatMap((community) =>
    Array.from({ length: random.between(4, 5) }, (): Entry => {
      const name = names.next().value as Stem
      const grids = someNeighbours(community.children, random)
      return {
        kind: 'estate',
        name,
        aliases: estateAliases(name, random),
        territory: grids.length === 1 ? (grids[0] as Place).code : community.code,
        numbers: buildingNumbers(grids, random),
        point: middleOf((grids[0] as Place).block),
      }
    }),
  )
}

function estateAliases([zh]: Stem, random: Random): string[] {
  const short = zh.replace(/(花园|小区|家园|苑|新村|公寓|宿舍|名邸)$/, '')
  return random.next() < 0.5 && short.length >= 2 ? [`${short}院`] : []
}

/** One to three grids that follow each other. */
function someNeighbours(grids: readonly Place[], random: Random): Place[] {
  const count = Math.min(grids.length, random.pick([1, 1, 2, 2, 3]))
  const from = random.between(0, grids.length - count)
  return grids.slice(from, from + count)
}

/** Buildings 1… numbered through the grids. */
function buildingNumbers(grids: readonly Place[], random: Random): string[] {
  let last = 0
  return grids.map(({ code }) => {
    const first = last + 1
    last += random.between(5, 14)
    return `all ${first}-${last} ${code}`
  })
}

/** Roads run along rows or columns of the lattice through a whole district: odd numbers on one side, even on the other. */
function roads(city: Place, random: Random): Entry[] {
  const taken = new Set<string>()
  const stems = random.shuffle(ROAD_STEMS)
  return city.children.flatMap((district) => {
    const grids = placesOfLevel(district, 15)
    const { west, east, south, north } = district.block
    return Array.from({ length: 34 }, (_, index): Entry[] => {
      const along = index % 2 === 0 ? ('x' as const) : ('y' as const)
      const across = along === 'x' ? random.between(south + 1, north - 1) : random.between(west + 1, east - 1)
      const [low, high] = along === 'x' ? [west, east] : [south, north]
      const from = random.between(low, Math.floor((low + high) / 2))
      const to = random.between(from + 12, high)
      const ending = ROAD_ENDINGS[to - from > 30 ? random.between(1, 3) : random.pick([0, 1, 4])] as Stem
      const stem = stems[(index + (district.code.endsWith('2') ? 22 : 0)) % stems.length] as Stem
      const name = join(stem, ending)
      if (taken.has(name[0])) return []
      taken.add(name[0])
      const numbers = houseNumbers(grids, along, across, from, Math.min(to, high))
      return [
        {
          kind: 'road',
          name,
          territory: commonCode(numbers.map((each) => each.split(' ')[2] as string)),
          numbers,
        },
      ]
    }).flat()
  })
}

/** Ten numbers a cell on either side, neighbouring cells of one grid taken together. */
function houseNumbers(
  grids: readonly Place[],
  along: 'x' | 'y',
  across: number,
  from: number,
  to: number,
): string[] {
  const sides = [
    { parity: 'odd', offset: -1, first: 1 },
    { parity: 'even', offset: 0, first: 2 },
  ]
  return sides.flatMap(({ parity, offset, first }) => {
    const stretches: { code: string; from: number; to: number }[] = []
    for (let at = from; at < to; at++) {
      const [x, y] = along === 'x' ? [at, across + offset] : [across + offset, at]
      const grid = grids.find(({ block: b }) => b.west <= x && x < b.east && b.south <= y && y < b.north)
      if (!grid) continue
      const number = (at - from) * 10 + first
      const last = stretches.at(-1)
      if (last?.code === grid.code) last.to = number + 8
      else stretches.push({ code: grid.code, from: number, to: number + 8 })
    }
    return stretches.map((each) => `${parity} ${each.from}-${each.to} ${each.code}`)
  })
}

/** The narrowest territory that holds all of them. */
function commonCode(codes: readonly string[]): string {
  const [first = ''] = codes
  const lengths = [15, 12, 9, 6, 4]
  const length = lengths.find((each) => codes.every((code) => code.startsWith(first.slice(0, each)))) ?? 4
  return first.slice(0, length)
}

function buildings(city: Place, random: Random): Entry[] {
  const names = freshNames(BUILDING_STEMS, BUILDING_ENDINGS, random)
  return placesOfLevel(city, 12).flatMap((community) => {
    const name = names.next().value as Stem
    const grid = random.pick(community.children)
    const towers: Entry[] =
      random.next() < 0.5
        ? ['A', 'B'].map((tower) => ({
            kind: 'building',
            name: [`${name[0]}${tower}座`, `${name[1]} ${tower}`] as const,
            territory: grid.code,
          }))
        : [{ kind: 'building', name, territory: grid.code, point: middleOf(grid.block) }]
    return towers
  })
}

function landmarks(city: Place, random: Random): Entry[] {
  return placesOfLevel(city, 9).flatMap((street) => {
    const communities = random.shuffle(street.children)
    let next = 0
    return LANDMARKS.flatMap(({ name, spoken, count }) =>
      Array.from({ length: Math.min(count, communities.length) }, (): Entry => {
        const community = communities[next++ % communities.length] as Place
        const grid = random.pick(community.children)
        const stem = count === 1 ? street.stem : community.stem
        return {
          kind: 'place',
          name: join(stem, name),
          aliases: stem[0] + spoken === stem[0] + name[0] ? [] : [stem[0] + spoken],
          territory: grid.code,
          point: middleOf(grid.block),
        }
      }),
    )
  })
}
