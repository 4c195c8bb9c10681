/**
 * 重述 — tells the history of rows again through the engine, each step at its own time. Rows that touch each other (a
 * duplicate and its original) are told together, in order of time, so that each meets the other as it was then.
 */
import type { Instant } from '@huying/core/kernel/instant.ts'
import type { Result } from '@huying/core/kernel/refusal.ts'
import type { Decision } from '@huying/core/matter/decide.ts'
import type { Touch } from '@huying/core/matter/draft.ts'
import type { MatterEvent } from '@huying/core/matter/events.ts'
import { changeDue } from '@huying/core/matter/given-due.ts'
import { isClosed, type Matter, type RunningClock } from '@huying/core/matter/matter.ts'
import { type OpenCommand, open } from '@huying/core/matter/open.ts'
import { receive } from '@huying/core/matter/receive.ts'
import { loopOf, type Rules } from '@huying/core/matter/rules.ts'
import { fireDue } from '@huying/core/matter/time.ts'
import { SYSTEM } from '@huying/core/organisation/types.ts'
import type { WrittenText } from '../matter/form.ts'
import type { Change } from '../matter/rows.ts'
import type { Note, Params, Reject } from './note.ts'
import type { PlannedStep } from './plan.ts'
import { takeStep } from './step.ts'

type Opening = {
  readonly command: OpenCommand
  readonly at: Instant
  readonly written: readonly WrittenText[]
}

/** One matter of a group: a row to be told, or a matter that is there already and may be touched. */
export type Line = {
  /** Null for a matter that is there already. */
  readonly opening: Opening | null
  readonly stored: { readonly matter: Matter; readonly lastHash: Buffer } | null
  readonly rules: Rules
  readonly steps: readonly PlannedStep[]
  /** A deadline given to a matter that is there already, perhaps anew. */
  readonly dueAt: Instant | null
  /** The line of the matter that this one repeats; tied once all lines of the batch are there. */
  original: Line | null
}

export type Told =
  | { readonly ok: true; readonly changes: ReadonlyMap<Line, Change>; readonly notes: readonly Note[] }
  | { readonly ok: false; readonly line: Line; readonly reject: Reject }

/** A line while it is told. */
export type Telling = {
  readonly line: Line
  matter: Matter | null
  readonly events: MatterEvent[]
  readonly written: Map<MatterEvent, readonly WrittenText[]>
  /** The last thing that the file says of it: nothing further is told before. */
  last: { readonly field: string; readonly at: Instant }
  readonly queue: Task[]
}

type Task = { readonly at: Instant; readonly run: (group: Group) => Refused | null }

export type Group = { readonly tellings: ReadonlyMap<Line, Telling>; readonly notes: Note[] }

export type Refused = { readonly telling: Telling; readonly reject: Reject }

/** Tells all lines until `now`. The first refusal refuses the group: the caller tells it again without that line. */
export function tell(lines: readonly Line[], now: Instant): Told {
  const tellings = lines.map(begin)
  const group: Group = { tellings: new Map(tellings.map((t) => [t.line, t])), notes: [] }
  const refuse = ({ telling, reject }: Refused): Told => ({ ok: false, line: telling.line, reject })
  for (let next = earliest(tellings); next; next = earliest(tellings)) {
    const refused = next.queue.shift()?.run(group)
    if (refused) return refuse(refused)
  }
  for (const telling of tellings) {
    const refused = runOut(telling, group, now)
    if (refused) return refuse(refused)
  }
  return { ok: true, changes: changesOf(tellings), notes: group.notes }
}

function begin(line: Line): Telling {
  const { opening, stored, dueAt, steps } = line
  const matter = stored?.matter ?? null
  const at = opening?.at ?? matter?.changedAt ?? 0
  const last = { field: opening ? 'reportedAt' : '', at }
  const telling: Telling = { line, matter, events: [], written: new Map(), last, queue: [] }
  if (opening) telling.queue.push({ at, run: (group) => openLine(telling, opening, group) })
  if (stored && dueAt !== null) telling.queue.push({ at, run: (group) => giveDue(telling, dueAt, group) })
  for (const step of steps) {
    if (step.needsOriginal === true && line.original === null) continue
    telling.queue.push({ at: step.saidAt, run: (group) => takeStep(telling, step, group) })
  }
  return telling
}

