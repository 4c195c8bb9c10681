/** 管理范围 — the territories that the sender administers; every list and every command stays inside them. */
import { administeredBy } from '@huying/core/account/policy.ts'
import type { Signed } from '../app.ts'

export type Scope = {
  readonly jurisdiction: string
  readonly territories: readonly string[]
  /** The whole authority: packs, imports, jobs and the whole audit are theirs alone. */
  readonly isWhole: boolean
  covers(territory: string): boolean
}

export function scopeOf({ actor, account: { jurisdiction } }: Signed): Scope {
  const territories = administeredBy(actor)
  const covers = (code: string) => territories.some((own) => code.startsWith(own))
  return { jurisdiction, territories, isWhole: covers(jurisdiction), covers }
}
