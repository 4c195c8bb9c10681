/** 轨迹 — the history of a matter as people read it: who did what, what was written, what time did. */
import type { MatterView } from '@huying/contract/matter/view.ts'
import type { FileDigests } from '@huying/core/attachment/types.ts'
import type { Catalogue } from '@huying/core/catalogue/dispatch.ts'
import { openingForm } from '@huying/core/catalogue/opening-form.ts'
import type { Form } from '@huying/core/catalogue/types.ts'
import { toIso } from '@huying/core/kernel/instant.ts'
import type { MatterEvent } from '@huying/core/matter/events.ts'
import type { Loop } from '@huying/core/matter/loop.ts'
import type { Matter } from '@huying/core/matter/matter.ts'
import { reporterVisible } from '@huying/core/matter/policy.ts'
import type { Actor } from '@huying/core/organisation/types.ts'
import { type AttachmentRow, attachmentView } from '../../attachment/rows.ts'
import type { Db } from '../../database/db.ts'
import { answersOf, type Saying } from '../say-answers.ts'
import { type Loaded, matterOf } from '../store.ts'

/** One event with what was written in it. */
export type Entry = {
  readonly seq: number
  readonly event: MatterEvent
  readonly texts: Readonly<Record<string, string | null>>
}

/** What was written, by the number of the event that speaks of it. */
export type Texts = ReadonlyMap<number, Readonly<Record<string, string | null>>>

/** A matter with everything written in it, in one round trip; null where there is none. */
export async function loadStory(
  db: Db,
  jurisdiction: string,
  matterId: string,
): Promise<{ readonly loaded: Loaded; readonly texts: Texts } | null> {
  const { rows } = await db.query({ name: 'load-story', text: STORY, values: [jurisdiction, matterId] })
  const lines = rows.filter((row) => row.field === null).sort((a, b) => a.seq - b.seq)
  const loaded = matterOf(matterId, lines)
  if (!loaded) return null
  const texts = new Map<number, Record<string, string | null>>()
  for (const { seq, field, body } of rows)
    if (field !== null) texts.set(seq, { ...texts.get(seq), [field]: body })
  return { loaded, texts }
}

const STORY = `
  select seq, null as field, body, hash from journal where jurisdiction = $1 and matter_id = $2
  union all
  select seq, field, body, null from content where jurisdiction = $1 and matter_id = $2`

export function entriesOf(history: readonly MatterEvent[], texts: Texts): Entry[] {
  return history.map((event, index) => ({ seq: index + 1, event, texts: texts.get(index + 1) ?? {} }))
}

/** Accounts that acted, whose names the screen will want. */
export function accountsIn(entries: readonly Entry[]): string[] {
  const ids = entries.flatMap(({ event }) =>
    'by' in event && typeof event.by === 'object'
      ? [event.by.accountId, event.by.delegatedBy].filter((id) => typeof id === 'string')
      : [],
  )
  return [...new Set(ids)]
}

/** Events that say something to people; clocks starting, custody and the like are shown elsewhere. */
const TOLD = new Set<MatterEvent['type']>([
  'MatterReported',
  'ActionTaken',
  'UnitAsked',
  'ClockWarned',
  'ClockBreached',
  'ClockResumed',
  'MatterEscalated',
  'MatterEvaluated',
  'UnitRated',
  'MatterClosed',
  'MergeReceived',
  'ChildOpened',
  'ChildClosed',
  'ActionUndone',
])

/** Files that came with any of the events. */
export function attachmentsIn(entries: readonly Entry[]): string[] {
  return [...new Set(entries.flatMap(({ event }) => Object.keys(filesOf(event))))]
}

function filesOf(event: MatterEvent): FileDigests {
  return ('attachments' in event ? event.attachments : undefined) ?? {}
}

type Given = {
  readonly matter: Matter
  readonly forms: ReadonlyMap<string, Form>
  readonly catalogue: Catalogue
  readonly saying: Saying
  readonly names: ReadonlyMap<string, string>
  /** Files that came with it, by id. */
  readonly attachments: ReadonlyMap<string, AttachmentRow>
  readonly name: (id: string) => { id: string; name: { zh: string; en?: string } }
}