/**
 * Whose turn it is. Each line keeps its own order, whatever times the file gives its steps; what is first in it may be passed
 * over, so its turn comes with the earliest of all.
 */
function earliest(tellings: readonly Telling[]): Telling | null {
  let first: { readonly telling: Telling; readonly at: Instant } | null = null
  for (const telling of tellings) {
    if (telling.queue.length === 0) continue
    const at = Math.max(Math.min(...telling.queue.map((task) => task.at)), telling.last.at)
    if (first === null || at < first.at) first = { telling, at }
  }
  return first?.telling ?? null
}

function openLine(telling: Telling, { command, at, written }: Opening, group: Group): Refused | null {
  const { rules } = telling.line
  const refused = accept(telling, open(command, { now: at, actor: SYSTEM, rules, replay: true }), group)
  const [reported] = telling.events
  if (refused || !reported) return refused
  telling.written.set(reported, written)
  if (command.dueAt !== undefined && promiseOf(telling)?.due.dueAt !== command.dueAt) {
    group.notes.push({ code: 'due.no_clock', params: {} })
  }
  return null
}

function giveDue(telling: Telling, dueAt: Instant, group: Group): Refused | null {
  const { matter, line } = telling
  const clock = promiseOf(telling)
  if (!matter || clock?.due.dueAt === dueAt) return null
  if (!clock || clock.stoppedAt !== null) {
    group.notes.push({ code: clock ? 'due.stopped' : 'due.no_clock', params: {} })
    return null
  }
  const context = { now: matter.changedAt, actor: SYSTEM, rules: line.rules, replay: true }
  return accept(telling, changeDue(matter, dueAt, context), group)
}

/** The clock of the deadline that was promised, running or not. */
function promiseOf({ matter, line }: Telling): RunningClock | undefined {
  if (!matter) return undefined
  const { clocks } = loopOf(line.rules, matter)
  return matter.clocks.findLast(({ name }) => clocks[name]?.promise === true)
}

/** What is due until now runs out at its own time. A closed matter has no clock that anybody waits for. */
function runOut(telling: Telling, group: Group, now: Instant): Refused | null {
  const { matter, line } = telling
  if (!matter || isClosed(matter) || telling.events.length === 0) return null
  const fired = fireDue(matter, { now, actor: SYSTEM, rules: line.rules, replay: true })
  return accept(telling, { ok: true, value: fired }, group)
}

/** Takes a decision into the telling, and what it does to the others of the group. */
export function accept(telling: Telling, decision: Result<Decision>, group: Group): Refused | null {
  if (!decision.ok) return refusedBy(telling, decision)
  const { matter, events, touches, children } = decision.value
  if (children.length > 0) return { telling, reject: { code: 'step.opens_child', params: {} } }
  telling.matter = matter
  telling.events.push(...events)
  for (const touch of touches) {
    const refused = passOn(telling, touch, matter.changedAt, group)
    if (refused) return refused
  }
  return null
}

function passOn(from: Telling, touch: Touch, at: Instant, group: Group): Refused | null {
  const target = [...group.tellings.values()].find(({ matter }) => matter?.id === touch.matterId)
  if (!target?.matter) return { telling: from, reject: { code: 'step.out_of_reach', params: {} } }
  const now = Math.max(at, target.matter.changedAt)
  const context = { now, actor: SYSTEM, rules: target.line.rules, replay: true }
  const received = receive(target.matter, touch, context)
  return received.ok ? accept(target, received, group) : refusedBy(from, received)
}

function refusedBy(telling: Telling, { refusal }: Extract<Result<Decision>, { ok: false }>): Refused {
  const params: Params = Object.fromEntries(
    Object.entries(refusal.params).map(([name, value]) => [
      name,
      typeof value === 'number' ? value : String(value),
    ]),
  )
  return { telling, reject: { code: refusal.code, params } }
}

function changesOf(tellings: readonly Telling[]): Map<Line, Change> {
  const changes = new Map<Line, Change>()
  for (const { line, matter, events, written } of tellings) {
    if (!matter || events.length === 0) continue
    const before = line.stored?.matter ?? null
    const lastHash = line.stored?.lastHash ?? null
    changes.set(line, { before, after: matter, events, written, lastHash, rules: line.rules })
  }
  return changes
}
