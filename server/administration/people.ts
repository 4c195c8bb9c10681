/** 人员存取 — people with their posts, page by page, inside the territory of whoever asks. */
import type { People, PeopleOptions, PeopleQuery, PersonRow } from '@huying/contract/administration/people.ts'
import { localDate } from '@huying/core/kernel/calendar/civil-date.ts'
import { isPartOf } from '@huying/core/organisation/directory.ts'
import { postNamer } from '../account/post-names.ts'
import type { Signed } from '../app.ts'
import { NotACursor } from '../kernel/failure.ts'
import type { Services } from '../services.ts'
import { type Scope, scopeOf } from './scope.ts'

const PAGE = 50

type PostRow = {
  readonly id: string
  readonly organisation: string
  readonly role: string
  readonly territory: string
  readonly fromOn: string
  readonly toOn: string | null
}

type Row = {
  readonly id: string
  readonly name: string
  readonly username: string
  readonly locked: boolean
  readonly mustChange: boolean
  readonly posts: readonly PostRow[] | null
  readonly outside: boolean
}

export const todayOf = (services: Services, jurisdiction: string): string =>
  localDate(services.registry.current(jurisdiction).rules.calendar.zone.dayOf(services.now()))

/** One condition for page and count: who is seen, and what was asked for. */
const CONDITION = `a.jurisdiction = $1 and a."residentId" is null
  and ($2 or exists (select from post s where s.jurisdiction = $1 and s.account_id = a.id and ${within('s')}))
  and ($4 = '' or position($4 in lower(a.name)) > 0 or position($4 in a.username) > 0)
  and ($5 = 0 or exists (select from post p where p.jurisdiction = $1 and p.account_id = a.id and ${within('p')}
    and ($6::text[] is null or p.organisation_id = any($6)) and ($7::text is null or p.role = $7)
    and ($8::text is null or starts_with(p.territory, $8))
    and ($9::text is distinct from 'current' or ${held('p')})))
  and ($9::text is distinct from 'ended'
    or not exists (select from post h where h.jurisdiction = $1 and h.account_id = a.id and ${held('h')}))`

function within(alias: string): string {
  return `exists (select from unnest($3::text[]) as own (code) where starts_with(${alias}.territory, own.code))`
}

function held(alias: string): string {
  return `${alias}.from_on <= $10 and (${alias}.to_on is null or ${alias}.to_on >= $10)`
}

export async function listPeople(services: Services, signed: Signed, query: PeopleQuery): Promise<People> {
  const scope = scopeOf(signed)
  const today = todayOf(services, scope.jurisdiction)
  const values = valuesOf(services, scope, query, today)
  const limit = query.limit ?? PAGE
  const after = query.cursor === undefined ? '' : readCursor(query.cursor)
  const [page, counted] = await Promise.all([
    services.db.query<Row>(
      `select a.id, a.name, a.username, a."lockedAt" is not null as locked, a."mustChangePassword" as "mustChange",
         (select jsonb_agg(jsonb_build_object('id', p.id, 'organisation', p.organisation_id, 'role', p.role,
             'territory', p.territory, 'fromOn', p.from_on, 'toOn', p.to_on)
             order by (${held('p')}) desc, p.from_on desc, p.id)
           from post p where p.jurisdiction = $1 and p.account_id = a.id and ${within('p')}) as posts,
         exists (select from post o where o.jurisdiction = $1 and o.account_id = a.id
           and (o.to_on is null or o.to_on >= $10) and not ${within('o')}) as outside
       from account a where ${CONDITION} and a.username > $11 order by a.username limit $12`,
      [...values, after, limit + 1],
    ),
    services.db.query(`select count(*)::int as n from account a where ${CONDITION}`, values),
  ])
  const rows = page.rows.slice(0, limit)
  const last = rows.at(-1)
  return {
    rows: rows.map((row) => present(services, signed, scope, row, today)),
    next: page.rows.length > limit && last ? Buffer.from(last.username).toString('base64url') : null,
    count: counted.rows[0].n,
  }
}

function readCursor(cursor: string): string {
  const text = Buffer.from(cursor, 'base64url').toString()
  if (!/^[a-z0-9._-]{1,64}$/.test(text)) throw new NotACursor()
  return text
}

function valuesOf(services: Services, scope: Scope, query: PeopleQuery, today: string): unknown[] {
  const { directory } = services.registry.current(scope.jurisdiction).rules
  const { organisation, role, territory, held, text = '' } = query
  const parts =
    organisation === undefined
      ? null
      : [...directory.byId.keys()].filter((id) => isPartOf(directory, id, organisation))
  const asksForPost = parts !== null || role !== undefined || territory !== undefined || held === 'current'
  return [
    ...[scope.jurisdiction, scope.isWhole, scope.territories, text.trim().toLowerCase()],
    ...[asksForPost ? 1 : 0, parts, role ?? null, territory ?? null, held ?? null, today],
  ]
}

function present(services: Services, signed: Signed, scope: Scope, row: Row, today: string): PersonRow {
  const names = postNamer(services, scope.jurisdiction)
  const isSelf = row.id === signed.account.id
  return {
    accountId: row.id,
    name: row.name,
    username: row.username,
    isLocked: row.locked,
    mustChangePassword: row.mustChange,
    mayKeep: !isSelf && (scope.isWhole || !row.outside),
    posts: (row.posts ?? []).map(({ id, organisation, role, territory, fromOn, toOn }) => ({
      id,
      organisation: names.organisation(organisation),
      role: names.role(role),
      territory: names.territory(territory),
      fromOn,
      toOn,
      isHeld: fromOn <= today && (toOn === null || toOn >= today),
      mayEnd: toOn === null || toOn > today,
    })),
  }
}

/** What the forms can choose from: nothing outside the territory. */
export function optionsOf(services: Services, signed: Signed): PeopleOptions {
  const scope = scopeOf(signed)
  const { rules, content } = services.registry.current(scope.jurisdiction)
  const places = services.places(scope.jurisdiction)
  const territories = [...places.byCode.values()]
    .filter(({ code }) => scope.covers(code))
    .map(({ code, name }) => ({ id: code, name }))
  const whole = { id: scope.jurisdiction, name: content.jurisdiction?.name ?? { zh: scope.jurisdiction } }
  const isThere = territories.some(({ id }) => id === whole.id)
  return {
    organisations: [...rules.directory.byId.values()]
      .filter(({ territory }) => scope.covers(territory))
      .map(({ id, name, territory, parentId }) => ({ id, name, territory, parentId })),
    roles: Object.entries(content.vocabularies.roles).map(([id, name]) => ({ id, name })),
    territories: [...(scope.isWhole && !isThere ? [whole] : []), ...territories].sort(
      (a, b) => a.id.length - b.id.length || (a.id < b.id ? -1 : 1),
    ),
    isWhole: scope.isWhole,
    today: todayOf(services, scope.jurisdiction),
  }
}
