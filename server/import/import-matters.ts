/**
 * 导入 — brings the matters of another system in: each row becomes a matter through the engine, with its history at the times
 * the file gives, in batches of one transaction each. A row is known by its id at the source: the same row again changes
 * nothing, a changed one adds what is new, and a run that was killed is finished by running it again. Of rows with the same id
 * in one file the later ones are treated as changes of the first.
 */
import { performance } from 'node:perf_hooks'
import { conflictOf } from '../matter/store.ts'
import type { Services } from '../services.ts'
import { type Batch, type Fate, prepare, type Workshop } from './batch.ts'
import { kindFinder } from './kinds.ts'
import type { ImportMap } from './map.ts'
import { BrokenFile, type Note, type Reject } from './note.ts'
import { findOriginals } from './originals.ts'
import { placer } from './placing.ts'
import { missingColumns } from './read-map.ts'
import { openTable, type Table } from './read-rows.ts'
import { openRejectFile, type RejectFile } from './reject-file.ts'
import { type Entry, type Translate, translator } from './translate.ts'

export type ImportOptions = {
  readonly jurisdiction: string
  readonly file: string
  readonly map: ImportMap
  /** Where rejected rows are written; there is no such file afterwards where all went in. */
  readonly rejectFile: string
  readonly onProgress?: (readBytes: number, bytes: number) => void
  /** Stops after the batch at hand; what is in stays in. */
  readonly signal?: AbortSignal
}

export type ImportSummary = {
  readonly rows: number
  readonly imported: number
  readonly updated: number
  readonly unchanged: number
  readonly rejected: number
  readonly seconds: number
  readonly encoding: string
  /** Rejected rows by reason. */
  readonly reasons: Readonly<Record<string, number>>
  /** What was done to dirty input, by code; a row may have several. */
  readonly notes: Readonly<Record<string, number>>
  /** Why the file could not be read to its end; null where it was. */
  readonly broken: BrokenFile | null
  readonly aborted: boolean
}

/** Bounds of one transaction. */
const MOST_ROWS = 250
const MOST_CHARACTERS = 2_000_000
const MOST_TRIES = 6

/** @throws BrokenFile where the file is none, or lacks columns that the map asks for */
export async function importMatters(services: Services, options: ImportOptions): Promise<ImportSummary> {
  const started = performance.now()
  const { file, map, rejectFile } = options
  const table = await openTable(file, map.file)
  const missing = missingColumns(map, table.header)
  if (missing.length > 0) {
    throw new BrokenFile('file.columns_missing', {
      missing: missing.join(', '),
      header: table.header.join(', '),
    })
  }
  const translate = translator(map, table.header)
  const shop = await openWorkshop(services, options, translate)
  const rejects = openRejectFile(rejectFile, table.header)
  const tally = newTally()
  let broken: BrokenFile | null = null
  try {
    await run(shop, options, { table, translate, rejects, tally })
  } catch (error) {
    if (!(error instanceof BrokenFile)) {
      await rejects.discard()
      throw error
    }
    broken = error
  }
  await rejects.close()
  const seconds = (performance.now() - started) / 1000
  return { ...tally, seconds, encoding: table.encoding, broken, aborted: options.signal?.aborted === true }
}

async function openWorkshop(
  services: Services,
  { jurisdiction, file, map }: ImportOptions,
  translate: Translate,
): Promise<Workshop> {
  const { rules } = services.registry.current(jurisdiction)
  const places = services.places(jurisdiction)
  const originals = map.duplicate ? await originalsIn(file, map, translate) : new Map<string, string>()
  return {
    ...{ services, jurisdiction, rules, map, originals },
    place: placer(places, map),
    kindOf: kindFinder(rules.catalogue, map),
  }
}

/** A look through the file before the import: an original may stand after the row that repeats it. */
async function originalsIn(
  file: string,
  map: ImportMap,
  translate: Translate,
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await openTable(file, map.file)
  async function* entries(): AsyncGenerator<Entry> {
    try {
      for await (const row of rows) {
        const entry = translate(row)
        if (entry.ok) yield entry.value
      }
    } catch (error) {
      if (!(error instanceof BrokenFile)) throw error // said when the import itself comes there
    }
  }
  return findOriginals(entries(), map)
}

type Run = {
  readonly table: Table
  readonly translate: Translate
  readonly rejects: RejectFile
  readonly tally: Tally
}

