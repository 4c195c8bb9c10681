/** 办理 — one step of one matter, with what it does to others (merge, child matters), in one transaction. */
import type { FileDigests } from '@huying/core/attachment/types.ts'
import { ok, type Result, refuse } from '@huying/core/kernel/refusal.ts'
import { decide } from '@huying/core/matter/decide.ts'
import type { ChildRequest, Decision, Touch } from '@huying/core/matter/draft.ts'
import type { MatterEvent } from '@huying/core/matter/events.ts'
import type { Loop } from '@huying/core/matter/loop.ts'
import type { Matter } from '@huying/core/matter/matter.ts'
import { open } from '@huying/core/matter/open.ts'
import { mayRead } from '@huying/core/matter/policy.ts'
import { receive } from '@huying/core/matter/receive.ts'
import type { Context, Rules } from '@huying/core/matter/rules.ts'
import type { Db } from '../database/db.ts'
import { newId } from '../kernel/ids.ts'
import type { Services } from '../services.ts'
import { findAttached } from './attached.ts'
import { commandKey, type Envelope, type Outcome, perform } from './command.ts'
import { digests, type Filled, fill, type WrittenText, write } from './form.ts'
import { titleOf } from './handle-open.ts'
import { strangePost } from './inner-post.ts'
import { loadReadable } from './load-readable.ts'
import type { Line } from './record/chain.ts'
import type { Change } from './rows.ts'
import { flush, type Loaded, loadMatter } from './store.ts'

