/**
 * 登记建议 — what a report that is being typed would be: its kind by the catalogue's words and by like reports of the past (those
 * its typist may read, and no others), its place, and what would become of it if it were sent now. Nothing is kept.
 */
import type { MatterRow } from '@huying/contract/matter/list.ts'
import type { SuggestAsked, Suggested } from '@huying/contract/matter/suggest.ts'
import { inherited } from '@huying/core/catalogue/dispatch.ts'
import { suggestKinds } from '@huying/core/catalogue/suggest.ts'
import type { Result } from '@huying/core/kernel/refusal.ts'
import { readScopeOf } from '@huying/core/matter/policy.ts'
import { type ResolvedPlace, resolve } from '@huying/core/territory/resolve.ts'
import type { Signed } from '../../app.ts'
import type { Services } from '../../services.ts'
import { findPlace, type Located, type Places, pathName } from '../../territory/places.ts'
import { presentRows } from '../list/query-list.ts'
import { anyOf, findByWords } from './find.ts'
import { type Alike, alike, keywordsIn } from './likeness.ts'
import { solvedView } from './similar.ts'
import { prospectOf } from './suggest-prospect.ts'

/** Newest like reports that are compared. */
const COMPARED = 300
/** The likest of them say which kind it is. */
const VOTES = 20
const SHOWN = 3

export async function suggest(services: Services, signed: Signed, asked: SuggestAsked): Promise<Suggested> {
  const { jurisdiction } = signed.account
  const places = services.places(jurisdiction)
  const located = asked.place && findPlace(places, asked.place)
  const [past, answer] = await Promise.all([
    likeReports(services, signed, asked),
    located?.ok ? prospectOf(services, signed, asked, located.value) : null,
  ])
  return {
    kinds: kindsFor(services, jurisdiction, asked.text, past),
    places: placesIn(places, asked.text),
    place: located ? whereIs(places, asked.place, located) : null,
    answer,
    solved: await solvedAmong(services, signed, past),
  }
}

/** Reports with the same telling words, within what the typist may read. */
async function likeReports(services: Services, signed: Signed, { text }: SuggestAsked): Promise<Alike[]> {
  const keywords = keywordsIn(text)
  if (keywords.length === 0) return []
  const { db } = services
  const { jurisdiction } = signed.account
  const found = await findByWords(db, jurisdiction, {
    scope: readScopeOf(signed.actor),
    any: [{ words: anyOf(keywords.map(({ word }) => word)), reach: [] }],
    limit: COMPARED,
    now: services.now(),
  })
  const ids = found.map(({ id }) => id)
  const likest = await alike(db, signed.account, { keywords, kind: null, point: null }, ids)
  return likest.slice(0, VOTES)
}

function kindsFor(
  { registry }: Services,
  jurisdiction: string,
  text: string,
  past: readonly Alike[],
): Suggested['kinds'] {
  const { catalogue } = registry.current(jurisdiction).rules
  const kinds = [...catalogue.kinds.values()].map(({ id, words = [] }) => ({
    ...{ id, words },
    loop: inherited(catalogue, id, 'loop') ?? null,
  }))
  const like = past.map(({ row, score }) => ({ kind: row.kind, likeness: score }))
  return suggestKinds(text, kinds, like).map(({ kind, because, similar, confidence }) => ({
    ...{ id: kind, because: [...because] },
    ...{ similar, confidence },
  }))
}

/** What the text itself says about where: one place, or several that it may mean. Merely similar names are no mention. */
function placesIn(places: Places, text: string): Suggested['places'] {
  const found = resolve(places.gazetteer, text)
  const mentioned = found.found
    ? [found]
    : found.candidates.filter(({ confidence }) => confidence >= MENTIONED)
  return mentioned.map((place) => ({ ...candidate(places, place), because: place.matched }))
}

/** Names that are merely similar are worth less (`SIMILAR` in core/territory/resolve.ts). */
const MENTIONED = 0.5

function candidate(places: Places, { entry, territoryCode }: Pick<ResolvedPlace, 'entry' | 'territoryCode'>) {
  return {
    name: entry.name,
    territory: territoryCode,
    path: pathName(places, territoryCode),
    point: entry.point ? [...entry.point] : null,
  }
}

function whereIs(places: Places, asked: SuggestAsked['place'], located: Result<Located>): Suggested['place'] {
  if (located.ok) {
    const { territory, point } = located.value
    return { territory, path: pathName(places, territory), point: point && [...point] }
  }
  const found = resolve(places.gazetteer, asked?.address ?? '')
  const candidates = found.found ? [] : found.candidates.map((each) => candidate(places, each))
  return { outside: located.refusal.code === 'place.outside', candidates }
}

async function solvedAmong(
  services: Services,
  signed: Signed,
  past: readonly Alike[],
): Promise<Suggested['solved']> {
  const solved = past.filter(({ row }) => row.closed_at !== null).slice(0, SHOWN)
  const rows = await presentRows(
    services,
    signed.account.jurisdiction,
    solved.map(({ row }) => row),
    services.now(),
  )
  return solved.map((each, at) => solvedView(each, rows[at] as MatterRow))
}
