/** 列表请求 — what a query string asks of a list, in the terms of rows: days as instants, a kind with those under it. */
import type { ListFilter, Order } from '@huying/contract/matter/filter.ts'
import type { InboxQuery, MattersQuery } from '@huying/contract/matter/list.ts'
import { dayNumber } from '@huying/core/kernel/calendar/civil-date.ts'
import { readScopeOf } from '@huying/core/matter/policy.ts'
import type { Signed } from '../../app.ts'
import type { Db } from '../../database/db.ts'
import type { Services } from '../../services.ts'
import { codesWithin } from '../../territory/places.ts'
import { mattersPage } from './list.ts'
import type { RowFilter } from './list-filter.ts'
import { inboxPage } from './list-inbox.ts'
import type { Asked, Page } from './list-page.ts'

/** One list as one person asks for it at one moment; every page of it is read by the same conditions. */
export type Listing = {
  readonly now: number
  page(db: Db, asked: Asked): Promise<Page>
}

export function inboxListing(services: Services, signed: Signed, query: InboxQuery): Listing {
  const now = services.now()
  const asked = {
    jurisdiction: signed.account.jurisdiction,
    accountId: signed.account.id,
    actor: signed.actor,
    filter: filterOf(services, signed, query),
    order: query.sort ?? 'deadline',
    now,
  }
  return { now, page: (db, page) => inboxPage(db, asked, page) }
}

export function mattersListing(services: Services, signed: Signed, query: MattersQuery): Listing {
  const now = services.now()
  const asked = {
    jurisdiction: signed.account.jurisdiction,
    accountId: signed.account.id,
    scope: readScopeOf(signed.actor),
    filter: filterOf(services, signed, query),
    number: query.number ?? null,
    followed: query.followed ?? false,
    open: query.open === 'true' ? true : query.open === 'false' ? false : null,
    order: orderOf(query),
    now,
  }
  return { now, page: (db, page) => mattersPage(db, asked, page) }
}

/** Closed matters have no deadline; what one follows is few enough to be put in any order. */
function orderOf({ sort, open, followed }: MattersQuery): Order {
  const hasDeadlines = open === 'true' || followed === true
  if (sort === undefined) return hasDeadlines ? 'deadline' : 'newest'
  return sort === 'deadline' && !hasDeadlines ? 'newest' : sort
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function filterOf(
  services: Services,
  { account: { jurisdiction } }: Signed,
  query: ListFilter & { ids?: string },
): RowFilter {
  const { territory, kind, reportedFrom, reportedTo, ids } = query
  const { rules } = services.registry.current(jurisdiction)
  const dawn = (on: string, later: number) =>
    new Date(rules.calendar.zone.instantOf(dayNumber(on) + later, 0))
  return {
    territories: territory === undefined ? null : codesWithin(services.places(jurisdiction), territory),
    kinds: kind === undefined ? null : kindsUnder([...rules.catalogue.kinds.values()], kind),
    loop: query.loop ?? null,
    state: query.state ?? null,
    lead: query.lead ?? null,
    channel: query.channel ?? null,
    pace: query.pace ?? null,
    urgent: query.urgent ?? null,
    supervised: query.supervised ?? null,
    reportedFrom: reportedFrom === undefined ? null : dawn(reportedFrom, 0),
    reportedBefore: reportedTo === undefined ? null : dawn(reportedTo, 1),
    ids: ids === undefined ? null : ids.split(',').filter((id) => UUID.test(id)),
  }
}

type Kind = { readonly id: string; readonly parentId?: string | null | undefined }

/** The kind and all below it; a kind that the rules in force no longer know is still asked for by its id. */
function kindsUnder(kinds: readonly Kind[], id: string): string[] {
  const found = [id]
  for (const above of found)
    found.push(...kinds.filter((kind) => kind.parentId === above).map((kind) => kind.id))
  return found
}
