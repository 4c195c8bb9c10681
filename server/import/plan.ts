/** 步骤 — which steps of the declared history a row has, each at its time; order violations clamped or refused. */
import type { Instant } from '@huying/core/kernel/instant.ts'
import type { ImportMap, Step } from './map.ts'
import { type Note, type Outcome, rejected } from './note.ts'
import type { Entry } from './translate.ts'

export type PlannedStep = {
  readonly step: Pick<Step, 'action' | 'as' | 'from'>
  /** Field its time comes from, and when it is taken. */
  readonly field: string
  readonly at: Instant
  /** When the file says it was, where that cannot be. */
  readonly saidAt: Instant
  readonly answers: Readonly<Record<string, Answer>>
  /** Passed over where this unit leads already. */
  readonly unit: string | null
  /** True: only with the original in reach; false: only without; null: either way. */
  readonly needsOriginal: boolean | null
  readonly clamp: boolean
  readonly notes: readonly Note[]
}

type Answer = string | number | boolean | readonly string[]

/** Name that stands for the matter which a row repeats. */
const ORIGINAL = 'original'

/**
 * The steps of a row in declared order, which is the order of the loop. A step before the one before it is moved to it, with
 * a note (`clamp`), or refuses the row. `now` bounds all: nothing has happened in the future.
 */
export function plan(entry: Entry, map: ImportMap, now: Instant): Outcome<readonly PlannedStep[]> {
  const { reportedAt } = entry.times
  if (reportedAt === undefined) return rejected('row.empty', { field: 'reportedAt' })
  const clamp = map.time.order === 'clamp'
  const steps: PlannedStep[] = []
  let before = { field: 'reportedAt', at: reportedAt }
  if (reportedAt > now) return rejected('time.future', { field: 'reportedAt' })
  for (const step of map.history ?? []) {
    const field = timeOf(step, entry)
    if (field === null || !holds(step, entry)) continue
    const saidAt = entry.times[field] as Instant
    if (saidAt > now) return rejected('time.future', { field })
    const wrong = saidAt < before.at
    if (wrong && !clamp) return rejected('time.order', { field, before: before.field })
    const at = Math.max(saidAt, before.at)
    steps.push({
      ...{ step, field, at, saidAt, clamp },
      answers: answersOf(step.form, entry),
      unit: step.unlessLead === undefined ? null : (entry.fields[step.unlessLead] ?? ''),
      needsOriginal: step.has?.includes(ORIGINAL) ? true : step.lacks?.includes(ORIGINAL) ? false : null,
      notes: wrong ? [orderNote(field, before.field, saidAt)] : [],
    })
    if (!wrong) before = { field, at: saidAt }
  }
  return { ok: true, value: steps }
}

/** The step that writes down that the report itself was changed at its source. */
export function reportChangedStep(entry: Entry, map: ImportMap, at: Instant): PlannedStep | null {
  const { reportChanged } = map
  if (!reportChanged) return null
  return {
    step: reportChanged,
    ...{ field: 'reportChanged', at, saidAt: at, clamp: true, notes: [], unit: null, needsOriginal: null },
    answers: answersOf(reportChanged.form, entry),
  }
}

function timeOf({ at }: Step, { times }: Entry): string | null {
  const fields = typeof at === 'string' ? [at] : at
  return fields.find((field) => times[field] !== undefined) ?? null
}

function holds({ if: conditions = {}, has = [], lacks = [] }: Step, entry: Entry): boolean {
  return (
    isOneOf(conditions, entry) &&
    has.every((field) => field === ORIGINAL || isFilled(entry, field)) &&
    lacks.every((field) => field === ORIGINAL || !isFilled(entry, field))
  )
}

/** True where each of the fields has one of its values. */
export function isOneOf(
  conditions: Readonly<Record<string, readonly string[]>>,
  { fields }: Pick<Entry, 'fields'>,
): boolean {
  return Object.entries(conditions).every(([field, values]) => values.includes(fields[field] ?? ''))
}

function isFilled({ fields, times }: Entry, field: string): boolean {
  return fields[field] !== undefined || times[field] !== undefined
}

function answersOf(form: Step['form'], entry: Entry): Record<string, Answer> {
  return Object.fromEntries(Object.entries(form ?? {}).map(([name, value]) => [name, answerOf(value, entry)]))
}

function answerOf(value: Answer, { fields }: Entry): Answer {
  if (typeof value !== 'string' || !value.startsWith('$') || value === `$${ORIGINAL}`) return value
  return fields[value.slice(1)] ?? ''
}

function orderNote(field: string, before: string, saidAt: Instant): Note {
  return { code: 'time.clamped', params: { field, before, said: new Date(saidAt).toISOString() } }
}