export function timelineOf(
  entries: readonly Entry[],
  loop: Loop,
  actor: Actor,
  given: Given,
): MatterView['timeline'] {
  const isStaff = actor.posts.length > 0
  return entries
    .filter((entry) => isTold(entry.event, loop, isStaff))
    .map((entry) => entryView(entry, loop, actor, given))
}

/** Inner steps of a unit are its own affair: the reporter sees who holds the matter, not the path of the paper. */
function isTold(event: MatterEvent, loop: Loop, isStaff: boolean): boolean {
  if (!TOLD.has(event.type)) return false
  // A window of permission that closes is no news to anybody.
  if ('clock' in event && loop.clocks[event.clock]?.silent) return false
  return isStaff || event.type !== 'ActionTaken' || loop.actions[event.action]?.visible !== false
}

function entryView(
  { seq, event, texts }: Entry,
  loop: Loop,
  actor: Actor,
  given: Given,
): MatterView['timeline'][number] {
  const isStaff = actor.posts.length > 0
  const { names, name } = given
  const by = 'by' in event && typeof event.by === 'object' ? event.by : null
  const unit = by?.organisationId ?? unitOf(event, given.matter)
  return {
    seq,
    type: event.type,
    at: toIso(event.at),
    // Residents are told which unit acts; a name is shown among colleagues.
    actor: isStaff && by?.accountId && by.organisationId ? (names.get(by.accountId) ?? null) : null,
    ...(isStaff && by?.delegatedBy ? { actingFor: names.get(by.delegatedBy) ?? null } : {}),
    organisation: unit ? name(unit) : null,
    title: titleOf(event, loop),
    ...answersOf(event, formOf(event, loop, given), given.saying),
    texts,
    attachments: attachmentViews(event, actor, given),
  }
}

/** The unit that an event is about, where nobody acted: whoever was asked, or whose clock it is. */
function unitOf(event: MatterEvent, { assignments }: Matter): string | null {
  if ('unit' in event) return event.unit
  if (!('assignmentId' in event) || event.assignmentId === null) return null
  return assignments.find(({ id }) => id === event.assignmentId)?.unit ?? null
}

function titleOf(event: MatterEvent, loop: Loop): MatterView['timeline'][number]['title'] {
  if (event.type === 'ActionTaken' || event.type === 'ActionUndone')
    return loop.actions[event.action]?.title ?? null
  if ('clock' in event) return loop.clocks[event.clock]?.title ?? null
  return null
}

function attachmentViews(
  event: MatterEvent,
  actor: Actor,
  { attachments, matter }: Given,
): MatterView['timeline'][number]['attachments'] {
  return Object.keys(filesOf(event)).flatMap((id) => {
    const row = attachments.get(id)
    return row ? [attachmentView(row, mayNameFiles(event, actor, matter))] : []
  })
}

/**
 * What a unit sends has the name it gave it. A file of the reporter may be called after them, so its name is for those who
 * may see who they are.
 */
function mayNameFiles(event: MatterEvent, actor: Actor, matter: Matter): boolean {
  const by = 'by' in event && typeof event.by === 'object' ? event.by : null
  if (by !== null && by.accountId !== null && by.accountId === actor.accountId) return true
  const isUnits = event.type !== 'MatterReported' && by?.organisationId !== undefined
  return isUnits || reporterVisible(actor, matter)
}

/** One file as this reader may see it in this matter; null where no entry that they are told of has it. */
export function findFile(
  entries: readonly Entry[],
  id: string,
  loop: Loop,
  actor: Actor,
  matter: Matter,
): { readonly mayName: boolean } | null {
  const isStaff = actor.posts.length > 0
  const found = entries.filter(
    ({ event }) => Object.hasOwn(filesOf(event), id) && isTold(event, loop, isStaff),
  )
  return found.length > 0 ? { mayName: found.some(({ event }) => mayNameFiles(event, actor, matter)) } : null
}

/** The form that was filled in: the action's, or the one that the kind, else the loop, opens with. */
function formOf(event: MatterEvent, loop: Loop, { forms, catalogue }: Given): Form | undefined {
  if (event.type === 'ActionTaken') return forms.get(loop.actions[event.action]?.form ?? '')
  if (event.type !== 'MatterReported') return undefined
  const loops = new Map([[loop.id, loop]])
  return openingForm({ catalogue, forms, loops }, event.kind, loop.id) ?? undefined
}
