/** 一组 — matters told together: each as far as it has been told, and what one decision does to all of them. */
import type { Instant } from '@huying/core/kernel/instant.ts'
import type { Result } from '@huying/core/kernel/refusal.ts'
import type { Decision, Touch } from '@huying/core/matter/draft.ts'
import type { MatterEvent } from '@huying/core/matter/events.ts'
import type { Matter } from '@huying/core/matter/matter.ts'
import type { OpenCommand } from '@huying/core/matter/open.ts'
import { receive } from '@huying/core/matter/receive.ts'
import type { Rules } from '@huying/core/matter/rules.ts'
import { SYSTEM } from '@huying/core/organisation/types.ts'
import type { WrittenText } from '../matter/form.ts'
import type { Note, Params, Reject } from './note.ts'
import type { PlannedStep } from './plan.ts'

export type Opening = {
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
