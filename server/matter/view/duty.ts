/** 责任清单 — who answers for this kind at this place, how fast, and where that is written: by the rules the matter was accepted under. */
import type { DutyView } from '@huying/contract/matter/duty.ts'
import { dispatch, inherited, kindChain } from '@huying/core/catalogue/dispatch.ts'
import type { Matter } from '@huying/core/matter/matter.ts'
import { limitOf, loopOf } from '@huying/core/matter/rules.ts'
import type { Ruleset } from '../../services.ts'
import { limitView, namer } from './present-parts.ts'

export function dutyOf(ruleset: Ruleset, matter: Matter): DutyView {
  const { rules } = ruleset
  const name = namer(ruleset)
  const { catalogue, directory } = rules
  const found = dispatch(catalogue, directory, matter.kind, matter.territory, matter.against)
  const rule = found.rule && catalogue.duties.get(found.rule.kind)?.[found.rule.index]
  const profile = rules.profiles.get(inherited(catalogue, matter.kind, 'profile') ?? '')
  return {
    kinds: kindChain(catalogue, matter.kind)
      .map(({ id, title }) => ({ id, name: title }))
      .reverse(),
    lead: found.lead === null ? null : name(found.lead),
    assists: found.assists.map(name),
    informs: found.informs.map(name),
    basis: rule?.basis ?? null,
    source: rule?.source ?? null,
    unverified: rule?.unverified === true,
    limits: limitsOf(ruleset, matter),
    limitsSource: profile?.source ?? null,
    limitsUnverified: profile?.unverified === true,
  }
}

/** Limits of the loop's clocks for this matter; windows of permission press nobody. */
function limitsOf({ rules }: Ruleset, matter: Matter): DutyView['limits'] {
  return Object.values(loopOf(rules, matter).clocks)
    .filter((clock) => !clock.silent)
    .flatMap(({ title, limit }) => {
      const found = limitOf(rules, matter, limit)
      return found ? [{ title, limit: limitView(found) }] : []
    })
}
