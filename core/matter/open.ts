/** 登记 — opens a matter: the report is taken in, dispatched by the duty lists, and its clocks start. */
import type { FileDigests } from '../attachment/types.ts'
import { inherited } from '../catalogue/dispatch.ts'
import type { Instant } from '../kernel/instant.ts'
import { ok, type Result, refuse } from '../kernel/refusal.ts'
import type { Actor } from '../organisation/types.ts'
import { clockMoments, warnAt } from './clocks.ts'
import type { Decision } from './draft.ts'
import { destination, draftOf, emit, moveTo, settle } from './draft.ts'
import { applyEffects } from './effects.ts'
import type { By, FormValues, MatterReported, TextDigests } from './events.ts'
import { born, evolve } from './evolve.ts'
import type { Loop } from './loop.ts'
import type { Due, Reporter } from './matter.ts'
import type { Context } from './rules.ts'

export type OpenCommand = {
  readonly id: string
  readonly number: string
  readonly kind: string
  /** A loop other than the kind's own, for child matters. */
  readonly loop?: string
  /** Code of the narrowest territory known: a grid where there is a point, else whatever the address gave. */
  readonly territory: string
  readonly point: readonly [number, number] | null
  readonly channel: string
  readonly reporter: Reporter
  readonly firstHandler: string | null
  readonly against: readonly string[]
  readonly urgent: boolean
  readonly confidential: boolean
  readonly parentId: string | null
  /** Identity in the system it was imported from, `<source>:<id>`. */
  readonly source: string | null
  readonly form: FormValues
  readonly texts: TextDigests
  readonly attachments?: FileDigests
  /** A deadline given from outside (imported history) instead of the computed one. */
  readonly dueAt?: Instant
}

/** Refusals: kind.unknown, kind.closed_to_channel, action.not_yours, and those of the loop's opening effects. */
export function open(command: OpenCommand, context: Context): Result<Decision> {
  const { rules } = context
  const loopId = command.loop ?? inherited(rules.catalogue, command.kind, 'loop')
  const loop = loopId ? rules.loops.get(loopId) : undefined
  if (!rules.catalogue.kinds.has(command.kind) || !loop) return refuse('kind.unknown', { kind: command.kind })
  if (!mayOpen(loop, context.actor)) return refuse('action.not_yours', { action: 'open' })
  const reported = reportedEvent(command, loop.id, context)
  const draft = draftOf(
    born({ id: command.id, pack: { id: rules.id, version: rules.version } }, reported),
    loop,
    context,
    {
      form: command.form,
      post: context.actor.posts[0] ?? null,
    },
  )
  draft.events.push(reported)
  const at = context.now
  if (command.urgent) emit(draft, { type: 'OverlaySet', at, overlay: 'urgent', on: true })
  if (command.confidential || inherited(rules.catalogue, command.kind, 'confidential')) {
    emit(draft, { type: 'OverlaySet', at, overlay: 'confidential', on: true })
  }
  for (const start of clockMoments(loop, draft.matter, reported, context)) {
    draft.matter = evolve(draft.matter, start)
    draft.events.push(start)
  }
  applyEffects(draft, loop.opens.does)
  if (draft.refusal) return { ok: false, refusal: draft.refusal }
  const to = destination(draft, loop.opens.to)
  if (!to) throw new Error(`loop ${loop.id} opens nowhere`)
  moveTo(draft, to)
  if (command.dueAt !== undefined) giveDeadline(draft, command.dueAt)
  settle(draft)
  return ok({ matter: draft.matter, events: draft.events, touches: draft.touches, children: draft.children })
}

/** Who may report: residents (`resident`), any post (`staff`), or posts with certain roles. */
export function mayOpen(loop: Loop, actor: Actor): boolean {
  if (actor.kind === 'system') return true
  return loop.opens.by.some((by) => {
    if (by === 'resident') return actor.residentId !== null
    if (by === 'staff') return actor.posts.length > 0
    return typeof by === 'object' && actor.posts.some((p) => by.roles.includes(p.role))
  })
}

function reportedEvent(command: OpenCommand, loop: string, context: Context): MatterReported {
  const { accountId, residentId, posts } = context.actor
  const by: By = {
    accountId,
    ...(residentId !== null ? { residentId } : {}),
    ...(posts[0] ? { organisationId: posts[0].organisationId, role: posts[0].role } : {}),
  }
  return {
    type: 'MatterReported',
    at: context.now,
    by,
    jurisdiction: context.rules.jurisdiction,
    number: command.number,
    loop,
    kind: command.kind,
    territory: command.territory,
    point: command.point,
    channel: command.channel,
    reporter: command.reporter,
    firstHandler: command.firstHandler,
    against: command.against,
    parentId: command.parentId,
    source: command.source,
    form: command.form,
    texts: command.texts,
    ...(command.attachments ? { attachments: command.attachments } : {}),
  }
}

/** Replaces the promised deadline by the one that history gives, and says so in its explanation. */
export function giveDeadline(draft: ReturnType<typeof draftOf>, dueAt: Instant): void {
  const name = Object.keys(draft.loop.clocks).find((n) => draft.loop.clocks[n]?.promise)
  const clock = draft.matter.clocks.find((c) => c.name === name && c.stoppedAt === null)
  const rule = name ? draft.loop.clocks[name] : undefined
  if (!clock || !rule) return
  const due: Due = { ...clock.due, dueAt, provisional: false, given: dueAt }
  const at = draft.context.now
  emit(draft, {
    type: 'ClockRecomputed',
    at,
    clock: clock.name,
    assignmentId: clock.assignmentId,
    due,
    warnAt: warnAt(draft.context.rules, rule, clock.startedAt, due),
  })
}
