/** 去向 — what would become of a report if it were sent now: the engine opens it without keeping it, so screen and outcome cannot differ. */
import type { SuggestAsked, Suggested } from '@huying/contract/matter/suggest.ts'
import { type OpenCommand, open } from '@huying/core/matter/open.ts'
import { loopOf } from '@huying/core/matter/rules.ts'
import { digitsOf, subtreeRange } from '@huying/core/territory/code.ts'
import type { Signed } from '../../app.ts'
import type { Db } from '../../database/db.ts'
import type { Services } from '../../services.ts'
import type { Located } from '../../territory/places.ts'
import { isCall } from '../handle-open.ts'
import { dutyOf } from '../view/duty.ts'
import { clockView } from '../view/present-clock.ts'
import { namer } from '../view/present-parts.ts'

/** The newest of the kind that are looked at, and those of the district among them that count. */
const LOOKED_AT = 2_000
const COUNTED = 50
/** Fewer say nothing, and could say something about a single one. */
const FEWEST = 5

/** Null where this person cannot report this kind. */
export async function prospectOf(
  services: Services,
  { account, actor }: Signed,
  asked: SuggestAsked,
  place: Located,
): Promise<Suggested['answer']> {
  const { jurisdiction } = account
  const ruleset = services.registry.current(jurisdiction)
  const { rules } = ruleset
  const { kind } = asked
  if (kind === undefined || !rules.catalogue.kinds.has(kind)) return null
  const context = { now: services.now(), actor, rules }
  const own = actor.posts[0]?.organisationId ?? null
  const opened = open(
    {
      ...{ id: 'prospect', number: '', kind, ...place, channel: 'unit', parentId: null, source: null },
      reporter: {
        residentId: actor.residentId,
        organisationId: isCall(rules, kind) ? own : null,
        accountId: actor.accountId,
      },
      firstHandler: own,
      against: asked.against ?? [],
      urgent: asked.urgent ?? false,
      confidential: asked.confidential ?? false,
      form: {},
      texts: {},
    } satisfies OpenCommand,
    context,
  )
  if (!opened.ok) return null
  const { matter } = opened.value
  const holder = matter.custody.at(-1)
  return {
    holder: holder?.to === null ? namer(ruleset)(holder.holder) : null,
    duty: dutyOf(ruleset, matter),
    clocks: matter.clocks.map((clock) => clockView(clock, loopOf(rules, matter), matter, context, new Map())),
    usual: await usualTime(services.db, jurisdiction, kind, place.territory),
  }
}

/**
 * The median of what the kind took in the district lately. It counts matters that the reader may not read, as the published
 * figures do: a median of five or more tells nothing about one. Confidential ones, and those closed by joining another, are left out.
 */
async function usualTime(
  db: Db,
  jurisdiction: string,
  kind: string,
  territory: string,
): Promise<{ hours: number; of: number } | null> {
  const [from, to] = subtreeRange(territory.slice(0, digitsOf('district')))
  const { rows } = await db.query({
    name: 'usual-time',
    text: `select count(*)::int as of,
        round(percentile_cont(0.5) within group (order by extract(epoch from closed_at - reported_at)) / 3600)::int as hours
      from (
        select closed_at, reported_at from (
          select closed_at, reported_at, territory, outcome from matter
          where jurisdiction = $1 and kind = $2 and closed_at is not null and not confidential
          order by closed_at desc limit ${LOOKED_AT}
        ) newest
        where territory >= $3 and territory < $4 and outcome in ('resolved', 'answered', 'explained')
        order by closed_at desc limit ${COUNTED}
      ) here`,
    values: [jurisdiction, kind, from, to],
  })
  const { of, hours } = rows[0]
  return of >= FEWEST ? { of, hours } : null
}
