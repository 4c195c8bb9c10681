/** 闭环引用检查 — every id that a loop names: states, actions, forms, codes of refusal, holders, moments, shared files. */
import { errors } from '../../kernel/errors.ts'
import { isFrom, type Loop } from '../../matter/loop.ts'
import type { CompiledLoop } from '../compile.ts'
import { type Where, where } from '../problem.ts'
import type { Checking } from './context.ts'
import { stepsOf, targetsOf } from './steps.ts'
import { checkTarget } from './target.ts'

const PERSON_HOLDERS = ['lead', 'caller', 'reporter', 'first_handler']

export function checkReferences(checking: Checking): void {
  for (const raw of checking.data.loops) checkIncludes(checking, raw)
  for (const compiled of checking.loops) {
    checkStates(checking, compiled)
    checkSteps(checking, compiled)
    checkActions(checking, compiled)
    checkMoments(checking, compiled)
  }
}

function checkIncludes({ data, report }: Checking, loop: Loop): void {
  loop.includes?.forEach((id, index) => {
    if (data.actionFiles.some((file) => file.id === id)) return
    report('error', 'loop.include_unknown', where('loops', loop.id, 'includes', index), {
      loop: loop.id,
      file: id,
    })
  })
}

function checkState({ report }: Checking, loop: Loop, state: string, at: Where): void {
  if (!Object.hasOwn(loop.states, state)) report('error', 'loop.state_unknown', at, { loop: loop.id, state })
}

function checkStates(checking: Checking, { loop }: CompiledLoop): void {
  const at = (...path: (string | number)[]) => where('loops', loop.id, ...path)
  loop.track.forEach((state, index) => checkState(checking, loop, state, at('track', index)))
  for (const [name, state] of Object.entries(loop.states)) {
    if (!PERSON_HOLDERS.includes(state.holder))
      checkTarget(checking, state.holder, at('states', name, 'holder'))
  }
  loop.advance?.forEach((advance, index) => {
    advance.from.forEach((state, i) => checkState(checking, loop, state, at('advance', index, 'from', i)))
    checkState(checking, loop, advance.to, at('advance', index, 'to'))
  })
}

function checkSteps(checking: Checking, compiled: CompiledLoop): void {
  const { loop } = compiled
  for (const step of stepsOf(compiled)) {
    if (step.form !== undefined && !checking.forms.has(step.form)) {
      checking.report('error', 'loop.form_unknown', step.at('form'), { loop: loop.id, form: step.form })
    }
    for (const state of targetsOf(step.to)) checkState(checking, loop, state, step.at(step.toAt))
  }
}

function checkActions(checking: Checking, { loop, actionAt }: CompiledLoop): void {
  for (const [name, action] of Object.entries(loop.actions)) {
    if (Array.isArray(action.from)) {
      action.from.forEach((state, index) => checkState(checking, loop, state, actionAt(name, 'from', index)))
    }
    if (!Object.keys(loop.states).some((state) => isFrom(loop, action, state))) {
      checking.report('error', 'action.from_nowhere', actionAt(name, 'from'), { loop: loop.id, action: name })
    }
    action.guards?.forEach(({ refuse }, index) => {
      if (Object.hasOwn(errors, refuse)) return
      checking.report('error', 'action.refusal_unknown', actionAt(name, 'guards', index, 'refuse'), {
        action: name,
        code: refuse,
      })
    })
  }
}

function checkMoments(checking: Checking, { loop }: CompiledLoop): void {
  for (const [name, clock] of Object.entries(loop.clocks)) {
    for (const list of ['starts', 'stops'] as const) {
      clock[list].forEach((moment, index) => {
        const [verb, subject] = moment.split(':')
        if (subject === undefined) return
        const at = where('loops', loop.id, 'clocks', name, list, index)
        if (verb !== 'did') return checkState(checking, loop, subject, at)
        if (!Object.hasOwn(loop.actions, subject))
          checking.report('error', 'loop.action_unknown', at, { loop: loop.id, action: subject })
      })
    }
  }
}
