/**
 * 编号 — human numbers such as HY-370103-20261121-0087: district, local day, running number. A counter row per district would
 * make every report of a day wait for the one before, so numbers are leased in blocks; gaps are normal.
 */
import { localDate } from '@huying/core/kernel/calendar/civil-date.ts'
import type { Calendar } from '@huying/core/kernel/calendar/types.ts'
import type { Instant } from '@huying/core/kernel/instant.ts'
import type { Db } from '../database/db.ts'

/** Length of a district's code: the widest part of a territory code that a number shows. */
const DISTRICT = 6
const BLOCK = 200

export type Numbers = {
  /** The next number of this place and day. */
  next(jurisdiction: string, territory: string, calendar: Calendar, at: Instant): Promise<string>
  /** A number for each of many, in order, in one query: history spreads over thousands of days and places. */
  many(jurisdiction: string, calendar: Calendar, places: readonly Numbered[]): Promise<string[]>
}

export type Numbered = { readonly territory: string; readonly at: Instant }

type Lease = { next: number; end: number; renewal: Promise<void> | null }

export function openNumbers(db: Db): Numbers {
  const leases = new Map<string, Lease>()
  return {
    async next(jurisdiction, territory, calendar, at) {
      const prefix = prefixOf(territory, calendar, at)
      const key = `${jurisdiction} ${prefix}`
      const lease = leases.get(key) ?? { next: 1, end: 1, renewal: null }
      leases.set(key, lease)
      while (lease.next >= lease.end) {
        lease.renewal ??= renew(db, jurisdiction, prefix, lease).finally(() => {
          lease.renewal = null
        })
        await lease.renewal
      }
      if (leases.size > 10_000) leases.delete(leases.keys().next().value as string)
      return numberOf(prefix, lease.next++)
    },
    many: (jurisdiction, calendar, places) => leaseMany(db, jurisdiction, calendar, places),
  }
}

function prefixOf(territory: string, calendar: Calendar, at: Instant): string {
  const day = localDate(calendar.zone.dayOf(at)).replaceAll('-', '')
  return `HY-${territory.slice(0, DISTRICT)}-${day}`
}

function numberOf(prefix: string, running: number): string {
  return `${prefix}-${String(running).padStart(4, '0')}`
}

/** Takes exactly what is wanted. Prefixes are locked in order, so that two imports cannot wait for each other. */
async function leaseMany(
  db: Db,
  jurisdiction: string,
  calendar: Calendar,
  places: readonly Numbered[],
): Promise<string[]> {
  const prefixes = places.map(({ territory, at }) => prefixOf(territory, calendar, at))
  const wanted = new Map<string, number>()
  for (const prefix of prefixes) wanted.set(prefix, (wanted.get(prefix) ?? 0) + 1)
  const sorted = [...wanted].sort(([a], [b]) => (a < b ? -1 : 1))
  const { rows } = await db.query({
    name: 'lease-many-numbers',
    text: `insert into number_block (jurisdiction, prefix, next)
      select $1, prefix, 1 + amount from unnest($2::text[], $3::integer[]) as wanted (prefix, amount)
      on conflict (jurisdiction, prefix) do update set next = number_block.next + excluded.next - 1
      returning prefix, next`,
    values: [jurisdiction, sorted.map(([prefix]) => prefix), sorted.map(([, amount]) => amount)],
  })
  const next = new Map<string, number>(
    rows.map(({ prefix, next }) => [prefix, Number(next) - (wanted.get(prefix) ?? 0)]),
  )
  return prefixes.map((prefix) => {
    const running = next.get(prefix) ?? 1
    next.set(prefix, running + 1)
    return numberOf(prefix, running)
  })
}

async function renew(db: Db, jurisdiction: string, prefix: string, lease: Lease): Promise<void> {
  const { rows } = await db.query({
    name: 'lease-numbers',
    text: `insert into number_block (jurisdiction, prefix, next) values ($1, $2, $3 + 1)
      on conflict (jurisdiction, prefix) do update set next = number_block.next + $3 returning next`,
    values: [jurisdiction, prefix, BLOCK],
  })
  lease.end = Number(rows[0].next)
  lease.next = lease.end - BLOCK
}
