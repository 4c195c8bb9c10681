/** 系统自办 — what the system itself does to a matter that nobody acted on; whoever acts in between comes first. */
import type { Decision } from '@huying/core/matter/draft.ts'
import type { Matter } from '@huying/core/matter/matter.ts'
import type { Context } from '@huying/core/matter/rules.ts'
import { SYSTEM } from '@huying/core/organisation/types.ts'
import type { Services } from '../services.ts'
import { changesOf } from './handle-act.ts'
import { conflictOf, flush, loadMatter } from './store.ts'

/** True when something was stored. Throws where what follows for another matter is refused. */
export async function decideByItself(
  services: Services,
  jurisdiction: string,
  id: string,
  decide: (matter: Matter, context: Context) => Decision,
): Promise<boolean> {
  const loaded = await loadMatter(services.db, jurisdiction, id)
  if (!loaded) return false
  const { pack, changedAt } = loaded.matter
  const { rules } = await services.registry.version(jurisdiction, pack.id, pack.version)
  const context = { now: Math.max(services.now(), changedAt), actor: SYSTEM, rules }
  const decision = decide(loaded.matter, context)
  if (decision.events.length === 0) return false
  const changes = await changesOf(services, loaded, decision, null, context)
  if (!changes.ok) throw new Error(`refused: ${changes.refusal.code}`)
  try {
    await flush(services.db, { changes: changes.value, command: null, now: context.now })
    return true
  } catch (error) {
    // Somebody acted in between, and what was due has been fired by that decision.
    if (conflictOf(error) === 'version') return false
    throw error
  }
}
