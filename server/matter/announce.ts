/** 日历公布 — finds open matters with provisional deadlines and counts them again under the calendar now in force. */
import { countAnnounced } from '@huying/core/matter/announce.ts'
import { SYSTEM } from '@huying/core/organisation/types.ts'
import type { Services } from '../services.ts'
import { changesOf } from './handle-act.ts'
import { conflictOf, flush, loadMatter } from './store.ts'

const BATCH = 500

/** Returns how many matters have new deadlines. Runs beside everything else; a collision is left for the next round. */
export async function announceCalendars(services: Services): Promise<number> {
  let changed = 0
  for (const jurisdiction of services.registry.jurisdictions) {
    for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
      const { rows } = await services.db.query(
        'select id from matter where jurisdiction = $1 and provisional and id > $2 order by id limit $3',
        [jurisdiction, after, BATCH],
      )
      for (const { id } of rows) if (await announceOne(services, jurisdiction, id)) changed += 1
      if (rows.length < BATCH) break
      after = rows.at(-1).id
    }
  }
  return changed
}

async function announceOne(services: Services, jurisdiction: string, id: string): Promise<boolean> {
  const loaded = await loadMatter(services.db, jurisdiction, id)
  if (!loaded) return false
  const { pack, changedAt } = loaded.matter
  const { rules } = await services.registry.version(jurisdiction, pack.id, pack.version)
  const now = Math.max(services.now(), changedAt)
  const context = { now, actor: SYSTEM, rules }
  const counted = countAnnounced(
    loaded.matter,
    services.registry.current(jurisdiction).rules.calendar,
    context,
  )
  if (!counted.ok || counted.value.events.length === 0) return false
  const changes = await changesOf(services, loaded, counted.value, null, context)
  if (!changes.ok) return false
  try {
    await flush(services.db, { changes: changes.value, command: null, now })
    return true
  } catch (error) {
    if (conflictOf(error) === 'version') return false
    throw error
  }
}
