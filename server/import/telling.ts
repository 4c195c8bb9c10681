/**
 * 重述 — tells the history of rows again through the engine, each step at its own time. Rows that touch each other (a
 * duplicate and its original) are told together, in order of time, so that each meets the other as it was then.
 */
import type { Instant } from '@huying/core/kernel/instant.ts'
import type { Result } from '@huying/core/kernel/refusal.ts'
import { type Decision, decide } from '@huying/core/matter/decide.ts'
import type { Touch } from '@huying/core/matter/draft.ts'
import type { MatterEvent } from '@huying/core/matter/events.ts'
import { changeDue } from '@huying/core/matter/given-due.ts'
import { promisedDue } from '@huying/core/matter/inbox.ts'
import type { Action } from '@huying/core/matter/loop.ts'
import { isClosed, type Matter } from '@huying/core/matter/matter.ts'
import { type OpenCommand, open } from '@huying/core/matter/open.ts'
import { receive } from '@huying/core/matter/receive.ts'
import { type Context, loopOf, type Rules } from '@huying/core/matter/rules.ts'
import { fireDue } from '@huying/core/matter/time.ts'
import { SYSTEM } from '@huying/core/organisation/types.ts'
import { type Filled, fill, type WrittenText } from '../matter/form.ts'
import type { Change } from '../matter/rows.ts'
import { actorFor } from './actor.ts'
import type { Note, Reject } from './note.ts'
import { noteLine } from './note.ts'
import type { PlannedStep } from './plan.ts'

/** Field of a form in which an event keeps what the importer did to dirty input. */
export const NOTES_FIELD = 'importNotes'

/** One matter of a group: a row to be told, or a matter that is there already and may be touched. */
export type Line = {
  /** Null for a matter that only stands by. */
  readonly opening: {
    readonly command: OpenCommand
    readonly at: Instant
    readonly written: readonly WrittenText[]
  } | null
  readonly stored: { readonly matter: Matter; readonly lastHash: Buffer } | null
  readonly rules: Rules
  readonly steps: readonly PlannedStep[]
  /** A deadline given anew to a matter that is there already. */
  readonly dueAt: Instant | null
  /** The line of the matter that this one repeats; tied once all lines of the batch are there. */
  original: Line | null
}

export type Told =
  | { readonly ok: true; readonly changes: ReadonlyMap<Line, Change>; readonly notes: readonly Note[] }
  | { readonly ok: false; readonly line: Line; readonly reject: Reject }

/** A line while it is told. */
type Telling = {
  readonly line: Line
  matter: Matter | null
  readonly events: MatterEvent[]
  readonly written: Map<MatterEvent, readonly WrittenText[]>
}

type Group = { readonly tellings: ReadonlyMap<Line, Telling>; readonly notes: Note[]; readonly now: Instant }

class Refused {
  readonly telling: Telling
  readonly reject: Reject
  constructor(telling: Telling, reject: Reject) {
    this.telling = telling
    this.reject = reject
  }
}

/** Tells all lines until `now`. The first refusal refuses the group: the caller tells it again without that line. */
export function tell(lines: readonly Line[], now: Instant): Told {
  const tellings = lines.map(
    (line): Telling => ({ line, matter: line.stored?.matter ?? null, events: [], written: new Map() }),
  )
  const group: Group = { tellings: new Map(tellings.map((t) => [t.line, t])), notes: [], now }
  const tasks = tellings.flatMap((telling) => tasksOf(telling, group))
  tasks.sort((a, b) => a.at - b.at)
  for (const task of tasks) {
    const refused = task.run()
    if (refused) return { ok: false, line: refused.telling.line, reject: refused.reject }
  }
  for (const telling of tellings) {
    const refused = runOut(telling, group)
    if (refused) return { ok: false, line: refused.telling.line, reject: refused.reject }
  }
  return { ok: true, changes: changesOf(tellings), notes: group.notes }
}

