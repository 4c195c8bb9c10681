/**
 * 地址解析 — reads a place out of a text: an address, or a sentence with one inside. Says how sure it is and why;
 * where two places are about equally likely it returns both and does not guess.
 */
import { isHan, normaliseAddress } from './address.ts'
import { isWithin } from './code.ts'
import { type Gazetteer, type GazetteerEntry, rangeOf } from './gazetteer.ts'
import { suggest } from './suggest.ts'

/**
 * Why this territory: the number lies in a known range; the name alone; a spoken name; the name, but its number
 * in no range; only a district, street or other area was named.
 */
export type ResolveReason = 'number' | 'name' | 'alias' | 'number_unknown' | 'area'

export type ResolvedPlace = {
  readonly territoryCode: string
  /** 0..1, comparable between results; not a probability. */
  readonly confidence: number
  /** The part of the (normalised) text that was recognised. */
  readonly matched: string
  readonly reason: ResolveReason
  readonly entry: GazetteerEntry
}

export type Resolution =
  | ({ readonly found: true } & ResolvedPlace)
  | { readonly found: false; readonly candidates: readonly ResolvedPlace[] }

/** Results closer together than this are not told apart. */
const CLEARLY_BETTER = 0.1
const CANDIDATES = 5
/** What a merely similar name is worth at most. */
const SIMILAR = 0.4

/** The place a text speaks of; or candidates, best first, to ask about. Long texts cost their length, not the gazetteer's. */
export function resolve(gazetteer: Gazetteer, text: string): Resolution {
  const normal = normaliseAddress(text)
  const mentions = mentionsIn(gazetteer, normal)
  const areas = mentions
    .filter((each) => each.place.reason === 'area')
    .map((each) => each.place.territoryCode)
  const places = mentions
    .filter((each) => each.place.reason !== 'area')
    .map((each) => narrowed(each.place, areas))
  const ranked = distinct(places.length > 0 ? places : mentions.map((each) => each.place))
  const [best] = ranked
  if (!best) return { found: false, candidates: similar(gazetteer, text) }
  const rival = ranked.find(
    (each) => each !== best && !areInLine(each, best) && best.confidence - each.confidence < CLEARLY_BETTER,
  )
  return rival
    ? { found: false, candidates: ranked.slice(0, CANDIDATES) }
    : { found: true, ...deepest(best, ranked) }
}

type Mention = { readonly start: number; readonly end: number; readonly place: ResolvedPlace }

/** Leftmost longest names in a text; every entry of that name is a mention. */
function mentionsIn(gazetteer: Gazetteer, text: string): Mention[] {
  const mentions: Mention[] = []
  for (let start = 0; start < text.length; start++) {
    const end = longestName(gazetteer, text, start)
    if (end === 0) continue
    for (const at of gazetteer.byName.get(text.slice(start, end)) ?? []) {
      mentions.push({ start, end, place: placeOf(gazetteer, at, text, start, end) })
    }
    start = end - 1
  }
  return mentions
}

/** The end of the longest name that begins here, or 0. */
function longestName({ lengths, byName }: Gazetteer, text: string, start: number): number {
  if (!isBoundary(text, start)) return 0
  for (const length of lengths.get(text.slice(start, start + 2)) ?? []) {
    const end = start + length
    if (end <= text.length && byName.has(text.slice(start, end)) && isBoundary(text, end)) return end
  }
  return 0
}

/** Latin words and numbers are matched whole; Chinese has no spaces to go by. */
function isBoundary(text: string, at: number): boolean {
  const [before, after] = [text.charAt(at - 1), text.charAt(at)]
  const isWord = (char: string): boolean => /[\p{L}\p{N}]/u.test(char) && !isHan(char)
  return !(isWord(before) && isWord(after))
}

