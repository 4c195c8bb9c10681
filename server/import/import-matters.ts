/**
 * 导入 — brings the matters of another system in: each row becomes a matter through the engine, with its history at the times
 * the file gives, in batches of one transaction each. A row is known by its id at the source: the same row again changes
 * nothing, a changed one adds what is new, and a run that was killed is finished by running it again. Of rows with the same id
 * in one file the first counts: the same again is passed over, and one that says something else is refused, for nobody can
 * tell which of the two is true.
 */
import { performance } from 'node:perf_hooks'
import { conflictOf } from '../matter/store.ts'
import type { Services } from '../services.ts'
import { type Batch, prepare } from './batch.ts'
import type { Workshop } from './draft.ts'
import { kindFinder } from './kinds.ts'
import type { ImportMap } from './map.ts'
import { BrokenFile } from './note.ts'
import { findOriginals } from './originals.ts'
import { newPacker } from './packer.ts'
import { placer } from './placing.ts'
import { missingColumns } from './read-map.ts'
import { openTable, type Table } from './read-rows.ts'
import { openRejectFile } from './reject-file.ts'
import { type Counts, newTally, type Tally } from './tally.ts'
import { type Entry, type Translate, translator } from './translate.ts'

export type ImportOptions = {
  readonly jurisdiction: string
  readonly file: string
  readonly map: ImportMap
  /** Where rejected rows are written; there is no such file afterwards where all went in. */
  readonly rejectFile: string
  readonly onProgress?: (readBytes: number, bytes: number, counts: Counts) => void
  /** Stops after the batch at hand; what is in stays in. */
  readonly signal?: AbortSignal
}

export type ImportSummary = Counts & {
  readonly seconds: number
  readonly encoding: string
  /** Why the file could not be read to its end; null where it was. */
  readonly broken: BrokenFile | null
  readonly aborted: boolean
}

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
  const tally = newTally(rejects)
  let broken: BrokenFile | null = null
  try {
    await run(shop, options, { table, translate, tally })
  } catch (error) {
    if (!(error instanceof BrokenFile)) {
      await rejects.discard()
      throw error
    }
    broken = error
  }
  await rejects.close()
  const seconds = (performance.now() - started) / 1000
  return {
    ...tally.counts(),
    seconds,
    encoding: table.encoding,
    broken,
    aborted: options.signal?.aborted === true,
  }
}

export async function openWorkshop(
  services: Services,
  { jurisdiction, file, map }: Pick<ImportOptions, 'jurisdiction' | 'file' | 'map'>,
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

type Run = { readonly table: Table; readonly translate: Translate; readonly tally: Tally }

/** While one batch is being stored the next one is prepared; one that speaks of the same rows waits. */
async function run(shop: Workshop, { signal, onProgress }: ImportOptions, given: Run): Promise<void> {
  const { table, translate, tally } = given
  const { originals } = shop
  let storing: Promise<void> = Promise.resolve()
  let sources: ReadonlySet<string> = new Set()
  const send = async (entries: readonly Entry[]) => {
    if (entries.some(({ source }) => sources.has(originals.get(source) ?? ''))) await storing
    const batch = await prepare(shop, entries)
    await storing
    storing = store(shop, entries, batch).then(tally.batch)
    storing.catch(() => {}) // awaited before the next batch is stored
    sources = new Set(entries.map(({ source }) => source))
    onProgress?.(table.readBytes(), table.bytes, tally.counts())
  }
  const packer = newPacker(originals)
  let broken: BrokenFile | null = null
  try {
    for await (const row of table.rows) {
      if (signal?.aborted) break
      const entry = translate(row)
      if (!entry.ok) tally.reject(row, entry.reject)
      else if (tally.isFirst(entry.value)) for (const full of packer.add(entry.value)) await send(full)
    }
  } catch (error) {
    await storing.catch(() => {})
    if (!(error instanceof BrokenFile)) throw error
    broken = error // the rows before the place where the file breaks are good: they go in
  }
  if (!signal?.aborted) for (const rest of packer.rest()) await send(rest)
  await storing
  if (broken) throw broken
}

/** Stores a batch; where another writer came first, looks again and tells it anew. */
async function store(shop: Workshop, entries: readonly Entry[], first: Batch): Promise<Batch> {
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
