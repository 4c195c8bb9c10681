/** 一步 — one step of a row's history: whether it applies now, who takes it, with which answers, and at what time. */
import { decide } from '@huying/core/matter/decide.ts'
import type { Action } from '@huying/core/matter/loop.ts'
import { isClosed, leadOf, type Matter } from '@huying/core/matter/matter.ts'
import { loopOf, type Rules } from '@huying/core/matter/rules.ts'
import { type Filled, fill } from '../matter/form.ts'
import { actorFor } from './actor.ts'
import { accept, type Group, type Refused, type Telling } from './group.ts'
import { type Note, noteLine, type Params } from './note.ts'
import type { PlannedStep } from './plan.ts'

/** Field of a form in which an event keeps what the importer did to dirty input. */
export const NOTES_FIELD = 'importNotes'

/** Takes a step, or passes it over where its conditions do not hold. */
export function takeStep(telling: Telling, planned: PlannedStep, group: Group): Refused | null {
  const { matter, line } = telling
  if (!matter || !applies(planned, telling, matter, group)) return null
  const { step } = planned
  const refuse = (code: string, params: Params): Refused => ({ telling, reject: { code, params } })
  const action = actionOf(line.rules, matter, step.action)
  if (!action) return refuse('action.unknown', { action: step.action })
  const actor = actorFor(action, step.as, matter, line.rules)
  if (!actor) return refuse('step.nobody', { action: step.action, as: step.as ?? '' })
  const wrong = wrongTime(planned, telling, matter)
  if (wrong && !planned.clamp)
    return refuse(wrong.code === 'time.clamped' ? 'time.order' : wrong.code, wrong.params)
  const filled = fillStep(planned, action, line.rules, originalOf(telling, group)?.matter?.id)
  if ('what' in filled) return refuse('step.form', { action: step.action, what: filled.what })
  const now = Math.max(planned.saidAt, telling.last.at, matter.changedAt)
  const form = wrong ? { ...filled.form, [NOTES_FIELD]: [noteLine(wrong)] } : filled.form
  const command = { action: step.action, form, texts: filled.texts, expectedVersion: null }
  const before = telling.events.length
  const refused = accept(
    telling,
    decide(matter, command, { now, actor, rules: line.rules, replay: true }),
    group,
  )
  if (refused) return refused
  const taken = telling.events.slice(before).find((event) => event.type === 'ActionTaken')
  if (taken) telling.written.set(taken, filled.written)
  if (wrong) group.notes.push(wrong)
  telling.last = { field: planned.field, at: now }
  return null
}

/** Whether the step's conditions hold on the matter as it is now; those on the row itself were looked at before. */
function applies(
  { step, unit, needsOriginal }: PlannedStep,
  telling: Telling,
  matter: Matter,
  group: Group,
): boolean {
  if (step.from && !step.from.includes(matter.state)) return false
  if (unit !== null && leadOf(matter)?.unit === unit) return false
  if (needsOriginal === null) return true
  const original = originalOf(telling, group)
  if (needsOriginal !== (original !== null)) return false
  if (!original) {
    group.notes.push({
      code: telling.line.original ? 'duplicate.original_closed' : 'duplicate.no_original',
      params: {},
    })
  }
  return true
}

/** The matter that this one repeats, while it is open. */
function originalOf({ line }: Telling, { tellings }: Group): Telling | null {
  const original = line.original ? (tellings.get(line.original) ?? null) : null
  return original?.matter && !isClosed(original.matter) && original.matter.mergedInto === null
    ? original
    : null
}

function actionOf(rules: Rules, matter: Matter, name: string): Action | undefined {
  const { actions } = loopOf(rules, matter)
  return Object.hasOwn(actions, name) ? actions[name] : undefined
}

/** What is wrong with the time that the file gives: before the step before it, or before what happened here meanwhile. */
function wrongTime({ field, saidAt }: PlannedStep, { last, line }: Telling, matter: Matter): Note | null {
  const said = new Date(saidAt).toISOString()
  if (saidAt < last.at && last.field !== '') {
    return { code: 'time.clamped', params: { field, before: last.field, said } }
  }
  const isLate = saidAt < matter.changedAt || (line.stored !== null && saidAt < last.at)
  return isLate ? { code: 'time.late', params: { field, said } } : null
}

function fillStep(
  { answers }: PlannedStep,
  action: Action,
  rules: Rules,
  original: string | undefined,
): Filled | { what: string } {
  const form = action.form ? (rules.forms.get(action.form) ?? null) : null
  const given = Object.fromEntries(
    Object.entries(answers).flatMap(([field, value]) => {
      const said = value === '$original' ? original : typed(value, form?.properties[field]?.type)
      return said === undefined || said === '' ? [] : [[field, said]]
    }),
  )
  const filled = fill(form, given)
  if (!('errors' in filled)) return filled
  return { what: filled.errors.map(({ path, rule }) => `${path} ${rule}`).join('; ') }
}

/** Cells are texts; the form says what they stand for. What does not fit is left as it is, and refused by the form. */
function typed(value: unknown, type: string | undefined): unknown {
  if (typeof value !== 'string' || value === '') return value
  if (type === 'boolean' && /^(true|false)$/.test(value)) return value === 'true'
  if ((type === 'integer' || type === 'number') && Number.isFinite(Number(value))) return Number(value)
  return type === 'array' ? value.split(';') : value
}
