/** 步骤 — every place of a loop where something happens: its opening, its actions, and its clocks running out. */
import type { Effect, Go } from '../../matter/loop.ts'
import type { CompiledLoop } from '../compile.ts'
import { type Path, type Where, where } from '../problem.ts'

export type Step = {
  readonly what: 'opens' | 'action' | 'clock'
  readonly name: string
  readonly at: (...path: Path) => Where
  readonly form: string | undefined
  readonly does: readonly Effect[]
  /** Where its effects stand: `does`, or `breach` of a clock. */
  readonly doesAt: string
  readonly to: Go | undefined
  readonly toAt: string
}

export function stepsOf({ loop, actionAt }: CompiledLoop): Step[] {
  const { form, does = [], to } = loop.opens
  const opens: Step = {
    what: 'opens',
    name: 'opens',
    at: (...path) => where('loops', loop.id, 'opens', ...path),
    form,
    does,
    doesAt: 'does',
    to,
    toAt: 'to',
  }
  const actions = Object.entries(loop.actions).map(
    ([name, action]): Step => ({
      what: 'action',
      name,
      at: (...path) => actionAt(name, ...path),
      form: action.form,
      does: action.does ?? [],
      doesAt: 'does',
      to: action.to,
      toAt: 'to',
    }),
  )
  const clocks = Object.entries(loop.clocks).map(
    ([name, clock]): Step => ({
      what: 'clock',
      name,
      at: (...path) => where('loops', loop.id, 'clocks', name, ...path),
      form: undefined,
      does: clock.breach,
      doesAt: 'breach',
      to: clock.breachTo,
      toAt: 'breachTo',
    }),
  )
  return [opens, ...actions, ...clocks]
}

/** The states that a destination may lead to. */
export function targetsOf(go: Go | undefined): string[] {
  if (go === undefined) return []
  return typeof go === 'string' ? [go] : go.map((option) => option.to)
}

/** All effects of a loop. */
export function effectsOf(compiled: CompiledLoop): Effect[] {
  return stepsOf(compiled).flatMap((step) => step.does)
}
