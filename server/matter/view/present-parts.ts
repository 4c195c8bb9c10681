/** 呈现小件 — names for ids, instants and limits as the API shows them. */
import type { LimitView, MatterView } from '@huying/contract/matter/view.ts'
import type { Limit } from '@huying/core/kernel/calendar/types.ts'
import { toIso } from '@huying/core/kernel/instant.ts'
import type { Words } from '@huying/core/kernel/words.ts'
import type { Segment } from '@huying/core/matter/matter.ts'
import type { Ruleset } from '../../services.ts'

export type Namer = (id: string) => { id: string; name: Words }

/** Names of holders and organisations; words that are no organisation are said by the screen. */
export function namer({ rules }: Ruleset): Namer {
  return (id) => ({ id, name: rules.directory.byId.get(id)?.name ?? { zh: id } })
}

export const isoOrNull = (at: number | null): string | null => (at === null ? null : toIso(at))

export const limitView = <L extends Limit | null>(limit: L): L extends null ? LimitView | null : LimitView =>
  (limit && { amount: limit.amount, unit: limit.unit }) as never

export function heldView(ledger: readonly Segment[], name: Namer): MatterView['custody'] {
  return ledger.map(({ holder, from, to }) => ({
    holder: name(holder),
    from: toIso(from),
    to: isoOrNull(to),
  }))
}
