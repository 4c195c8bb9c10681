/**
 * 预览 — the first rows of a file as an import would store them now, with everything there is to say about each; nothing is
 * written, and no number is spent.
 */
import type { Change } from '../matter/rows.ts'
import type { Services } from '../services.ts'
import { prepare } from './batch.ts'
import type { Fate } from './draft.ts'
import { openWorkshop } from './import-matters.ts'
import type { ImportMap } from './map.ts'
import { BrokenFile, type Note } from './note.ts'
import { missingColumns } from './read-map.ts'
import { openTable, type Row } from './read-rows.ts'
import { newTally } from './tally.ts'
import { type Entry, translator } from './translate.ts'

export type PreviewRow = {
  readonly row: Row
  readonly fate: Fate | 'rejected'
  /** The reason of a reject, or what was done to the row. */
  readonly notes: readonly Note[]
  readonly change: Change | null
}

export type Preview = {
  readonly encoding: string
  readonly header: readonly string[]
  readonly rows: readonly PreviewRow[]
}

type Options = {
  readonly jurisdiction: string
  readonly file: string
  readonly map: ImportMap
  readonly rows: number
}

/** @throws BrokenFile where the file is none, or lacks columns that the map asks for */
export async function previewMatters(services: Services, options: Options): Promise<Preview> {
  const { file, map, rows: most } = options
  const table = await openTable(file, map.file)
  const missing = missingColumns(map, table.header)
  if (missing.length > 0)
    throw new BrokenFile('file.columns_missing', {
      missing: missing.join(', '),
      header: table.header.join(', '),
    })
  const translate = translator(map, table.header)
  const shop = await openWorkshop({ ...services, numbers: unspent }, options, translate)
  const rejects = new Map<Row, Note>()
  const tally = newTally({ add: (row, why) => rejects.set(row, why), close: done, discard: done })
  const shown: { row: Row; entry: Entry | null }[] = []
  for await (const row of table.rows) {
    if (shown.length === most) break
    const entry = translate(row)
    if (!entry.ok) tally.reject(row, entry.reject)
    shown.push({ row, entry: entry.ok && tally.isFirst(entry.value) ? entry.value : null })
  }
  const batch = await prepare(
    shop,
    shown.flatMap(({ entry }) => entry ?? []),
  )
  tally.batch(batch)
  const rows = shown.map(({ row, entry }): PreviewRow => {
    const reject = rejects.get(row)
    if (reject) return { row, fate: 'rejected', notes: [reject], change: null }
    const told = entry ? batch.told.get(entry) : undefined
    const fate = entry ? batch.fates.get(entry) : 'unchanged'
    return {
      ...{ row, change: told?.change ?? null, notes: told?.notes ?? [] },
      fate: typeof fate === 'string' ? fate : 'unchanged',
    }
  })
  return { encoding: table.encoding, header: table.header, rows }
}

/** Numbers are given when matters are stored. */
const unspent: Services['numbers'] = {
  next: async () => '',
  many: async (_jurisdiction, _calendar, places) => places.map(() => ''),
}

async function done(): Promise<void> {}
