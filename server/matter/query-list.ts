/** Inbox and lists for one reader, with names for ids. */
import type { MatterList, MatterRow, MattersQuery } from '@huying/contract/matter/list.ts'
import type { Calendar } from '@huying/core/kernel/calendar/types.ts'
import { paceOf } from '@huying/core/matter/pace.ts'
import { readScopeOf } from '@huying/core/matter/policy.ts'
import type { Signed } from '../app.ts'
import type { Services } from '../services.ts'
import { codesWithin, pathName } from '../territory/places.ts'
import { inboxPage, type ListRow, mattersPage, type Page } from './list.ts'
import { namer } from './present.ts'

/** Rows a page where the client does not say. */
const PAGE = 50

export async function listInbox(
  services: Services,
  signed: Signed,
  query: { cursor?: string; limit?: number },
): Promise<MatterList> {
  const { jurisdiction } = signed.account
  const page = await inboxPage(
    services.db,
    jurisdiction,
    signed.actor,
    query.cursor ?? null,
    query.limit ?? PAGE,
  )
  return present(services, jurisdiction, page)
}

export async function listMatters(
  services: Services,
  signed: Signed,
  query: MattersQuery,
): Promise<MatterList> {
  const { actor, account } = signed
  const filter = {
    scope: readScopeOf(actor),
    territories:
      query.territory === undefined
        ? null
        : codesWithin(services.places(account.jurisdiction), query.territory),
    number: query.number ?? null,
    open: query.open ?? false,
  }
  const page = await mattersPage(
    services.db,
    account.jurisdiction,
    filter,
    query.cursor ?? null,
    query.limit ?? PAGE,
  )
  return present(services, account.jurisdiction, page)
}

async function present(services: Services, jurisdiction: string, page: Page): Promise<MatterList> {
  return {
    rows: await Promise.all(page.rows.map((row) => rowView(services, jurisdiction, row))),
    next: page.next,
    count: page.count,
  }
}

async function rowView(services: Services, jurisdiction: string, row: ListRow): Promise<MatterRow> {
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
    ...paceNow(ruleset.rules.calendar, services.now(), row),
    reportedAt: row.reported_at.toISOString(),
    closedAt: row.closed_at?.toISOString() ?? null,
    urgent: row.urgent,
    supervised: row.supervised,
  }
}

/** Asked of the clock that presses; a line of an inbox has none while what it waits for is paused. */
function paceNow(calendar: Calendar, now: number, row: ListRow): Pick<MatterRow, 'left' | 'pace'> {
  const { due_at, counted, roster, warn_at, paused_at } = row
  if (!(due_at instanceof Date) || counted === null)
    return { left: null, pace: paused_at === null ? null : 'paused' }
  const isPromise = row.duty === null
  return paceOf(calendar, now, {
    dueAt: due_at.getTime(),
    warnAt: warn_at?.getTime() ?? null,
    counted,
    roster,
    pausedAt: isPromise ? (paused_at?.getTime() ?? null) : null,
  })
}
