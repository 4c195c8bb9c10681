/** 行 — one change of a matter as rows of every table it touches; made here once for the live path and for rebuild. */
import type { Instant } from '@huying/core/kernel/instant.ts'
import { isProvisional } from '@huying/core/matter/announce.ts'
import type { MatterEvent } from '@huying/core/matter/events.ts'
import { type InboxLine, inboxOf, promised } from '@huying/core/matter/inbox.ts'
import { leadOf, type Matter } from '@huying/core/matter/matter.ts'
import { readKeysOf } from '@huying/core/matter/policy.ts'
import type { Rules } from '@huying/core/matter/rules.ts'
import { nextDueAt } from '@huying/core/matter/time.ts'
import type { WrittenText } from './form.ts'
import { genesis, link } from './record/chain.ts'
import { changedCustody } from './record/custody.ts'
import { isOpenlySaid, lexemes, reach, wordsOfTexts } from './record/words.ts'

/** A matter before and after one command, with what was written. */
export type Change = {
  readonly before: Matter | null
  readonly after: Matter
  readonly events: readonly MatterEvent[]
  /** Texts by the event that speaks of them. */
  readonly written: ReadonlyMap<MatterEvent, readonly WrittenText[]>
  /** Files that come with one of the events for the first time. */
  readonly sentIn?: { readonly event: MatterEvent; readonly ids: readonly string[] } | null
  readonly lastHash: Buffer | null
  readonly rules: Rules
}

export type Json = Record<string, unknown>

const at = (instant: Instant | null): string | null =>
  instant === null ? null : new Date(instant).toISOString()
const hex = (bytes: Uint8Array): string => `\\x${Buffer.from(bytes).toString('hex')}`

/** Marks, among the readers of a row, an organisation that stands in for one complained about: within its territory only. */
export const STAND_IN = 'stand-in:'

/** Columns of `matter`. */
export function matterRow(matter: Matter, rules: Rules): Json {
  const holder = matter.custody.at(-1)
  const { against } = matter
  const due = promised(matter, rules)
  return {
    jurisdiction: matter.jurisdiction,
    id: matter.id,
    number: matter.number,
    version: matter.version,
    loop: matter.loop,
    kind: matter.kind,
    pack_id: matter.pack.id,
    pack_version: matter.pack.version,
    territory: matter.territory,
    state: matter.state,
    holder: holder?.to === null ? holder.holder : null,
    lead: leadOf(matter)?.unit ?? null,
    reporter_id: matter.reporter.residentId,
    caller: matter.reporter.organisationId,
    channel: matter.channel,
    urgent: matter.overlays.urgent !== undefined,
    confidential: matter.overlays.confidential !== undefined,
    supervised: matter.overlays.supervised !== undefined,
    parked: matter.overlays.parked !== undefined,
    provisional: isProvisional(matter),
    outcome: matter.outcome,
    solved: matter.evaluation?.solved ?? null,
    satisfied: matter.evaluation?.satisfied ?? null,
    reported_at: at(matter.reportedAt),
    due_at: at(due?.dueAt ?? null),
    due_counted: due?.counted ?? null,
    due_roster: due?.roster ?? null,
    due_warn_at: at(due?.warnAt ?? null),
    due_paused_at: at(due?.pausedAt ?? null),
    next_due_at: at(nextDueAt(matter, rules)),
    closed_at: at(matter.closedAt),
    parent_id: matter.parentId,
    readers: readersOf(matter, rules),
    against,
    lon: matter.point?.[0] ?? null,
    lat: matter.point?.[1] ?? null,
  }
}

function readersOf(matter: Matter, { directory }: Rules): string[] {
  const keys = readKeysOf(matter, directory)
  return [...keys.readers, ...keys.standIns.map((id) => `${STAND_IN}${id}`)]
}

/** Columns of `inbox` that change while a line stays; its key does not. */
export const LINE_COLUMNS = ['duty', 'rank', 'due_at', 'counted', 'roster', 'warn_at']

export function inboxRow(matter: Matter, line: InboxLine): Json {
  return {
    jurisdiction: matter.jurisdiction,
    addressee: line.addressee,
    matter_id: matter.id,
    duty: line.duty,
    rank: line.rank,
    due_at: at(line.dueAt) ?? 'infinity',
    counted: line.counted,
    roster: line.roster,
    warn_at: at(line.warnAt),
  }
}

export type ChangeRows = {
  readonly matter: Json
  readonly journal: Json
  readonly contents: readonly Json[]
  readonly attachments: readonly Json[]
  readonly inbox: readonly Json[]
  readonly inboxGone: readonly Json[]
  /** Spans of its custody that are new or have ended. */
  readonly custody: readonly Json[]
  /** What it is newly found by; null where that stays as it was. */
  readonly words: Json | null
}

