/** 步骤 — which steps of the declared history a row has, each at the time that the file gives it. */
import type { Instant } from '@huying/core/kernel/instant.ts'
import type { ImportMap, Step } from './map.ts'
import type { Reject } from './note.ts'
import type { Entry } from './translate.ts'

export type PlannedStep = {
  readonly step: Pick<Step, 'action' | 'as' | 'from'>
  /** Field its time comes from, and when the file says it was. */
  readonly field: string
  readonly saidAt: Instant
  readonly answers: Readonly<Record<string, Answer>>
  /** Passed over where this unit leads already. */
  readonly unit: string | null
  /** True: only with the original in reach; false: only without; null: either way. */
  readonly needsOriginal: boolean | null
  /** Before what has happened already: true moves it there with a note, false refuses the row. */
  readonly clamp: boolean
}

type Answer = string | number | boolean | readonly string[]

/** What a row says, in the words of the map. */
export type Said = Pick<Entry, 'fields' | 'times'>

/** Name that stands for the matter which a row repeats. */
const ORIGINAL = 'original'

/** The steps of a row in declared order, which is the order of the loop. */
export function plan(row: Said, map: ImportMap): readonly PlannedStep[] {
  const steps: PlannedStep[] = []
  for (const step of map.history ?? []) {
    const field = timeOf(step, row)
    if (field === null || !holds(step, row)) continue
    steps.push({
      ...{ step, field, saidAt: row.times[field] as Instant, clamp: map.time.order === 'clamp' },
      answers: answersOf(step.form, row),
      unit: step.unlessLead === undefined ? null : (row.fields[step.unlessLead] ?? ''),
      needsOriginal: needOf(step),
    })
  }
  return steps
}

/** Refuses a row without a time of report, or one that says what will happen. */
export function checkTimes({ times, steps }: Entry, now: Instant): Reject | null {
  const { reportedAt } = times
  if (reportedAt === undefined) return { code: 'row.empty', params: { field: 'reportedAt' } }
  if (reportedAt > now) return { code: 'time.future', params: { field: 'reportedAt' } }
  const future = steps.find(({ saidAt }) => saidAt > now)
  return future ? { code: 'time.future', params: { field: future.field } } : null
}

function needOf({ has, lacks }: Step): boolean | null {
  if (has?.includes(ORIGINAL)) return true
  return lacks?.includes(ORIGINAL) ? false : null
}

/** The step that writes down that the report itself was changed at its source. */
export function reportChangedStep(entry: Entry, map: ImportMap, at: Instant): PlannedStep | null {
  const { reportChanged } = map
  if (!reportChanged) return null
  return {
    step: reportChanged,
    ...{ field: 'reportChanged', saidAt: at, clamp: true, unit: null, needsOriginal: null },
    answers: answersOf(reportChanged.form, entry),
  }
}

function timeOf({ at }: Step, { times }: Said): string | null {
  const fields = typeof at === 'string' ? [at] : at
  return fields.find((field) => times[field] !== undefined) ?? null
}

function holds({ if: conditions = {}, has = [], lacks = [] }: Step, entry: Said): boolean {
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

function isFilled({ fields, times }: Said, field: string): boolean {
  return fields[field] !== undefined || times[field] !== undefined
}

function answersOf(form: Step['form'], entry: Said): Record<string, Answer> {
  return Object.fromEntries(Object.entries(form ?? {}).map(([name, value]) => [name, answerOf(value, entry)]))
}

function answerOf(value: Answer, { fields }: Said): Answer {
  if (typeof value !== 'string' || !value.startsWith('$') || value === `$${ORIGINAL}`) return value
  return fields[value.slice(1)] ?? ''
}