function placeOf(gazetteer: Gazetteer, at: number, text: string, start: number, end: number): ResolvedPlace {
  const entry = gazetteer.entries[gazetteer.owners[at] as number] as GazetteerEntry
  const name = text.slice(start, end)
  if (entry.kind === 'area')
    return { entry, territoryCode: entry.territoryCode, confidence: 0.5, matched: name, reason: 'area' }
  const numbered = numberBeside(text, start, end)
  const range = numbered && rangeOf(entry, numbered.number)
  if (range)
    return {
      entry,
      territoryCode: range.territoryCode,
      confidence: 0.95,
      matched: numbered.matched,
      reason: 'number',
    }
  const base = gazetteer.isAlias[at] ? 0.8 : 0.85
  const plain = { entry, territoryCode: entry.territoryCode, matched: name }
  if (numbered && entry.numbers) return { ...plain, confidence: 0.5, reason: 'number_unknown' }
  // Two characters turn up by chance in a sentence; a road alone is long.
  const doubt = (name.length < 3 ? 0.25 : 0) + (entry.kind === 'road' ? 0.15 : 0)
  return { ...plain, confidence: base - doubt, reason: gazetteer.isAlias[at] ? 'alias' : 'name' }
}

/** A quarter of an estate between its name and the building: 乐山小区(南区)9号楼. */
const PART = '(?:[东西南北中]+[区院苑]|\\d+[区期])?'
const NUMBER_AFTER = new RegExp(
  `${PART}(\\d+)(?:-\\d+)*(?:号楼|号院|号|弄|楼|单元|(?![\\d年月日天点米元个人次户层路线辆家%]))`,
  'y',
)
const NUMBER_BEFORE = /(?<![\d-])(\d+)(?:-\d+)* (?:BLK )?$/

function numberBeside(text: string, start: number, end: number): { number: number; matched: string } | null {
  if (isHan(text.charAt(end - 1))) {
    NUMBER_AFTER.lastIndex = end
    const after = NUMBER_AFTER.exec(text)
    return after ? { number: Number(after[1]), matched: text.slice(start, end) + after[0] } : null
  }
  const before = NUMBER_BEFORE.exec(text.slice(Math.max(0, start - 20), start))
  return before ? { number: Number(before[1]), matched: before[0] + text.slice(start, end) } : null
}

/** An area named beside the place speaks for a place inside it and against one elsewhere. */
function narrowed(place: ResolvedPlace, areas: readonly string[]): ResolvedPlace {
  if (areas.length === 0) return place
  const fits = areas.some(
    (area) => isWithin(place.territoryCode, area) || isWithin(area, place.territoryCode),
  )
  return {
    ...place,
    confidence: Number((fits ? Math.min(0.99, place.confidence + 0.04) : place.confidence - 0.2).toFixed(2)),
  }
}

/** Best first; of several mentions of one territory the best stays. */
function distinct(places: readonly ResolvedPlace[]): ResolvedPlace[] {
  const ranked = places.toSorted(
    (a, b) => b.confidence - a.confidence || b.territoryCode.length - a.territoryCode.length,
  )
  const seen = new Set<string>()
  return ranked.filter(({ territoryCode }) => !seen.has(territoryCode) && seen.add(territoryCode))
}

function areInLine(a: ResolvedPlace, b: ResolvedPlace): boolean {
  return isWithin(a.territoryCode, b.territoryCode) || isWithin(b.territoryCode, a.territoryCode)
}

/** Of places that lie in each other and are about equally sure, the smallest. */
function deepest(best: ResolvedPlace, ranked: readonly ResolvedPlace[]): ResolvedPlace {
  return ranked
    .filter(
      (each) =>
        isWithin(each.territoryCode, best.territoryCode) &&
        best.confidence - each.confidence < CLEARLY_BETTER,
    )
    .reduce((deep, each) => (each.territoryCode.length > deep.territoryCode.length ? each : deep), best)
}

function similar(gazetteer: Gazetteer, text: string): ResolvedPlace[] {
  return suggest(gazetteer, text, CANDIDATES).map(({ entry, territoryCode, score }) => ({
    entry,
    territoryCode,
    confidence: Number((score * SIMILAR).toFixed(2)),
    matched: entry.name.zh,
    reason: 'name',
  }))
}
