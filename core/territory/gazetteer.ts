/**
 * 地名录 — what people call places: communities, estates, buildings, roads, landmarks, with their spoken names,
 * each leading to a territory. A caller on the telephone has no coordinates. `suggest.ts` helps while someone
 * types, `resolve.ts` reads an address out of a text.
 */
import type { Words } from '../kernel/words.ts'
import { normaliseAddress } from './address.ts'
import type { Position } from './types.ts'

/** `area` is an administrative unit (district, street) that narrows a search. */
export type PlaceKind = 'area' | 'community' | 'estate' | 'building' | 'road' | 'place'

/** House numbers of a road, or building numbers of an estate, that lie in one territory; both ends inclusive. */
export type NumberRange = {
  readonly parity: 'odd' | 'even' | 'all'
  readonly from: number
  readonly to: number
  readonly territoryCode: string
}

export type GazetteerEntry = {
  readonly name: Words
  readonly kind: PlaceKind
  /** Spoken and former names. */
  readonly aliases?: readonly string[]
  /** Where the place lies as a whole: for a long road perhaps only the district. */
  readonly territoryCode: string
  readonly point?: Position
  readonly numbers?: readonly NumberRange[]
}

export type Gazetteer = {
  readonly entries: readonly GazetteerEntry[]
  /** All names and aliases, normalised; `owners[i]` is the entry of `names[i]`, `isAlias[i]` how it is called so. */
  readonly names: readonly string[]
  readonly owners: Uint32Array
  readonly isAlias: readonly boolean[]
  /** Exact normalised name → positions in `names`. */
  readonly byName: ReadonlyMap<string, readonly number[]>
  /** First two characters → lengths of names that begin so, longest first. */
  readonly lengths: ReadonlyMap<string, readonly number[]>
  /** One and two characters in a row → positions in `names`, each once. */
  readonly grams: ReadonlyMap<string, Uint32Array>
}

/** Builds the index; names that are empty after normalising are left out. */
export function buildGazetteer(entries: readonly GazetteerEntry[]): Gazetteer {
  const names: string[] = []
  const owners: number[] = []
  const isAlias: boolean[] = []
  const byName = new Map<string, number[]>()
  entries.forEach((entry, owner) => {
    const own = new Set([entry.name.zh, entry.name.en ?? ''].map(normaliseAddress))
    for (const name of new Set([...own, ...spokenNames(entry).map(normaliseAddress)])) {
      if (name === '') continue
      append(byName, name, names.length)
      names.push(name)
      owners.push(owner)
      isAlias.push(!own.has(name))
    }
  })
  return {
    entries,
    names,
    owners: Uint32Array.from(owners),
    isAlias,
    byName,
    lengths: lengthsOf(byName.keys()),
    grams: indexGrams(names),
  }
}

/** Aliases, and for committees the community they stand for: nobody says 居民委员会. */
function spokenNames({ kind, name, aliases = [] }: GazetteerEntry): string[] {
  const short = name.zh.replace(/村?(村民委员会|村委会)$/, '村').replace(/(居民委员会|居委会)$/, '')
  return kind === 'community' && short !== '' && short !== name.zh
    ? [...aliases, short, `${short}${short.endsWith('村') ? '委会' : '居委会'}`]
    : [...aliases]
}

function lengthsOf(names: Iterable<string>): Map<string, number[]> {
  const lengths = new Map<string, Set<number>>()
  for (const name of names) {
    const key = name.slice(0, 2)
    lengths.set(key, (lengths.get(key) ?? new Set()).add(name.length))
  }
  return new Map([...lengths].map(([key, set]) => [key, [...set].sort((a, b) => b - a)]))
}

function indexGrams(names: readonly string[]): Map<string, Uint32Array> {
  const lists = new Map<string, number[]>()
  names.forEach((name, at) => {
    for (const gram of gramsOf(name)) append(lists, gram, at)
  })
  return new Map([...lists].map(([gram, list]) => [gram, Uint32Array.from(list)]))
}

/** The distinct single characters and pairs of a normalised name. */
export function gramsOf(name: string): Set<string> {
  const grams = new Set<string>()
  for (let at = 0; at < name.length; at++) {
    grams.add(name.charAt(at))
    if (at + 1 < name.length) grams.add(name.slice(at, at + 2))
  }
  return grams
}

/** The range a number lies in. */
export function rangeOf(entry: GazetteerEntry, number: number): NumberRange | null {
  const fits = ({ parity, from, to }: NumberRange): boolean =>
    from <= number && number <= to && (parity === 'all' || (parity === 'even') === (number % 2 === 0))
  return entry.numbers?.find(fits) ?? null
}

function append<K>(map: Map<K, number[]>, key: K, value: number): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
