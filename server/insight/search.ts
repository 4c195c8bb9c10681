/**
 * 搜索 — one search for everything: matters by words and numbers, within exactly what the reader may read; territories, organisations and places
 * by name, from memory. Personal data lies in the vault and is not searched.
 */
import type { FoundMatter, Search, SearchQuery } from '@huying/contract/insight/search.ts'
import type { MatterRow } from '@huying/contract/matter/list.ts'
import { readScopeOf, scopePrefixes } from '@huying/core/matter/policy.ts'
import { suggest } from '@huying/core/territory/suggest.ts'
import type { Signed } from '../app.ts'
import { highlight, normalise } from '../kernel/cut.ts'
import { anyOf, findByWords } from '../matter/like/find.ts'
import { columnsFor, type ListRow, TITLE } from '../matter/list/list-page.ts'
import { presentRows } from '../matter/list/query-list.ts'
import { reachOf } from '../matter/record/words.ts'
import type { Services } from '../services.ts'
import { codesWithin, type Places, pathName } from '../territory/places.ts'
import { searchTree } from '../territory/tree.ts'
import { findByNumber } from './numbers.ts'
import { type Asked, type Named, waysOf } from './ways.ts'

/** Of everything but matters. */
const SHOWN = 5
const MATTERS = 8

export async function search(services: Services, signed: Signed, query: SearchQuery): Promise<Search> {
  const { jurisdiction } = signed.account
  const { db } = services
  const places = services.places(jurisdiction)
  const scope = readScopeOf(signed.actor)
  const { text, territory, limit = MATTERS } = query
  const asked = waysOf(text, (word) => namedBy(services, signed, places, word), withinOf(places, territory))
  const [numbered, found] = await Promise.all([
    findByNumber(db, jurisdiction, scope, text, SHOWN),
    findByWords(db, jurisdiction, { scope, any: asked.ways, limit: limit + 1, now: services.now() }),
  ])
  const ids = found.slice(0, limit).map(({ id }) => id)
  const matters = await foundMatters(services, signed, [...new Set([...numbered, ...ids])], asked)
  const by = (id: string) => (numbered.includes(id) ? ('number' as const) : ('words' as const))
  return {
    matters: matters.map((each) => ({ by: by(each.matter.id), ...each })),
    more: found.length > limit,
    ...named(services, signed, places, text),
  }
}

function withinOf(places: Places, territory: string | undefined): string[] {
  if (territory === undefined || places.jurisdiction.startsWith(territory)) return []
  return [anyOf(codesWithin(places, territory).map(reachOf.territory))]
}

/** Territories that are called so, or have this code, and organisations that are called so. */
function namedBy(services: Services, { actor, account }: Signed, places: Places, word: string): Named {
  if (actor.kind !== 'staff' || word.length < 2) return { codes: [], organisations: [] }
  const said = normalise(word)
  const territories = searchTree(places, [account.jurisdiction], said, SHOWN)
  const isMeant = ({ code, name }: { code: string; name: { zh: string } }) =>
    code === said || normalise(name.zh).startsWith(said)
  const { directory } = services.registry.current(account.jurisdiction).rules
  const organisations = [...directory.byId.values()].filter(({ name }) => normalise(name.zh) === said)
  return {
    codes: territories.filter(isMeant).flatMap(({ code }) => codesWithin(places, code)),
    organisations: organisations.map(({ id }) => id),
  }
}

async function foundMatters(
  services: Services,
  signed: Signed,
  ids: readonly string[],
  { marks }: Asked,
): Promise<Omit<FoundMatter, 'by'>[]> {
  const [rows, texts] = await Promise.all([
    rowsOf(services, signed, ids),
    openTexts(services, signed.account.jurisdiction, ids),
  ])
  return rows.map((matter) => ({
    matter,
    title: matter.title === null ? [] : highlight(matter.title, marks),
    snippet: bestSnippet(texts.get(matter.id) ?? [], marks),
  }))
}

/** The report itself; where the words are only in its title, the beginning of it. */
function bestSnippet(bodies: readonly string[], marks: readonly string[]): FoundMatter['snippet'] {
  const snippets = bodies.map((body) => highlight(body, marks))
  return snippets.find((pieces) => pieces.some(({ hit }) => hit)) ?? snippets[0] ?? []
}

/** Texts of the reports, by matter: what everybody who reads them may read. */
async function openTexts(
  { db }: Services,
  jurisdiction: string,
  ids: readonly string[],
): Promise<Map<string, string[]>> {
  if (ids.length === 0) return new Map()
  const { rows } = await db.query(
    `select matter_id, body from content
     where jurisdiction = $1 and matter_id = any($2::uuid[]) and seq = 1 and field = 'text' and body is not null`,
    [jurisdiction, ids],
  )
  const grouped = Map.groupBy(rows, (row) => row.matter_id as string)
  return new Map([...grouped].map(([id, list]) => [id, list.map(({ body }) => body as string)]))
}

/** In the order of the ids, which were found within the reader's scope. */
async function rowsOf(services: Services, { account }: Signed, ids: readonly string[]): Promise<MatterRow[]> {
  if (ids.length === 0) return []
  const { jurisdiction, id } = account
  const { rows } = await services.db.query<ListRow>({
    text: `select ${columnsFor('$3')}, m.due_at, m.due_counted as counted, m.due_roster as roster, m.due_warn_at as warn_at,
        null as duty, '' as cursor
      from matter m ${TITLE} where m.jurisdiction = $1 and m.id = any($2::uuid[]) order by array_position($2::uuid[], m.id)`,
    values: [jurisdiction, ids, id],
  })
  return presentRows(services, jurisdiction, rows, services.now())
}

/** What has a name: the same for all staff; residents see names of places and of units only. */
function named(
  services: Services,
  { actor, account }: Signed,
  places: Places,
  text: string,
): Pick<Search, 'territories' | 'organisations' | 'addresses'> {
  const { directory } = services.registry.current(account.jurisdiction).rules
  const overseen = scopePrefixes(actor)
  const said = normalise(text).trim()
  const organisations = [...directory.byId.values()].filter(({ name }) =>
    [name.zh, name.en ?? ''].some((each) => said !== '' && normalise(each).includes(said)),
  )
  return {
    territories:
      actor.kind === 'staff'
        ? searchTree(places, overseen.length > 0 ? overseen : [account.jurisdiction], said, SHOWN)
        : [],
    organisations: organisations.slice(0, SHOWN).map(({ id, name, territory }) => ({
      organisation: { id, name },
      path: pathName(places, territory),
      territory,
    })),
    addresses: suggest(places.gazetteer, text, SHOWN).map(({ entry, territoryCode }) => ({
      name: entry.name,
      path: pathName(places, territoryCode),
      territory: territoryCode,
    })),
  }
}
