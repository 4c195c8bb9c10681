/** 一批 — rows that go in together, in one transaction: looked up, placed, told, and ready to be stored. */
import type { Instant } from '@huying/core/kernel/instant.ts'
import { SYSTEM } from '@huying/core/organisation/types.ts'
import type { Change, Json } from '../matter/rows.ts'
import { flush } from '../matter/store.ts'
import type { Found } from '../resident/find.ts'
import { type Draft, draftChanged, draftNew, type Fate, type Workshop } from './draft.ts'
import type { Line } from './group.ts'
import type { Note, Reject } from './note.ts'
import { findRows, type KnownRow, loadStored, type Stored } from './stored.ts'
import { type Told, tell } from './telling.ts'
import type { Entry } from './translate.ts'

export type Batch = {
  readonly fates: ReadonlyMap<Entry, Fate | Reject>
  readonly notes: readonly Note[]
  /** What each row that goes in becomes, with what was done to it. */
  readonly told: ReadonlyMap<Entry, ToldEntry>
  /** Stores all of it or nothing. Throws the driver's error when another writer came first. */
  store(): Promise<void>
}

export type ToldEntry = { readonly change: Change; readonly notes: readonly Note[] }

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
  const toldOf = new Map<Entry, ToldEntry>()
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
      const change = told.changes.get(line)
      if (!change) {
        // What it says anew is written down nowhere: somebody must see it.
        fates.set(entry, { code: 'row.nothing_applies', params: {} })
        continue
      }
      fates.set(entry, line.opening ? 'imported' : 'updated')
      notes.push(...draft.notes)
      toldOf.set(entry, { change, notes: [...draft.notes, ...told.notes] })
      if (draft.found) found.push({ ...draft.found, rows: people.get(draft.found.residentId) ?? [] })
      people.delete(draft.found?.residentId ?? null)
      const matterId = line.opening?.command.id ?? line.stored?.matter.id
      imported.push(importRow(shop.jurisdiction, entry, matterId as string))
    }
  }
  return { fates, notes, told: toldOf, store: () => store(shop, { changes, imported, found, now }) }
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
