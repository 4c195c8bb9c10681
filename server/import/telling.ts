/**
 * 重述 — tells the history of rows again through the engine, each step at its own time. Rows that touch each other (a
 * duplicate and its original) are told together, in order of time, so that each meets the other as it was then.
 */
import type { Instant } from '@huying/core/kernel/instant.ts'
import { changeDue } from '@huying/core/matter/given-due.ts'
import { isClosed, type RunningClock } from '@huying/core/matter/matter.ts'
import { open } from '@huying/core/matter/open.ts'
import { loopOf } from '@huying/core/matter/rules.ts'
import { fireDue } from '@huying/core/matter/time.ts'
import { SYSTEM } from '@huying/core/organisation/types.ts'
import type { Change } from '../matter/rows.ts'
import { accept, type Group, type Line, type Opening, type Refused, type Telling } from './group.ts'
import type { Note, Reject } from './note.ts'
import { takeStep } from './step.ts'

export type Told =
  | { readonly ok: true; readonly changes: ReadonlyMap<Line, Change>; readonly notes: readonly Note[] }
  | { readonly ok: false; readonly line: Line; readonly reject: Reject }

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
