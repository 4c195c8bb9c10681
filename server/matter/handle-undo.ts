/** 撤销 — takes the actor's last act back, within a minute and where nothing has followed. */
import { ok } from '@huying/core/kernel/refusal.ts'
import { undo } from '@huying/core/matter/undo.ts'
import type { Services } from '../services.ts'
import { commandKey, type Envelope, type Outcome, perform } from './command.ts'
import { changeOf } from './handle-act.ts'
import { loadReadable } from './load-readable.ts'
import { flush } from './store.ts'

export async function undoOnMatter(
  services: Services,
  envelope: Envelope,
  matterId: string,
): Promise<Outcome> {
  const { jurisdiction, actor } = envelope
  const { db } = services
  const command = commandKey(envelope, { undo: matterId })
  return perform(db, jurisdiction, command, async () => {
    const readable = await loadReadable(services, envelope, matterId)
    if (!readable.ok) return readable
    const { loaded, rules } = readable.value
    const { matter } = loaded
    const now = Math.max(services.now(), matter.changedAt)
    const decision = undo(matter, loaded.history, { now, actor, rules })
    if (!decision.ok) return decision
    await flush(db, { changes: [changeOf(loaded, decision.value, null, rules)], command, now })
    return ok(decision.value.matter)
  })
}
