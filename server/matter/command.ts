/**
 * 命令 — what every command shares: the idempotency key, the retry after a collision, and the answer to a command that
 * was already done.
 */
import { createHash } from 'node:crypto'
import { canonical } from '@huying/core/kernel/canonical.ts'
import { ok, type Result, refuse } from '@huying/core/kernel/refusal.ts'
import { replay } from '@huying/core/matter/evolve.ts'
import type { Matter } from '@huying/core/matter/matter.ts'
import type { Actor } from '@huying/core/organisation/types.ts'
import type { Db } from '../database/db.ts'
import type { FieldError } from './form.ts'
import { type CommandKey, conflictOf, loadMatter } from './store.ts'

/** A command as it arrives: who, in which jurisdiction, under which key. */
export type Envelope = { readonly jurisdiction: string; readonly actor: Actor; readonly key: string }

/** A refusal that names fields. */
export type Outcome =
  | (Result<Matter> & { readonly errors?: undefined })
  | {
      readonly ok: false
      readonly refusal: { code: 'form.invalid'; params: object }
      readonly errors: readonly FieldError[]
    }

export function commandKey({ actor, key }: Envelope, request: unknown): CommandKey {
  return {
    actor: actor.accountId ?? 'system',
    key,
    digest: createHash('sha256').update(canonical(request)).digest(),
  }
}

/** How often a command is decided anew when another one came first. */
const MOST_TRIES = 6

/**
 * Runs one attempt after the other until it is stored, refused, or known to be done already. An attempt throws the
 * driver's error when its flush collided.
 */
export async function perform(
  db: Db,
  jurisdiction: string,
  command: CommandKey,
  attempt: (tries: number) => Promise<Outcome>,
): Promise<Outcome> {
  for (let tries = 1; ; tries++) {
    try {
      const outcome = await attempt(tries)
      // Refused now, but perhaps because it was done before: then the first answer stands.
      return outcome.ok ? outcome : ((await doneBefore(db, jurisdiction, command)) ?? outcome)
    } catch (error) {
      const conflict = conflictOf(error)
      if (conflict === null) throw error
      const done =
        conflict === 'command' || tries >= MOST_TRIES ? await doneBefore(db, jurisdiction, command) : null
      if (done) return done
      if (tries >= MOST_TRIES) return refuse('version.stale', {})
    }
  }
}

/**
 * The matter as this command left it, if it was accepted before, whatever has become of it since: the same answer again.
 * Another request under the same key is refused.
 */
async function doneBefore(db: Db, jurisdiction: string, command: CommandKey): Promise<Outcome | null> {
  const { rows } = await db.query({
    name: 'find-command',
    text: 'select digest, matter_id, version from command where jurisdiction = $1 and actor = $2 and key = $3',
    values: [jurisdiction, command.actor, command.key],
  })
  const row = rows[0]
  if (!row) return null
  if (!command.digest.equals(row.digest)) return refuse('idempotency.key_reused')
  const loaded = row.matter_id ? await loadMatter(db, jurisdiction, row.matter_id) : null
  if (!loaded) return refuse('not_found')
  const { matter, history } = loaded
  return ok(replay({ id: matter.id, pack: matter.pack }, history.slice(0, row.version)))
}