/** While one batch is being stored the next one is prepared; two batches in flight never speak of the same row. */
async function run(shop: Workshop, { signal, onProgress }: ImportOptions, given: Run): Promise<void> {
  const { table, translate, rejects, tally } = given
  let storing: { readonly done: Promise<void>; readonly sources: ReadonlySet<string> } | null = null
  const settled = async () => {
    const before = storing
    storing = null
    await before?.done
  }
  const send = async (entries: readonly Entry[]) => {
    if (entries.length === 0) return
    if (speaksOf(shop, entries, storing?.sources)) await settled()
    const batch = await prepare(shop, entries)
    await settled()
    const done = storeBatch(shop, entries, batch).then((stored) => record(stored, rejects, tally))
    done.catch(() => {}) // awaited by settled()
    storing = { done, sources: new Set(entries.map(({ source }) => source)) }
    onProgress?.(table.readBytes(), table.bytes)
  }
  const packer = newPacker(shop)
  let broken: unknown = null
  try {
    for await (const row of table.rows) {
      if (signal?.aborted) break
      const entry = translate(row)
      if (entry.ok) for (const full of packer.add(entry.value)) await send(full)
      else reject(row, entry.reject, rejects, tally)
    }
  } catch (error) {
    if (!(error instanceof BrokenFile)) throw error
    broken = error // the rows before the place where the file breaks are good: they go in
  }
  if (!signal?.aborted) for (const rest of packer.rest()) await send(rest)
  await settled()
  if (broken) throw broken
}

function speaksOf(
  { originals }: Workshop,
  entries: readonly Entry[],
  sources: ReadonlySet<string> = new Set(),
): boolean {
  return entries.some(({ source }) => sources.has(source) || sources.has(originals.get(source) ?? ''))
}

/** Stores a batch; where another writer came first, looks again and tells it anew. */
async function storeBatch(shop: Workshop, entries: readonly Entry[], first: Batch): Promise<Batch> {
  let batch = first
  for (let tries = 1; ; tries++) {
    try {
      await batch.store()
      return batch
    } catch (error) {
      if (!isCollision(error) || tries >= MOST_TRIES) throw error
      batch = await prepare(shop, entries)
    }
  }
}

function isCollision(error: unknown): boolean {
  return conflictOf(error) !== null || (error as { constraint?: string }).constraint === 'resident_pkey'
}

type Packer = { add(entry: Entry): Generator<Entry[]>; rest(): Generator<Entry[]> }

/**
 * Packs rows into batches. A row whose id is in the batch already waits for the next one. Rows that repeat each other are
 * held back until all of them have come, so that they are told together.
 */
function newPacker({ originals }: Workshop): Packer {
  const tied = new Set([...originals].flat())
  let batch: Entry[] = []
  let sources = new Set<string>()
  let characters = 0
  const held: Entry[] = []
  function* take(): Generator<Entry[]> {
    if (batch.length > 0) yield batch
    batch = []
    sources = new Set()
    characters = 0
  }
  /** Rows that stay together, whatever the bounds say. */
  function* put(together: readonly Entry[]): Generator<Entry[]> {
    if (batch.length + together.length > MOST_ROWS || characters >= MOST_CHARACTERS) yield* take()
    for (const entry of together) {
      if (sources.has(entry.source)) yield* take()
      batch.push(entry)
      sources.add(entry.source)
      characters += entry.row.cells.reduce((sum, cell) => sum + cell.length, 0)
    }
  }
  return {
    *add(entry) {
      if (tied.has(entry.source)) held.push(entry)
      else yield* put([entry])
    },
    *rest() {
      for (const group of tiedGroups(held, originals)) yield* put(group)
      yield* take()
    },
  }
}

/** Originals right before the rows that repeat them. */
function tiedGroups(held: readonly Entry[], originals: ReadonlyMap<string, string>): Entry[][] {
  const rootOf = (source: string): string => {
    const seen = new Set<string>()
    let at = source
    for (let next = originals.get(at); next !== undefined && !seen.has(next); next = originals.get(at)) {
      seen.add(at)
      at = next
    }
    return at
  }
  return [...Map.groupBy(held, ({ source }) => rootOf(source)).values()]
}

type Tally = {
  rows: number
  imported: number
  updated: number
  unchanged: number
  rejected: number
  readonly reasons: Record<string, number>
  readonly notes: Record<string, number>
}

function newTally(): Tally {
  return { rows: 0, imported: 0, updated: 0, unchanged: 0, rejected: 0, reasons: {}, notes: {} }
}

function record({ fates, notes }: Batch, rejects: RejectFile, tally: Tally): void {
  tally.rows += fates.size
  for (const [{ row }, fate] of fates) {
    if (typeof fate === 'string') tally[fate satisfies Fate] += 1
    else note(row, fate, rejects, tally)
  }
  for (const { code } of notes satisfies readonly Note[]) tally.notes[code] = (tally.notes[code] ?? 0) + 1
}

function reject(row: Entry['row'], why: Reject, rejects: RejectFile, tally: Tally): void {
  tally.rows += 1
  note(row, why, rejects, tally)
}

function note(row: Entry['row'], why: Reject, rejects: RejectFile, tally: Tally): void {
  tally.rejected += 1
  tally.reasons[why.code] = (tally.reasons[why.code] ?? 0) + 1
  rejects.add(row, why)
}
