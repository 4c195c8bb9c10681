/** 条件检查 — every condition of a loop, against the facts that exist where it is asked. */
import { inherited } from '../../catalogue/dispatch.ts'
import { checkCondition, type FactType } from '../../kernel/condition/check.ts'
import { vocabulary } from '../../matter/facts.ts'
import type { Go } from '../../matter/loop.ts'
import type { CompiledLoop } from '../compile.ts'
import { type Path, type Where, where } from '../problem.ts'
import type { Checking } from './context.ts'
import { factTypes } from './forms.ts'
import { type Step, stepsOf } from './steps.ts'

type Asked = { readonly condition: unknown; readonly at: Where }

export function checkConditions(checking: Checking): void {
  for (const compiled of checking.loops) {
    const { loop } = compiled
    for (const step of stepsOf(compiled)) {
      const facts = vocabulary(loop, fieldsOf(checking, compiled, step))
      for (const asked of conditionsOf(compiled, step)) check(checking, asked, facts)
    }
    for (const [state, { first }] of Object.entries(loop.states)) {
      const at = where('loops', loop.id, 'states', state, 'first')
      if (first !== undefined) check(checking, { condition: first, at }, vocabulary(loop))
    }
    loop.advance?.forEach(({ when }, index) =>
      check(
        checking,
        { condition: when, at: where('loops', loop.id, 'advance', index, 'when') },
        vocabulary(loop),
      ),
    )
  }
}

/** A report carries the loop's own form and that of its kind. */
function fieldsOf(
  { data, forms, catalogue }: Checking,
  { loop }: CompiledLoop,
  step: Step,
): Record<string, FactType> {
  const own = step.form === undefined ? [] : [forms.get(step.form)]
  if (step.what !== 'opens') return factTypes(own)
  const kinds = data.kinds.filter((kind) => inherited(catalogue, kind.id, 'loop') === loop.id)
  return factTypes([...kinds.map((kind) => forms.get(inherited(catalogue, kind.id, 'form') ?? '')), ...own])
}

function conditionsOf({ loop }: CompiledLoop, step: Step): Asked[] {
  const asked: Asked[] = []
  const ask = (condition: unknown, ...path: Path) => {
    if (condition !== undefined) asked.push({ condition, at: step.at(...path) })
  }
  step.does.forEach((effect, index) => ask(effect.when, step.doesAt, index, 'when'))
  const to: Go | undefined = step.to
  if (Array.isArray(to)) to.forEach((option, index) => ask(option.when, step.toAt, index, 'when'))
  const action = step.what === 'action' ? loop.actions[step.name] : undefined
  ask(action?.when, 'when')
  action?.guards?.forEach((guard, index) => ask(guard.when, 'guards', index, 'when'))
  return asked
}

function check({ report }: Checking, { condition, at }: Asked, facts: Record<string, FactType>): void {
  for (const problem of checkCondition(condition, facts)) {
    const path = problem.at === '' ? at.path : [...at.path, ...problem.at.split('.')]
    report('error', problem.code, { ...at, path }, { ...problem.params, at: problem.at })
  }
}
