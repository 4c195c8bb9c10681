/** 职责清单检查 — who answers for what, and where nobody does. */
import { dispatch, inherited } from '../../catalogue/dispatch.ts'
import type { Duty } from '../../catalogue/types.ts'
import { covering } from '../../organisation/directory.ts'
import { dutyKey } from '../merge.ts'
import { where } from '../problem.ts'
import type { Checking } from './context.ts'
import { effectsOf } from './steps.ts'
import { checkTarget } from './target.ts'

export function checkDuties(checking: Checking): void {
  const { data, catalogue, report, territoryCodes, isConcrete } = checking
  for (const [key, duty] of keyed(data.duties)) {
    const at = (...path: (string | number)[]) => where('duties', key, ...path)
    if (!catalogue.kinds.has(duty.kind)) report('error', 'duty.kind_unknown', at('kind'), { kind: duty.kind })
    if (duty.territory !== undefined && isConcrete && !territoryCodes.has(duty.territory)) {
      report('error', 'duty.territory_unknown', at('territory'), { territory: duty.territory })
    }
    checkTarget(checking, duty.lead, at('lead'))
    for (const list of ['assists', 'informs'] as const) {
      duty[list]?.forEach((target, index) => checkTarget(checking, target, at(list, index)))
    }
  }
  if (isConcrete) {
    checkTriage(checking)
    checkGaps(checking)
  }
}

function keyed(duties: readonly Duty[]): [string, Duty][] {
  const counts = new Map<string, number>()
  return duties.map((duty) => {
    const subject = dutyKey(duty, 0)
    const index = counts.get(subject) ?? 0
    counts.set(subject, index + 1)
    return [dutyKey(duty, index), duty]
  })
}

/** What no rule covers waits at a named desk, never nowhere. */
function checkTriage({ directory, streets, report }: Checking): void {
  const without = streets.filter((street) => covering(directory, 'duty:triage', street) === null)
  if (without.length > 0) report('error', 'triage.missing', where('pack', ''), { ...sample(without) })
}

function checkGaps({ data, loops, catalogue, directory, streets, report }: Checking): void {
  const dispatching = new Set(
    loops
      .filter((each) => effectsOf(each).some((e) => e.do === 'ask' && e.units === 'dispatch.lead'))
      .map((each) => each.loop.id),
  )
  const parents = new Set(data.kinds.flatMap((kind) => kind.parentId ?? []))
  for (const kind of data.kinds) {
    const loop = inherited(catalogue, kind.id, 'loop')
    if (parents.has(kind.id) || loop === undefined || !dispatching.has(loop)) continue
    const gaps = streets.filter((street) => !dispatch(catalogue, directory, kind.id, street).found)
    if (gaps.length > 0)
      report('warning', 'duty.gap', where('kinds', kind.id, 'id'), { kind: kind.id, ...sample(gaps) })
  }
}

/** How many places, and the first three by code. */
export function sample(codes: readonly string[]): { count: number; places: string } {
  return { count: codes.length, places: codes.slice(0, 3).join(', ') + (codes.length > 3 ? ' …' : '') }
}
