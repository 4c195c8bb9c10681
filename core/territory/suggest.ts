/**
 * 地名联想 — places while someone types: the beginning of a name, a piece of it, or nearly it, with a house
 * number perhaps already there.
 */
import { isHan, normaliseAddress } from './address.ts'
import { type Gazetteer, type GazetteerEntry, gramsOf, rangeOf } from './gazetteer.ts'

export type Suggestion = {
  readonly entry: GazetteerEntry
  /** The territory of the number where one is typed and known, else of the entry. */
  readonly territoryCode: string
  /** 0..1; 1 is the whole name. */
  readonly score: number
}

/** Up to `limit` entries, best first; empty for an empty text and where nothing is near. */
export function suggest(gazetteer: Gazetteer, text: string, limit: number): Suggestion[] {
  const { name, number } = splitNumber(normaliseAddress(text))
  const best = new Map<number, number>()
  for (const [at, score] of nearNames(gazetteer, name)) {
    const owner = gazetteer.owners[at] as number
    if (score > (best.get(owner) ?? 0)) best.set(owner, score)
  }
  return highest(best, limit).map(([owner, score]) => {
    const entry = gazetteer.entries[owner] as GazetteerEntry
    return {
      entry,
      territoryCode: (number !== null && rangeOf(entry, number)?.territoryCode) || entry.territoryCode,
      score,
    }
  })
}

/** The `limit` best, without sorting the thousands that a common character brings. */
function highest(scores: ReadonlyMap<number, number>, limit: number): [owner: number, score: number][] {
  const top: [number, number][] = []
  if (limit < 1) return top
  for (const [owner, score] of scores) {
    const last = top[limit - 1]
    if (last && !isBefore([owner, score], last)) continue
    const place = top.findIndex((each) => isBefore([owner, score], each))
    top.splice(place < 0 ? top.length : place, 0, [owner, score])
    if (top.length > limit) top.pop()
  }
  return top
}

function isBefore([a, one]: readonly [number, number], [b, other]: readonly [number, number]): boolean {
  return one > other || (one === other && a < b)
}

/** 泺源大街180号 and 3400 GARRISON: the name and the number beside it. */
function splitNumber(text: string): { name: string; number: number | null } {
  const after = /^(.*\D)(\d+)(?:-\d+)*(?:号楼|号院|号|楼|座)?(?:\d*单元)?$/.exec(text)
  if (after?.[1] && isHan(after[1].at(-1) as string)) return { name: after[1], number: Number(after[2]) }
  const before = /^(\d+)(?:-\d+)* (?:BLK )?(.+)$/.exec(text)
  return before ? { name: before[2] as string, number: Number(before[1]) } : { name: text, number: null }
}

/** Share of the typed pairs that a name must have. */
const NEAR_ENOUGH = 0.5
/** Nobody types a name longer than this; a pasted page must not cost its length. */
const MOST_GRAMS = 64

/** Names near a text with a score: shared pairs, more for a beginning, most for the whole. */
function nearNames({ names, grams }: Gazetteer, text: string): [at: number, score: number][] {
  const wanted = [...gramsOf(text)]
    .filter((gram) => gram.length === (text.length > 1 ? 2 : 1))
    .slice(0, MOST_GRAMS)
  const shared = new Uint8Array(names.length)
  const touched: number[] = []
  for (const gram of wanted) {
    for (const at of grams.get(gram) ?? []) {
      if (shared[at] === 0) touched.push(at)
      shared[at] = (shared[at] as number) + 1
    }
  }
  return touched
    .filter((at) => (shared[at] as number) >= wanted.length * NEAR_ENOUGH)
    .map((at) => [at, scoreOf(names[at] as string, text, (shared[at] as number) / wanted.length)])
}

function scoreOf(name: string, text: string, share: number): number {
  if (name === text) return 1
  const length = Math.min(name.length, text.length) / Math.max(name.length, text.length)
  if (name.startsWith(text)) return 0.8 + 0.15 * length
  if (name.includes(text)) return 0.65 + 0.15 * length
  return share * (0.4 + 0.2 * length)
}
