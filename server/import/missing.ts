/** 缺的步骤 — which steps of a changed row are not in the matter's history yet. What has happened is never rewritten. */
import type { EventOf, MatterEvent } from '@huying/core/matter/events.ts'
import { digestOf } from '../matter/form.ts'
import { type Outcome, rejected } from './note.ts'
import type { PlannedStep } from './plan.ts'
import { NOTES_FIELD } from './step.ts'
import type { Stored } from './stored.ts'

type Taken = { readonly event: EventOf<'ActionTaken'>; readonly seq: number }

/**
 * The steps still to be taken. A step was taken where the same action stands in the history at the same time (or with a note
 * that this time was meant). Rejects (`step.changed`) a row that now says something else in a step that was taken.
 */
export function missingSteps(
  steps: readonly PlannedStep[],
  { history, salts }: Pick<Stored, 'history' | 'salts'>,
): Outcome<readonly PlannedStep[]> {
  const taken = takenIn(history)
  const missing: PlannedStep[] = []
  for (const step of steps) {
    const at = taken.findIndex(({ event }) => isSameStep(event, step))
    if (at < 0) {
      missing.push(step)
      continue
    }
    const [found] = taken.splice(at, 1)
    const field = found && changedField(found, step, salts)
    if (field) return rejected('step.changed', { action: step.step.action, field })
  }
  return { ok: true, value: missing }
}

function takenIn(history: readonly MatterEvent[]): Taken[] {
  return history.flatMap((event, index) => (event.type === 'ActionTaken' ? [{ event, seq: index + 1 }] : []))
}

function isSameStep({ action, at, form }: EventOf<'ActionTaken'>, { step, saidAt }: PlannedStep): boolean {
  if (action !== step.action) return false
  const notes = form[NOTES_FIELD]
  const meant = new Date(saidAt).toISOString()
  return at === saidAt || (Array.isArray(notes) && notes.some((note) => note.endsWith(meant)))
}

function changedField(
  { event, seq }: Taken,
  { answers }: PlannedStep,
  salts: Stored['salts'],
): string | null {
  for (const [field, value] of Object.entries(answers)) {
    if (value === '' || value === '$original') continue
    const digest = event.texts[field]
    const salt = salts.get(`${seq} ${field}`)
    if (digest !== undefined) {
      if (salt && digestOf(String(value), salt) !== digest) return field
    } else if (String(event.form[field] ?? '') !== String(value)) return field
  }
  return null
}