export type ActRequest = {
  readonly matterId: string
  readonly action: string
  readonly form: Record<string, unknown>
  readonly expectedVersion: number | null
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Most matters that one action may open. */
const MOST_CHILDREN = 5

export async function actOnMatter(
  services: Services,
  envelope: Envelope,
  request: ActRequest,
): Promise<Outcome> {
  const { jurisdiction, actor } = envelope
  const { db } = services
  const command = commandKey(envelope, request)
  return perform(db, jurisdiction, command, async () => {
    const readable = await loadReadable(services, envelope, request.matterId)
    if (!readable.ok) return readable
    const { loaded, rules } = readable.value
    const { matter } = loaded
    const loop = rules.loops.get(matter.loop) as Loop
    const action = Object.hasOwn(loop.actions, request.action) ? loop.actions[request.action] : undefined
    if (!action) return refuse('action.unknown', { action: request.action })
    const answered = fill(action.form ? (rules.forms.get(action.form) ?? null) : null, request.form)
    if ('errors' in answered)
      return { ok: false, refusal: { code: 'form.invalid', params: {} }, errors: answered.errors }
    const attached = await findAttached(db, envelope, answered.files)
    if (!attached.ok) return attached
    const filled = { ...answered, ...attached.digests }
    // Servers' clocks differ by moments; a matter's time only goes forward.
    const now = Math.max(services.now(), matter.changedAt)
    const context: Context = {
      now,
      actor,
      rules,
      fresh: await freshFor(services, action.does ?? [], matter, rules, now),
    }
    const strange = await strangePost(db, matter, { action: request.action, form: filled.form }, context)
    if (strange !== null) return refuse('unit.not_inner', { unit: strange })
    const decision = decide(
      matter,
      { action: request.action, ...filled, expectedVersion: request.expectedVersion },
      context,
    )
    if (!decision.ok) return decision
    const changes = await changesOf(services, loaded, decision.value, filled, context)
    if (!changes.ok) return changes
    await flush(db, { changes: changes.value, command, now })
    return ok(decision.value.matter)
  })
}

async function freshFor(
  services: Services,
  effects: readonly { do: string }[],
  matter: Matter,
  rules: Rules,
  now: number,
): Promise<{ id: string; number: string }[]> {
  if (!effects.some((e) => e.do === 'open_child' || e.do === 'split')) return []
  const fresh: { id: string; number: string }[] = []
  for (let i = 0; i < MOST_CHILDREN; i++) {
    fresh.push({
      id: newId(),
      number: await services.numbers.next(matter.jurisdiction, matter.territory, rules.calendar, now),
    })
  }
  return fresh
}

/** The change of the matter itself, and of every matter that it touches or opens. */
export async function changesOf(
  services: Services,
  loaded: Loaded,
  decision: Decision,
  filled: Filled | null,
  context: Context,
): Promise<Result<Change[]>> {
  const changes: Change[] = [changeOf(loaded, decision, filled, context.rules)]
  for (const child of decision.children) {
    const opened = await openChildMatter(services.db, decision.matter, child, filled, context)
    if (!opened.ok) return opened
    changes.push(opened.value)
  }
  for (const touch of decision.touches) {
    const touched = await touchMatter(services, touch, context)
    if (!touched.ok) return touched
    changes.push(...touched.value)
  }
  return ok(changes)
}

export function changeOf(
  { matter, lastHash }: Loaded,
  decision: Decision,
  filled: Filled | null,
  rules: Rules,
): Change {
  const taken = decision.events.find((e) => e.type === 'ActionTaken')
  const written = new Map<MatterEvent, readonly WrittenText[]>(
    taken && filled ? [[taken, filled.written]] : [],
  )
  const ids = Object.keys(filled?.attachments ?? {})
  const sentIn = taken && ids.length > 0 ? { event: taken, ids } : null
  return { before: matter, after: decision.matter, events: decision.events, written, sentIn, lastHash, rules }
}

async function touchMatter(services: Services, touch: Touch, context: Context): Promise<Result<Change[]>> {
  const { jurisdiction } = context.rules
  // It may be what somebody typed into a form.
  const loaded = UUID.test(touch.matterId)
    ? await loadMatter(services.db, jurisdiction, touch.matterId)
    : null
  if (!loaded) return refuse('not_found')
  const { rules } = await services.registry.version(
    jurisdiction,
    loaded.matter.pack.id,
    loaded.matter.pack.version,
  )
  // What an actor may not see, it cannot merge into.
  if (touch.note === 'merge' && !mayRead(loaded.matter, context.actor, rules.directory))
    return refuse('not_found')
  const now = Math.max(context.now, loaded.matter.changedAt)
  const received = receive(loaded.matter, touch, { ...context, rules, now })
  if (!received.ok) return received
  return changesOf(services, loaded, received.value, null, { ...context, rules, now })
}

/** A call carries what the caller wrote; a split carries what the reporter wrote. */
export async function openChildMatter(
  db: Db,
  parent: Matter,
  child: ChildRequest,
  filled: Filled | null,
  context: Context,
): Promise<Result<Change>> {
  const { actor, rules } = context
  const organisationId = actor.posts[0]?.organisationId ?? null
  const isCall = child.why === 'call'
  const texts = isCall ? (filled?.written ?? []) : await reportTexts(db, parent)
  const attachments = isCall ? filled?.attachments : await reportAttachments(db, parent)
  const text = texts.find((w) => w.field === 'text')?.body ?? ''
  const written = [
    write('title', titleOf(text || parent.number)),
    ...texts.filter((w) => w.field !== 'title').map((w) => write(w.field, w.body)),
  ]
  const opened = open(
    {
      id: child.id,
      number: child.number,
      kind: child.kind,
      loop: child.loop,
      territory: child.territory,
      point: parent.point,
      channel: 'internal',
      reporter: isCall ? { residentId: null, organisationId, accountId: actor.accountId } : parent.reporter,
      firstHandler: isCall ? organisationId : parent.firstHandler,
      against: parent.against,
      urgent: parent.overlays.urgent !== undefined,
      confidential: parent.overlays.confidential !== undefined,
      parentId: parent.id,
      source: null,
      form: isCall ? child.form : {},
      texts: digests(written),
      ...(attachments ? { attachments } : {}),
    },
    { ...context, actor },
  )
  if (!opened.ok) return opened
  const { matter, events } = opened.value
  const [reported] = events
  return ok({
    before: null,
    after: matter,
    events,
    written: new Map(reported ? [[reported, written]] : []),
    lastHash: null,
    rules,
  })
}

async function reportTexts(db: Db, matter: Matter): Promise<WrittenText[]> {
  const { rows } = await db.query(
    'select field, body, salt from content where jurisdiction = $1 and matter_id = $2 and seq = 1 and body is not null',
    [matter.jurisdiction, matter.id],
  )
  return rows as WrittenText[]
}

/** They stay the files of the matter that they came with; the new one speaks of them too. */
async function reportAttachments(db: Db, matter: Matter): Promise<FileDigests | undefined> {
  const { rows } = await db.query(
    'select body from journal where jurisdiction = $1 and matter_id = $2 and seq = 1',
    [matter.jurisdiction, matter.id],
  )
  const [reported] = rows[0] ? (JSON.parse(rows[0].body) as Line).events : []
  return reported?.type === 'MatterReported' ? reported.attachments : undefined
}