type Task = { readonly at: Instant; readonly run: () => Refused | null }

/** Times of one line never go back, and sorting keeps what is at the same instant in order. */
function tasksOf(telling: Telling, group: Group): Task[] {
  const { opening, dueAt, steps, stored } = telling.line
  const tasks: Task[] = []
  if (opening) tasks.push({ at: opening.at, run: () => openLine(telling, group) })
  if (dueAt !== null && stored) {
    tasks.push({
      at: stored.matter.changedAt,
      run: () => giveDue(telling, dueAt, stored.matter.changedAt, group),
    })
  }
  return [...tasks, ...steps.map((step) => ({ at: step.at, run: () => takeStep(telling, step, group) }))]
}

function openLine(telling: Telling, group: Group): Refused | null {
  const { opening, rules } = telling.line
  if (!opening) return null
  const { command, at, written } = opening
  const decision = open(command, { now: at, actor: SYSTEM, rules, replay: true })
  const refused = accept(telling, decision, group)
  const [reported] = telling.events
  if (!refused && reported) telling.written.set(reported, written)
  if (
    !refused &&
    command.dueAt !== undefined &&
    telling.matter &&
    promisedDue(telling.matter, rules) !== command.dueAt
  ) {
    group.notes.push({ code: 'due.no_clock', params: {} })
  }
  return refused
}

function giveDue(telling: Telling, dueAt: Instant, at: Instant, group: Group): Refused | null {
  const { matter, line } = telling
  if (!matter) return null
  const promised = promisedDue(matter, line.rules)
  if (promised === dueAt) return null
  if (promised === null) {
    group.notes.push({ code: 'due.no_clock', params: {} })
    return null
  }
  return accept(
    telling,
    changeDue(matter, dueAt, { now: at, actor: SYSTEM, rules: line.rules, replay: true }),
    group,
  )
}

function takeStep(telling: Telling, planned: PlannedStep, group: Group): Refused | null {
  const { matter, line } = telling
  if (!matter || !applies(planned, telling, group)) return null
  const { step } = planned
  const action = actionOf(line.rules, matter, step.action)
  if (!action) return new Refused(telling, { code: 'action.unknown', params: { action: step.action } })
  const actor = actorFor(action, step.as, matter, line.rules)
  if (!actor)
    return new Refused(telling, { code: 'step.nobody', params: { action: step.action, as: step.as ?? '' } })
  const late = matter.changedAt > planned.at
  if (late && !planned.clamp) {
    return new Refused(telling, { code: 'time.late', params: { field: planned.field, action: step.action } })
  }
  const filled = fillStep(planned, action, line.rules, originalOf(telling, group)?.matter?.id)
  if ('reject' in filled) return new Refused(telling, filled.reject)
  const notes = late ? [...planned.notes, lateNote(planned)] : planned.notes
  group.notes.push(...notes)
  const now = Math.max(planned.at, matter.changedAt)
  const context: Context = { now, actor, rules: line.rules, replay: true }
  const form = notes.length > 0 ? { ...filled.form, [NOTES_FIELD]: notes.map(noteLine) } : filled.form
  const command = { action: step.action, form, texts: filled.texts, expectedVersion: null }
  const before = telling.events.length
  const refused = accept(telling, decide(matter, command, context), group)
  if (refused) return refused
  const taken = telling.events.slice(before).find((event) => event.type === 'ActionTaken')
  if (taken) telling.written.set(taken, filled.written)
  return null
}

