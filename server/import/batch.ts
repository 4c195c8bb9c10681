/** 一批 — rows that go in together, in one transaction: looked up, placed, told, and ready to be stored. */
import { resolveTarget } from '@huying/core/catalogue/dispatch.ts'
import type { Instant } from '@huying/core/kernel/instant.ts'
import type { Rules } from '@huying/core/matter/rules.ts'
import { SYSTEM } from '@huying/core/organisation/types.ts'
import { newId } from '../kernel/ids.ts'
import { digests, write } from '../matter/form.ts'
import { titleOf } from '../matter/handle-open.ts'
import type { Change, Json } from '../matter/rows.ts'
import { flush } from '../matter/store.ts'
import type { Found } from '../resident/find.ts'
import type { Services } from '../services.ts'
import type { KindOf } from './kinds.ts'
import type { ImportMap } from './map.ts'
import { missingSteps } from './missing.ts'
import { type Note, noteLine, type Outcome, type Reject, rejected } from './note.ts'
import type { Placer } from './placing.ts'
import { checkTimes, type PlannedStep, reportChangedStep } from './plan.ts'
import { NOTES_FIELD } from './step.ts'
import { findRows, type KnownRow, loadStored, type Stored } from './stored.ts'
import { type Line, type Told, tell } from './telling.ts'
import { type Entry, isReportChanged } from './translate.ts'

export type Workshop = {
  readonly services: Services
  readonly jurisdiction: string
  readonly rules: Rules
  readonly map: ImportMap
  readonly place: Placer
  readonly kindOf: KindOf
  /** Source of the original by the source of the row that repeats it. */
  readonly originals: ReadonlyMap<string, string>
}

export type Fate = 'imported' | 'updated' | 'unchanged'

export type Batch = {
  readonly fates: ReadonlyMap<Entry, Fate | Reject>
  readonly notes: readonly Note[]
  /** Stores all of it or nothing. Throws the driver's error when another writer came first. */
  store(): Promise<void>
}

type Draft = {
  readonly line: Line
  readonly entry: Entry | null
  readonly notes: readonly Note[]
  readonly found: Found | null
}

export async function prepare(shop: Workshop, entries: readonly Entry[]): Promise<Batch> {
  const { services, jurisdiction } = shop
  const now = services.now()
  const fates = new Map<Entry, Fate | Reject>()
  const originals = entries.map((entry) => shop.originals.get(entry.source)).filter((s) => s !== undefined)
  const known = await findRows(services.db, jurisdiction, [...entries.map((e) => e.source), ...originals])
  const changed = entries.filter((entry) => {
    const same = known.get(entry.source)?.digest.equals(entry.digest) === true
    if (same) fates.set(entry, 'unchanged')
    return !same
  })
  const ids = [...changed.map((e) => e.source), ...originals].map((source) => known.get(source)?.matterId)
  const stored = await loadStored(
    services.db,
    services.registry,
    jurisdiction,
    ids.filter((id) => id !== undefined),
  )
  const drafts = [
    ...(await draftNew(
      shop,
      changed.filter((e) => !known.has(e.source)),
      now,
      fates,
    )),
    ...draftChanged(
      shop,
      changed.filter((e) => known.has(e.source)),
      known,
      stored,
      fates,
      now,
    ),
  ]
  const lines = withBystanders(shop, drafts, known, stored)
  return tellAll(shop, lines, fates, now)
}

/** Rows seen for the first time. */
async function draftNew(
  shop: Workshop,
  entries: readonly Entry[],
  now: Instant,
  fates: Map<Entry, Fate | Reject>,
): Promise<Draft[]> {
  const ready = entries.flatMap((entry) => {
    const made = readied(shop, entry, now)
    if (!made.ok) fates.set(entry, made.reject)
    return made.ok ? [made.value] : []
  })
  const { services, jurisdiction, rules, map } = shop
  const people = await services.vault.findExternal(
    jurisdiction,
    ready.map(({ entry: { fields } }) => ({
      source: map.source,
      externalId: fields.reporterId ?? null,
      input: { name: fields.reporterName, phone: fields.reporterPhone, address: fields.reporterAddress },
    })),
  )
  const numbers = await services.numbers.many(
    jurisdiction,
    rules.calendar,
    ready.map(({ entry, placed }) => ({
      territory: placed.territory,
      at: entry.times.reportedAt as Instant,
    })),
  )
  return ready.flatMap((row, index) => {
    const found = people[index]
    if (!found?.ok) {
      const field = String(found?.refusal.params.field ?? '')
      fates.set(row.entry, { code: found?.refusal.code ?? 'resident.invalid', params: { field } })
      return []
    }
    return [openingDraft(shop, row, found.value, numbers[index] as string)]
  })
}

type Ready = {
  readonly entry: Entry
  readonly kind: string
  readonly placed: { readonly territory: string; readonly point: readonly [number, number] | null }
  readonly steps: readonly PlannedStep[]
  readonly dueAt: Instant | undefined
  readonly notes: readonly Note[]
}

