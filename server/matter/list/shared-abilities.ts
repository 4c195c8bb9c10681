/** 批量可办 — what somebody may do with many matters: each asked by its own policy, the same step of several told once. */
import type { SharedAbilities, SharedAbility } from '@huying/contract/matter/bulk.ts'
import { abilitiesOf } from '@huying/core/matter/abilities.ts'
import type { Loop } from '@huying/core/matter/loop.ts'
import type { Signed } from '../../app.ts'
import { formSchema } from '../../catalogue/form-schema.ts'
import type { Services } from '../../services.ts'
import { loadReadable } from '../load-readable.ts'

/** Matters that are read at a time, so that one question does not take all connections. */
const AT_ONCE = 4

type Step = Omit<SharedAbility, 'matters' | 'units'> & { readonly unit: string | null }
type One = { readonly id: string; readonly version: number; readonly steps: readonly Step[] }

export async function sharedAbilities(
  services: Services,
  signed: Signed,
  ids: readonly string[],
): Promise<SharedAbilities> {
  const found: (One | null)[] = []
  for (let from = 0; from < ids.length; from += AT_ONCE)
    found.push(
      ...(await Promise.all(ids.slice(from, from + AT_ONCE).map((id) => stepsOf(services, signed, id)))),
    )
  return {
    actions: gather(found.flatMap((one) => one ?? [])),
    missing: ids.filter((_, n) => found[n] === null),
  }
}

async function stepsOf(services: Services, { account, actor }: Signed, id: string): Promise<One | null> {
  const readable = await loadReadable(services, { jurisdiction: account.jurisdiction, actor }, id)
  if (!readable.ok) return null
  const { rules, loaded } = readable.value
  const { matter } = loaded
  const loop = rules.loops.get(matter.loop) as Loop
  const now = Math.max(services.now(), matter.changedAt)
  const steps = abilitiesOf(matter, { now, actor, rules }).map(({ action, form, primary, assignmentId }) => ({
    action,
    title: loop.actions[action]?.title ?? { zh: action },
    form: form === null ? null : formSchema(rules.forms.get(form)),
    primary,
    unit: matter.assignments.find((assignment) => assignment.id === assignmentId)?.unit ?? null,
  }))
  return { id, version: matter.version, steps }
}

/** The same step is one with the same name, title and form: loops may use one name for different things. */
function gather(matters: readonly One[]): SharedAbility[] {
  const actions = new Map<string, SharedAbility>()
  for (const { id, version, steps } of matters)
    for (const { unit, primary, ...step } of steps) {
      const key = JSON.stringify([step.action, step.title, step.form])
      const shared = actions.get(key) ?? { ...step, primary, units: [], matters: [] }
      shared.primary ||= primary
      shared.matters.push({ id, version })
      if (unit !== null && !shared.units.includes(unit)) shared.units.push(unit)
      actions.set(key, shared)
    }
  return [...actions.values()].sort(
    (a, b) => Number(b.primary) - Number(a.primary) || b.matters.length - a.matters.length,
  )
}
