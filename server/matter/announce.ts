/** 日历公布 — finds open matters with provisional deadlines and counts them again under the calendar now in force. */
import { countAnnounced } from '@huying/core/matter/announce.ts'
import type { Matter } from '@huying/core/matter/matter.ts'
import type { Context } from '@huying/core/matter/rules.ts'
import type { Services } from '../services.ts'
import { decideByItself } from './by-time.ts'

const BATCH = 500

/** Returns how many matters have new deadlines. Runs beside everything else; a collision is left for the next round. */
export async function announceCalendars(services: Services): Promise<number> {
  let changed = 0
  for (const jurisdiction of services.registry.jurisdictions) {
    const { calendar } = services.registry.current(jurisdiction).rules
    const count = (matter: Matter, context: Context) => countAnnounced(matter, calendar, context)
    for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
      const { rows } = await services.db.query(
        'select id from matter where jurisdiction = $1 and provisional and id > $2 order by id limit $3',
        [jurisdiction, after, BATCH],
      )
      for (const { id } of rows) if (await decideByItself(services, jurisdiction, id, count)) changed += 1
      if (rows.length < BATCH) break
      after = rows.at(-1).id
    }
  }
  return changed
}
