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
}

type Lease = { next: number; end: number; renewal: Promise<void> | null }

export function openNumbers(db: Db): Numbers {
  const leases = new Map<string, Lease>()
  return {
    async next(jurisdiction, territory, calendar, at) {
      const day = localDate(calendar.zone.dayOf(at)).replaceAll('-', '')
      const prefix = `HY-${territory.slice(0, DISTRICT)}-${day}`
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
      return `${prefix}-${String(lease.next++).padStart(4, '0')}`
    },
  }
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
