/** 取事项 — a matter for somebody who may read it, with the rules it was accepted under; to everybody else it does not exist. */
import { ok, type Result, refuse } from '@huying/core/kernel/refusal.ts'
import { mayRead } from '@huying/core/matter/policy.ts'
import type { Rules } from '@huying/core/matter/rules.ts'
import type { Actor } from '@huying/core/organisation/types.ts'
import type { Services } from '../services.ts'
import { type Loaded, loadMatter } from './store.ts'

export type Readable = { readonly loaded: Loaded; readonly rules: Rules }

/** Refusal: not_found. */
export async function loadReadable(
  { db, registry }: Pick<Services, 'db' | 'registry'>,
  { jurisdiction, actor }: { readonly jurisdiction: string; readonly actor: Actor },
  matterId: string,
): Promise<Result<Readable>> {
  const loaded = await loadMatter(db, jurisdiction, matterId)
  if (!loaded) return refuse('not_found')
  const { pack } = loaded.matter
  const { rules } = await registry.version(jurisdiction, pack.id, pack.version)
  return mayRead(loaded.matter, actor, rules.directory) ? ok({ loaded, rules }) : refuse('not_found')
}