/** Whether the step's conditions hold on the matter as it is now; those on the row itself were looked at before. */
function applies({ step, unit, needsOriginal }: PlannedStep, telling: Telling, group: Group): boolean {
  const { matter, line } = telling
  if (!matter) return false
  if (step.from && !step.from.includes(matter.state)) return false
  if (unit !== null) {
    const lead = matter.assignments.findLast(
      (a) => a.as === 'lead' && a.state !== 'returned' && a.state !== 'withdrawn',
    )
    if (lead?.unit === unit) return false
  }
  const found = originalOf(telling, group)
  if (needsOriginal !== null && needsOriginal !== (found !== null)) return false
  if (needsOriginal === false && line.original)
    group.notes.push({ code: 'duplicate.original_closed', params: {} })
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

function fillStep(
  { step, answers }: PlannedStep,
  action: Action,
  rules: Rules,
  original: string | undefined,
): Filled | { reject: Reject } {
  const form = action.form ? (rules.forms.get(action.form) ?? null) : null
  const given = Object.fromEntries(
    Object.entries(answers).flatMap(([field, value]) => {
      const said = value === '$original' ? original : typed(value, form?.properties[field]?.type)
      return said === undefined || said === '' ? [] : [[field, said]]
    }),
  )
  const filled = fill(form, given)
  if (!('errors' in filled)) return filled
  const what = filled.errors.map(({ path, message }) => `${path} ${message}`).join('; ')
  return { reject: { code: 'step.form', params: { action: step.action, what } } }
}

/** Cells are texts; the form says what they stand for. What does not fit is left as it is, and refused by the form. */
function typed(value: unknown, type: string | undefined): unknown {
  if (typeof value !== 'string' || value === '') return value
  if (type === 'boolean' && /^(true|false)$/.test(value)) return value === 'true'
  if ((type === 'integer' || type === 'number') && Number.isFinite(Number(value))) return Number(value)
  return type === 'array' ? value.split(';') : value
}

function lateNote({ field, at }: PlannedStep): Note {
  return { code: 'time.late', params: { field, at: new Date(at).toISOString() } }
}

/** What is due until now runs out at its own time. A closed matter has no clock that anybody waits for. */
function runOut(telling: Telling, group: Group): Refused | null {
  const { matter, line } = telling
  if (!matter || isClosed(matter) || (telling.events.length === 0 && line.opening === null)) return null
  const fired = fireDue(matter, { now: group.now, actor: SYSTEM, rules: line.rules, replay: true })
  return accept(telling, { ok: true, value: fired }, group)
}

/** Takes a decision into the telling, and what it does to the others of the group. */
function accept(telling: Telling, decision: Result<Decision>, group: Group): Refused | null {
  if (!decision.ok)
    return new Refused(telling, { code: decision.refusal.code, params: plain(decision.refusal.params) })
  const { matter, events, touches, children } = decision.value
  if (children.length > 0) return new Refused(telling, { code: 'step.opens_child', params: {} })
  telling.matter = matter
  telling.events.push(...events)
  for (const touch of touches) {
    const refused = passOn(telling, touch, matter.changedAt, group)
    if (refused) return refused
  }
  return null
}

function passOn(from: Telling, touch: Touch, at: Instant, group: Group): Refused | null {
  const target = [...group.tellings.values()].find((t) => t.matter?.id === touch.matterId)
  if (!target?.matter) return new Refused(from, { code: 'step.out_of_reach', params: {} })
  const now = Math.max(at, target.matter.changedAt)
  const received = receive(target.matter, touch, {
    now,
    actor: SYSTEM,
    rules: target.line.rules,
    replay: true,
  })
  return received.ok
    ? accept(target, received, group)
    : new Refused(from, { code: received.refusal.code, params: plain(received.refusal.params) })
}

function changesOf(tellings: readonly Telling[]): Map<Line, Change> {
  const changes = new Map<Line, Change>()
  for (const { line, matter, events, written } of tellings) {
    if (!matter || events.length === 0) continue
    const { stored, rules } = line
    changes.set(line, {
      before: stored?.matter ?? null,
      after: matter,
      events,
      written,
      lastHash: stored?.lastHash ?? null,
      rules,
    })
  }
  return changes
}

function plain(
  params: Readonly<Record<string, string | number | boolean | readonly string[]>>,
): Reject['params'] {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, typeof value === 'number' ? value : String(value)]),
  )
}
