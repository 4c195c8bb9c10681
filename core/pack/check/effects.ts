/** 效果检查 — what each effect of a loop needs: units, clocks, messages, and the fields of the form it reads. */
import type { Field } from '../../catalogue/types.ts'
import type { Effect } from '../../matter/loop.ts'
import type { CompiledLoop } from '../compile.ts'
import type { Path, Where } from '../problem.ts'
import { checkRelation } from './actors.ts'
import { type Checking, knows } from './context.ts'
import { type Step, stepsOf } from './steps.ts'
import { checkTarget } from './target.ts'

const UNIT_SOURCES = ['dispatch.lead', 'dispatch.assists', 'dispatch.informs', 'actor', 'caller']

/** One effect with what its check needs to know. */
type Look = {
  readonly checking: Checking
  readonly compiled: CompiledLoop
  readonly step: Step
  readonly at: (...path: Path) => Where
}

export function checkEffects(checking: Checking): void {
  for (const compiled of checking.loops) {
    for (const step of stepsOf(compiled)) {
      step.does.forEach((effect, index) => {
        const at = (...path: Path) => step.at(step.doesAt, index, ...path)
        checkEffect({ checking, compiled, step, at }, effect)
      })
    }
  }
}

/** Verbs that reach other matters or the work inside a unit: at its opening a matter has neither. */
const NOT_AT_OPENING: readonly Effect['do'][] = [
  'merge',
  'split',
  'open_child',
  'relay',
  'report_inner',
  'send_back_inner',
  'sign_off',
  'take_back',
]

function checkEffect(look: Look, effect: Effect): void {
  const { checking, at, step } = look
  if (step.what === 'opens' && NOT_AT_OPENING.includes(effect.do)) {
    checking.report('error', 'effect.not_at_opening', at('do'), { effect: effect.do })
  }
  switch (effect.do) {
    case 'ask':
    case 'inform':
      return checkUnits(look, effect.units)
    case 'relay':
      return needField(look, effect.to.replace(/^form\./, ''), at('to'), 'inner')
    case 'mark':
      return effect.whose === 'form.unit' ? needField(look, 'unit', at('whose'), 'organisation') : undefined
    case 'rate':
      return effect.whom === 'form.unit' ? needField(look, 'unit', at('whom'), 'organisation') : undefined
    case 'start':
    case 'stop':
    case 'resume':
    case 'pause':
    case 'extend':
      return checkClock(look, effect)
    case 'notify':
      return checkNotice(look, effect)
    case 'evaluate':
      return needField(look, 'solved', at('do'))
    case 'classify':
      return needField(look, 'kind', at('do'), 'kind')
    case 'merge':
      return needField(look, 'into', at('do'), 'matter')
    case 'split':
      return needField(look, 'kinds', at('do'), 'kind')
    case 'open_child':
      return checkChild(look, effect)
    case 'escalate':
      if (!knows(checking, 'duties', effect.duty) && !knows(checking, 'functions', effect.duty)) {
        checking.report('error', 'target.word_unknown', at('duty'), { target: `up:${effect.duty}` })
      }
  }
}

function checkUnits(look: Look, units: string): void {
  if (UNIT_SOURCES.includes(units)) return
  if (units.startsWith('form.'))
    return needField(look, units.slice('form.'.length), look.at('units'), 'organisation')
  checkTarget(look.checking, units, look.at('units'))
}

function fieldOf({ checking, step }: Look, name: string): Field | undefined {
  return step.form === undefined ? undefined : checking.forms.get(step.form)?.properties[name]
}

/** An effect reads a field of the form that its action asks for; `ref` is what the field must hold. */
function needField(look: Look, name: string, at: Where, ref?: Field['x-ref']): void {
  const { checking, step } = look
  if (step.form !== undefined && !checking.forms.has(step.form)) return
  const field = fieldOf(look, name)
  const params = { step: step.name, form: step.form ?? '—', field: name }
  if (!field) return checking.report('error', 'effect.field_missing', at, params)
  if (ref !== undefined && field['x-ref'] !== ref)
    checking.report('error', 'effect.field_ref', at, { ...params, ref })
}

function checkClock(look: Look, effect: Extract<Effect, { clock: string }>): void {
  const { checking, compiled, at } = look
  const { report } = checking
  const rule = compiled.loop.clocks[effect.clock]
  const params = { loop: compiled.loop.id, clock: effect.clock }
  if (!rule) return report('error', 'loop.clock_unknown', at('clock'), params)
  if (effect.do === 'extend' && !rule.extend) report('error', 'clock.not_extendable', at('clock'), params)
  if (effect.do !== 'pause') return
  if (!rule.pause) return report('error', 'clock.not_pausable', at('clock'), params)
  needField(look, 'pause_reason', at('do'))
  for (const reason of fieldOf(look, 'pause_reason')?.enum ?? []) {
    if (!Object.hasOwn(rule.pause.reasons, reason))
      report('error', 'clock.pause_reason_unknown', at('clock'), { ...params, reason })
  }
}

function checkNotice({ checking, compiled, at }: Look, effect: Extract<Effect, { do: 'notify' }>): void {
  if (!checking.data.messages.some((message) => message.id === effect.message)) {
    checking.report('error', 'loop.message_unknown', at('message'), {
      loop: compiled.loop.id,
      message: effect.message,
    })
  }
  effect.whom.forEach((whom, index) => {
    if (whom !== 'followers') checkRelation(checking, whom, at('whom', index))
  })
}

function checkChild({ checking, at }: Look, effect: Extract<Effect, { do: 'open_child' }>): void {
  const { data, catalogue, report } = checking
  if (!data.loops.some((loop) => loop.id === effect.loop))
    report('error', 'loop.unknown', at('loop'), { loop: effect.loop })
  if (effect.kind !== undefined && !catalogue.kinds.has(effect.kind))
    report('error', 'duty.kind_unknown', at('kind'), { kind: effect.kind })
}
