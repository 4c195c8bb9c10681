/** Inbox and lists for one reader, with names for ids. */
import type { InboxQuery, MatterList, MatterRow, MattersQuery } from '@huying/contract/matter/list.ts'
import type { Calendar } from '@huying/core/kernel/calendar/types.ts'
import { paceOf } from '@huying/core/matter/pace.ts'
import type { Signed } from '../../app.ts'
import type { Services } from '../../services.ts'
import { pathName } from '../../territory/places.ts'
import { namer } from '../view/present-parts.ts'
import { UNKNOWN_WARNING } from './list-filter.ts'
import type { ListRow } from './list-page.ts'
import { inboxListing, type Listing, mattersListing } from './list-request.ts'

/** Rows a page where the client does not say. */
const PAGE = 50

async function readList(
  services: Services,
  jurisdiction: string,
  listing: Listing,
  { cursor = null, limit = PAGE }: { cursor?: string | null; limit?: number },
): Promise<MatterList> {
  const page = await listing.page(services.db, { cursor, limit, counts: cursor === null })
  return {
    rows: await presentRows(services, jurisdiction, page.rows, listing.now),
    next: page.next,
    count: page.count,
  }
}

export const listMatters = (services: Services, signed: Signed, query: MattersQuery): Promise<MatterList> =>
  readList(services, signed.account.jurisdiction, mattersListing(services, signed, query), query)

export const listInbox = (services: Services, signed: Signed, query: InboxQuery): Promise<MatterList> =>
  readList(services, signed.account.jurisdiction, inboxListing(services, signed, query), query)

export function presentRows(
  services: Services,
  jurisdiction: string,
  rows: readonly ListRow[],
  now: number,
): Promise<MatterRow[]> {
  return Promise.all(rows.map((row) => rowView(services, jurisdiction, row, now)))
}

export async function rowView(
  services: Services,
  jurisdiction: string,
  row: ListRow,
  now = services.now(),
): Promise<MatterRow> {
  const ruleset = await services.registry.version(jurisdiction, row.pack_id, row.pack_version)
  const { loops, catalogue } = ruleset.rules
  const loop = loops.get(row.loop)
  const name = namer(ruleset)
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    loop: { id: row.loop, name: loop?.title ?? { zh: row.loop } },
    kind: { id: row.kind, name: catalogue.kinds.get(row.kind)?.title ?? { zh: row.kind } },
    state: { id: row.state, name: loop?.states[row.state]?.title ?? { zh: row.state } },
    territory: row.territory,
    place: pathName(services.places(jurisdiction), row.territory),
    lead: row.lead === null ? null : name(row.lead),
    holder: row.holder === null ? null : name(row.holder),
    duty: row.duty,
    dueAt: row.due_at instanceof Date ? row.due_at.toISOString() : null,
    ...paceNow(ruleset.rules.calendar, now, row),
    channel: row.channel,
    reportedAt: row.reported_at.toISOString(),
    closedAt: row.closed_at?.toISOString() ?? null,
    urgent: row.urgent,
    supervised: row.supervised,
    followed: row.followed,
  }
}

/** Asked of the clock that presses; a line of an inbox has none while what it waits for is paused. */
function paceNow(calendar: Calendar, now: number, row: ListRow): Pick<MatterRow, 'left' | 'pace'> {
  const { due_at, counted, roster, warn_at, paused_at } = row
  if (!(due_at instanceof Date) || counted === null)
    return { left: null, pace: paused_at === null ? null : 'paused' }
  const isPromise = row.duty === null
  const dueAt = due_at.getTime()
  return paceOf(calendar, now, {
    dueAt,
    warnAt: warn_at?.getTime() ?? dueAt - UNKNOWN_WARNING,
    counted,
    roster,
    pausedAt: isPromise ? (paused_at?.getTime() ?? null) : null,
  })
}
