/**
 * 巡时 — the sweep of the clock table: warnings and breaches of matters that nobody touched, each recorded at the very
 * instant it was due. Several servers may sweep at once; the journal's key lets only one of them win.
 */
import { fireDue } from '@huying/core/matter/time.ts'
import { failureOf } from '../kernel/failure.ts'
import type { Services } from '../services.ts'
import { decideByItself } from './by-time.ts'

/** Matters looked at in one round. */
const BATCH = 200

/** Fires what is due now. Returns how many matters time has changed; call again while that is a full batch. */
export async function sweep(services: Services): Promise<number> {
  const { rows } = await services.db.query(
    'select jurisdiction, id from matter where next_due_at <= $1 order by next_due_at limit $2',
    [new Date(services.now()).toISOString(), BATCH],
  )
  let changed = 0
  const stuck: unknown[] = []
  for (const { jurisdiction, id } of rows) {
    try {
      if (await decideByItself(services, jurisdiction, id, fireDue)) changed += 1
    } catch (error) {
      if (failureOf(error).code === 'system.unavailable') throw error
      stuck.push(new Error(`time stands still in matter ${id}`, { cause: error }))
    }
  }
  // Said only after all others had their turn: one matter that cannot go on must not stop every clock behind it.
  if (stuck.length > 0) throw new AggregateError(stuck, `time stands still in ${stuck.length} matters`)
  return changed
}