function readied(shop: Workshop, entry: Entry, now: Instant): Outcome<Ready> {
  const { title, text } = entry.fields
  if (title === undefined && text === undefined) return rejected('row.empty', { field: 'text' })
  const kind = shop.kindOf(entry)
  if (!kind.ok) return kind
  const placed = shop.place(entry)
  if (!placed.ok) return placed
  const wrong = checkTimes(entry, now)
  if (wrong) return { ok: false, reject: wrong }
  const due = dueOf(entry, shop.map)
  if (!due.ok) return due
  const notes = [...entry.notes, ...kind.value.notes, ...placed.value.notes, ...due.value.notes]
  return {
    ok: true,
    value: {
      entry,
      kind: kind.value.kind,
      placed: placed.value,
      steps: entry.steps,
      dueAt: due.value.dueAt,
      notes,
    },
  }
}

/** A deadline before the report cannot have been given: it is the moment of the report, or the row is refused. */
function dueOf(
  { times }: Entry,
  map: ImportMap,
): Outcome<{ dueAt: Instant | undefined; notes: readonly Note[] }> {
  const { dueAt, reportedAt = 0 } = times
  if (dueAt === undefined || dueAt >= reportedAt) return { ok: true, value: { dueAt, notes: [] } }
  if (map.time.order !== 'clamp') return rejected('time.order', { field: 'dueAt', before: 'reportedAt' })
  const said = new Date(dueAt).toISOString()
  const note = { code: 'time.clamped', params: { field: 'dueAt', before: 'reportedAt', said } }
  return { ok: true, value: { dueAt: reportedAt, notes: [note] } }
}

function openingDraft({ rules }: Workshop, row: Ready, found: Found, number: string): Draft {
  const { entry, kind, placed, steps, dueAt, notes } = row
  const { title, text = title ?? '', channel = 'import' } = entry.fields
  const written = [write('title', title ?? titleOf(text)), write('text', text)]
  const { territory, point } = placed
  const command = {
    ...{ id: newId(), number, kind, territory, point, channel },
    reporter: { residentId: found.residentId, organisationId: null, accountId: null },
    firstHandler: resolveTarget(rules.directory, 'duty:triage', territory),
    ...{ against: [], urgent: false, confidential: false, parentId: null, source: entry.source },
    form: notes.length > 0 ? { [NOTES_FIELD]: notes.map(noteLine) } : {},
    texts: digests(written),
    ...(dueAt === undefined ? {} : { dueAt }),
  }
  const opening = { command, at: entry.times.reportedAt as Instant, written }
  return { entry, notes, found, line: { opening, stored: null, rules, steps, dueAt: null, original: null } }
}

/** Rows that say something new about a matter that is there already. */
function draftChanged(
  shop: Workshop,
  entries: readonly Entry[],
  known: ReadonlyMap<string, KnownRow>,
  stored: ReadonlyMap<string, Stored>,
  fates: Map<Entry, Fate | Reject>,
  now: Instant,
): Draft[] {
  return entries.flatMap((entry) => {
    const row = known.get(entry.source) as KnownRow
    const there = stored.get(row.matterId)
    const steps: Outcome<readonly PlannedStep[]> = there
      ? stepsOfChanged(shop, entry, row, there, now)
      : rejected('row.matter_gone', {})
    if (!there || !steps.ok) {
      fates.set(entry, steps.ok ? { code: 'row.matter_gone', params: {} } : steps.reject)
      return []
    }
    const dueAt = entry.times.dueAt ?? null
    const line: Line = {
      opening: null,
      stored: there,
      rules: there.rules,
      steps: entry.steps,
      dueAt,
      original: null,
    }
    return [{ entry, notes: [], found: null, line }]
  })
}

function stepsOfChanged(
  shop: Workshop,
  entry: Entry,
  row: KnownRow,
  there: Stored,
  now: Instant,
): Outcome<readonly PlannedStep[]> {
  const wrong = checkTimes(entry, now)
  if (wrong) return { ok: false, reject: wrong }
  const missing = missingSteps(entry.steps, there)
  if (!missing.ok || !isReportChanged(row.digest, entry.digest)) return missing
  const told = reportChangedStep(entry, shop.map, there.matter.changedAt)
  return told ? { ok: true, value: [told, ...missing.value] } : rejected('row.report_changed', {})
}

