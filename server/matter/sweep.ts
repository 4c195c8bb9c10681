/**
 * 巡时 — the sweep of the clock table: warnings and breaches of matters that nobody touched, each recorded at the very
 * instant it was due. Several servers may sweep at once; the event key lets only one of them win.
 */
import { ok, type Result } from '@huying/core/kernel/refusal.ts'
import { fireDue } from '@huying/core/matter/time.ts'
import { SYSTEM } from '@huying/core/organisation/types.ts'
import type { Services } from '../services.ts'
import { changesOf } from './handle-act.ts'
import { conflictOf, flush, loadMatter } from './store.ts'

/** Matters looked at in one round. */
const BATCH = 200

/** Fires what is due now. Returns how many matters time has changed; call again while that is a full batch. */
export async function sweep(services: Services): Promise<number> {
  const { rows } = await services.db.query(
    'select jurisdiction, id from matter where next_due_at <= $1 order by next_due_at limit $2',
    [new Date(services.now()).toISOString(), BATCH],
  )
  let changed = 0
  const refused: string[] = []
  for (const { jurisdiction, id } of rows) {
    const swept = await sweepOne(services, jurisdiction, id)
    if (swept.ok) changed += swept.value
    else refused.push(`${id}: ${swept.refusal.code}`)
  }
  // Said only after all others had their turn: one matter that cannot go on must not stop every clock behind it.
  if (refused.length > 0) throw new Error(`time could not go on in ${refused.join(', ')}`)
  return changed
}

async function sweepOne(services: Services, jurisdiction: string, id: string): Promise<Result<0 | 1>> {
  const loaded = await loadMatter(services.db, jurisdiction, id)
  if (!loaded) return ok(0)
  const { pack } = loaded.matter
  const { rules } = await services.registry.version(jurisdiction, pack.id, pack.version)
  const context = { now: services.now(), actor: SYSTEM, rules }
  const fired = fireDue(loaded.matter, context)
  if (fired.events.length === 0) return ok(0)
  const changes = await changesOf(services, loaded, fired, null, context)
  if (!changes.ok) return changes
  try {
    await flush(services.db, { changes: changes.value, command: null, now: context.now })
    return ok(1)
  } catch (error) {
    // Somebody acted in between, and what was due has been fired by that decision.
    if (conflictOf(error) === 'version') return ok(0)
    throw error
  }
}
