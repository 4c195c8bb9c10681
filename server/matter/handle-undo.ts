/** 撤销 — takes the actor's last act back, within a minute and where nothing has followed. */
import { ok, refuse } from '@huying/core/kernel/refusal.ts'
import { mayRead } from '@huying/core/matter/policy.ts'
import { undo } from '@huying/core/matter/undo.ts'
import type { Services } from '../services.ts'
import { commandKey, type Envelope, type Outcome, perform } from './command.ts'
import { changeOf } from './handle-act.ts'
import { flush, loadMatter } from './store.ts'

export async function undoOnMatter(
  services: Services,
  envelope: Envelope,
  matterId: string,
): Promise<Outcome> {
  const { jurisdiction, actor } = envelope
  const { db, registry } = services
  const command = commandKey(envelope, { undo: matterId })
  return perform(db, jurisdiction, command, async () => {
    const loaded = await loadMatter(db, jurisdiction, matterId)
    if (!loaded) return refuse('not_found')
    const { matter } = loaded
    const { rules } = await registry.version(jurisdiction, matter.pack.id, matter.pack.version)
    if (!mayRead(matter, actor, rules.directory)) return refuse('not_found')
    const now = Math.max(services.now(), matter.changedAt)
    const decision = undo(matter, loaded.history, { now, actor, rules })
    if (!decision.ok) return decision
    await flush(db, { changes: [changeOf(loaded, decision.value, null, rules)], command, now })
    return ok(decision.value.matter)
  })
}