/** Ties repeated rows to their originals; matters that may be touched join as bystanders. */
function withBystanders(
  shop: Workshop,
  drafts: readonly Draft[],
  known: ReadonlyMap<string, KnownRow>,
  stored: ReadonlyMap<string, Stored>,
): Draft[] {
  const bySource = new Map(
    drafts.flatMap((draft) => (draft.entry ? [[draft.entry.source, draft] as const] : [])),
  )
  const bystanders = new Map<string, Draft>()
  const standBy = (id: string | undefined): Draft | null => {
    const there = id === undefined ? undefined : stored.get(id)
    if (!there || id === undefined) return null
    const own = drafts.find(({ line }) => line.stored?.matter.id === id)
    if (own) return own
    const line: Line = {
      opening: null,
      stored: there,
      rules: there.rules,
      steps: [],
      dueAt: null,
      original: null,
    }
    const draft = bystanders.get(id) ?? { entry: null, notes: [], found: null, line }
    bystanders.set(id, draft)
    return draft
  }
  for (const { line } of drafts) if (line.stored?.matter.parentId) standBy(line.stored.matter.parentId)
  for (const draft of drafts) {
    const source = draft.entry ? shop.originals.get(draft.entry.source) : undefined
    if (source === undefined) continue
    const original = bySource.get(source) ?? standBy(known.get(source)?.matterId)
    if (original) draft.line.original = original.line
  }
  for (const id of [...bystanders.keys()]) {
    for (let parent = stored.get(id)?.matter.parentId; parent; parent = stored.get(parent)?.matter.parentId) {
      standBy(parent)
    }
  }
  return [...drafts, ...bystanders.values()]
}

/** Drafts that may touch each other: tied by an original or by a parent. */
function groupsOf(drafts: readonly Draft[]): Draft[][] {
  const leaderOf = new Map<Line, Line>(drafts.map(({ line }) => [line, line]))
  const find = (line: Line): Line => {
    const above = leaderOf.get(line) ?? line
    return above === line ? line : find(above)
  }
  const byId = new Map(
    drafts.flatMap(({ line }) => (line.stored ? [[line.stored.matter.id, line] as const] : [])),
  )
  for (const { line } of drafts) {
    const parent = line.stored?.matter.parentId ? byId.get(line.stored.matter.parentId) : undefined
    for (const other of [line.original, parent]) if (other) leaderOf.set(find(line), find(other))
  }
  return [...Map.groupBy(drafts, ({ line }) => find(line)).values()]
}

function tellAll(
  shop: Workshop,
  drafts: readonly Draft[],
  fates: Map<Entry, Fate | Reject>,
  now: Instant,
): Batch {
  const changes: Change[] = []
  const imported: Json[] = []
  const found: Found[] = []
  const notes: Note[] = []
  // Of two rows by one new person the first brings the person along, and may be the one that is refused.
  const people = new Map(
    drafts.flatMap(({ found }) => (found?.rows.length ? [[found.residentId, found.rows]] : [])),
  )
  for (const group of groupsOf(drafts)) {
    const told = tellGroup(group, fates, now)
    changes.push(...told.changes.values())
    notes.push(...told.notes)
    for (const draft of group) {
      const { entry, line } = draft
      if (!entry || fates.has(entry)) continue
      if (!told.changes.has(line)) {
        // What it says anew is written down nowhere: somebody must see it.
        fates.set(entry, { code: 'row.nothing_applies', params: {} })
        continue
      }
      fates.set(entry, line.opening ? 'imported' : 'updated')
      notes.push(...draft.notes)
      if (draft.found) found.push({ ...draft.found, rows: people.get(draft.found.residentId) ?? [] })
      people.delete(draft.found?.residentId ?? null)
      const matterId = line.opening?.command.id ?? line.stored?.matter.id
      imported.push(importRow(shop.jurisdiction, entry, matterId as string))
    }
  }
  return { fates, notes, store: () => store(shop, { changes, imported, found, now }) }
}

/** Tells a group; a row that is refused falls out, and the rest is told again without it. */
function tellGroup(
  group: readonly Draft[],
  fates: Map<Entry, Fate | Reject>,
  now: Instant,
): Extract<Told, { ok: true }> {
  let lines = group.map(({ line }) => line)
  for (;;) {
    const told = tell(lines, now)
    if (told.ok) return told
    const refused = group.find(({ line }) => line === told.line)
    if (!refused?.entry) throw new Error(`a matter that only stood by refused: ${told.reject.code}`)
    fates.set(refused.entry, told.reject)
    lines = lines.filter((line) => line !== told.line)
  }
}

function importRow(jurisdiction: string, { source, digest }: Entry, matterId: string): Json {
  return { jurisdiction, source, digest: `\\x${digest.toString('hex')}`, matter_id: matterId }
}

type Storable = {
  readonly changes: readonly Change[]
  readonly imported: readonly Json[]
  readonly found: readonly Found[]
  readonly now: Instant
}

async function store(
  { services, jurisdiction }: Workshop,
  { changes, imported, found, now }: Storable,
): Promise<void> {
  if (imported.length === 0) return
  const residents = found.flatMap(({ rows }) => rows)
  await flush(services.db, { changes, command: null, residents, imported, quiet: true, now })
  for (const { residentId, fills } of found) {
    if (residentId !== null && fills) await services.vault.complete(jurisdiction, residentId, SYSTEM, fills)
  }
}
