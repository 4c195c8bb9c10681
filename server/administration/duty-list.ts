/** 职责清单 — the duty list of the pack in force with names for its targets, its gaps, and what it says about one case. */
import type { DutyList, DutyRow, DutyTry } from '@huying/contract/administration/duties.ts'
import { dispatch, inherited } from '@huying/core/catalogue/dispatch.ts'
import type { Duty } from '@huying/core/catalogue/types.ts'
import type { Words } from '@huying/core/kernel/words.ts'
import type { Loop } from '@huying/core/matter/loop.ts'
import { covering } from '@huying/core/organisation/directory.ts'
import { effectsOf } from '@huying/core/pack/check/steps.ts'
import { compileLoop } from '@huying/core/pack/compile.ts'
import type { Ruleset } from '../services.ts'
import type { Places } from '../territory/places.ts'

export function dutyList(ruleset: Ruleset, places: Places, file: string | null): DutyList {
  const { rules, content } = ruleset
  return {
    pack: { id: rules.id, version: rules.version, file },
    rows: content.duties.map((duty, index) => rowOf(ruleset, places, duty, index)),
    gaps: gapsOf(ruleset, places),
  }
}

function rowOf({ rules, content }: Ruleset, places: Places, duty: Duty, index: number): DutyRow {
  const { catalogue } = rules
  const target = (text: string) => ({ target: text, name: targetName({ rules, content }, text) })
  const profile = rules.profiles.get(inherited(catalogue, duty.kind, 'profile') ?? '')
  return {
    index,
    kind: { id: duty.kind, name: catalogue.kinds.get(duty.kind)?.title ?? { zh: duty.kind } },
    territory:
      duty.territory === undefined
        ? null
        : { id: duty.territory, name: places.byCode.get(duty.territory)?.name ?? { zh: duty.territory } },
    lead: target(duty.lead),
    assists: (duty.assists ?? []).map(target),
    informs: (duty.informs ?? []).map(target),
    profile: profile?.title ?? null,
    limits: Object.entries(profile?.limits ?? {}).map(([name, { amount, unit }]) => ({ name, amount, unit })),
    basis: duty.basis,
    source: duty.source ?? null,
    unverified: duty.unverified === true || profile?.unverified === true,
  }
}

/** Words of `fn:housing`, `duty:triage`, `kind:street`, `street`, `up:…`, `org:…`. */
function targetName({ rules, content }: Pick<Ruleset, 'rules' | 'content'>, target: string): Words {
  const [scheme = '', name = scheme] = target.split(':')
  const { functions, duties, organisationKinds } = content.vocabularies
  const lists: Readonly<Record<string, Readonly<Record<string, Words>>>> = {
    fn: functions,
    duty: duties,
    kind: organisationKinds,
    street: organisationKinds,
    community: organisationKinds,
    up: { ...functions, ...duties },
  }
  const found = scheme === 'org' ? rules.directory.byId.get(name)?.name : lists[scheme]?.[name]
  return found ?? { zh: target }
}

/** Streets are where matters happen: a kind is covered where a rule leads to somebody in each of them. */
function gapsOf({ rules }: Ruleset, places: Places): DutyList['gaps'] {
  const { catalogue, directory } = rules
  const streets = [...places.byCode.values()].filter(({ level }) => level === 'street')
  const parents = new Set([...catalogue.kinds.values()].flatMap(({ parentId }) => parentId ?? []))
  const kinds = [...catalogue.kinds.values()].filter(({ id }) => {
    const loop = rules.loops.get(inherited(catalogue, id, 'loop') ?? '')
    return !parents.has(id) && loop !== undefined && isDispatching(loop)
  })
  return kinds.flatMap((kind) => {
    const without = streets.filter(({ code }) => !dispatch(catalogue, directory, kind.id, code).found)
    if (without.length === 0) return []
    return {
      kind: { id: kind.id, name: kind.title },
      streets: without.map(({ code, name }) => ({ id: code, name })),
      everywhere: without.length === streets.length,
    }
  })
}

/** Other loops ask somebody without looking into the duty list: no gap there keeps anything waiting. */
function isDispatching(loop: Loop): boolean {
  const effects = effectsOf(compileLoop(loop, new Map()))
  return effects.some((effect) => effect.do === 'ask' && effect.units === 'dispatch.lead')
}

/** Who would answer for a kind at a place, by the very function that decides it. */
export function tryDuty(ruleset: Ruleset, places: Places, kind: string, territory: string): DutyTry {
  const { catalogue, directory } = ruleset.rules
  const decided = dispatch(catalogue, directory, kind, territory)
  const named = (id: string) => ({ id, name: directory.byId.get(id)?.name ?? { zh: id } })
  const { rule } = decided
  const duty = rule ? catalogue.duties.get(rule.kind)?.[rule.index] : undefined
  const desk = covering(directory, 'duty:triage', territory)
  return {
    found: decided.found,
    lead: decided.lead === null ? null : named(decided.lead),
    assists: decided.assists.map(named),
    informs: decided.informs.map(named),
    desk: desk ? { id: desk.id, name: desk.name } : null,
    rule: duty ? rowOf(ruleset, places, duty, ruleset.content.duties.indexOf(duty)) : null,
    isInherited: rule !== null && rule.kind !== kind,
  }
}