/** All rows of one change; `recordedAt` is when it is written down. */
export function rowsOf(change: Change, recordedAt: Instant): ChangeRows {
  const { before, after, events, rules } = change
  const seq = (before?.version ?? 0) + 1
  const { pack, jurisdiction, id } = after
  const { body, hash } = link(change.lastHash ?? genesis(id), {
    seq,
    recordedAt,
    pack: [pack.id, pack.version],
    events,
  })
  const former = before ? inboxOf(before, rules) : []
  const lines = inboxOf(after, rules)
  return {
    matter: { ...matterRow(after, rules), source: sourceOf(change) },
    journal: {
      jurisdiction,
      matter_id: id,
      seq,
      events: events.length,
      recorded_at: at(recordedAt),
      body,
      hash: hex(hash),
    },
    contents: contentRows(change, seq),
    attachments: attachmentRows(change, seq),
    inbox: lines.filter((line) => !former.some((f) => isSame(f, line))).map((line) => inboxRow(after, line)),
    inboxGone: former
      .filter((f) => !lines.some((line) => line.addressee === f.addressee))
      .map((f) => ({ jurisdiction, matter_id: id, addressee: f.addressee })),
    custody: changedCustody(before, after),
    words: newWords(change),
  }
}

/** The whole of what a matter is found by, from all that was written in it and is not redacted. */
export function foundBy(
  matter: Matter,
  history: readonly MatterEvent[],
  contents: readonly { readonly seq: number; readonly body: string | null }[],
  rules: Rules,
): Found {
  const loop = rules.loops.get(matter.loop)
  const isOpen = (seq: number): boolean => {
    const event = history[seq - 1]
    return event !== undefined && isOpenlySaid(event, loop)
  }
  const said = contents.filter(({ seq }) => isOpen(seq)).map(({ body }) => body)
  return { words: wordsOfTexts(said), reach: new Set(reachOfMatter(matter, rules)) }
}

type Found = { readonly words: ReadonlySet<string>; readonly reach: ReadonlySet<string> }

/** Columns of `matter_words`. */
export function wordRow({ jurisdiction, id }: Matter, { words, reach }: Found): Json {
  return { jurisdiction, matter_id: id, words: lexemes(words), reach: lexemes(reach), whole: true }
}

function newWords({ before, after, events, written, rules }: Change): Json | null {
  const loop = rules.loops.get(after.loop)
  const said = events
    .filter((event) => isOpenlySaid(event, loop))
    .flatMap((event) => written.get(event) ?? [])
  if (before && said.length === 0 && isSameReach(before, after, rules)) return null
  return wordRow(after, {
    words: wordsOfTexts(said.map(({ body }) => body)),
    reach: new Set(reachOfMatter(after, rules)),
  })
}

/** Where a matter is, whom it concerns, its kind and its time: see `words.ts`. */
export function reachOfMatter(matter: Matter, rules: Rules): string[] {
  const { territory, kind } = matter
  return reach({ territory, kind, readers: readersOf(matter, rules), reportedAt: matter.reportedAt })
}

function isSameReach(before: Matter, after: Matter, rules: Rules): boolean {
  const [was, is] = [before, after].map((matter) => reachOfMatter(matter, rules).sort().join(' '))
  return was === is
}

function contentRows({ after, events, written }: Change, firstSeq: number): Json[] {
  const { jurisdiction, id } = after
  return events.flatMap((event, index) =>
    (written.get(event) ?? []).map(({ field, body, salt }) => ({
      jurisdiction,
      matter_id: id,
      seq: firstSeq + index,
      field,
      body,
      salt: hex(salt),
    })),
  )
}

function attachmentRows({ after, events, sentIn }: Change, firstSeq: number): Json[] {
  if (!sentIn) return []
  const { jurisdiction, id } = after
  const seq = firstSeq + events.indexOf(sentIn.event)
  return sentIn.ids.map((attachment_id) => ({ jurisdiction, attachment_id, matter_id: id, seq }))
}

/** Identity in the system of origin: said once, in the first event. */
export function sourceOf({ before, events }: Pick<Change, 'before' | 'events'>): string | null {
  const first = events[0]
  return before === null && first?.type === 'MatterReported' ? first.source : null
}

function isSame(a: InboxLine, b: InboxLine): boolean {
  const columns = ['addressee', 'duty', 'rank', 'dueAt', 'counted', 'roster', 'warnAt'] as const
  return columns.every((column) => a[column] === b[column])
}
