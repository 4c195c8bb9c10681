/** 单个包 — reads the files of one pack folder into its manifest and entries, with their lines. */
import type { Hash } from 'node:crypto'
import type { CalendarOverlay } from '@huying/core/kernel/calendar/overlay.ts'
import type { CalendarData } from '@huying/core/kernel/calendar/schema.ts'
import { Manifest } from '@huying/core/pack/schema.ts'
import type { CoordinateSystem } from '@huying/core/territory/coordinates.ts'
import { type Borders, NO_BORDERS, readBorders } from './borders.ts'
import { readCalendar } from './calendar-file.ts'
import { readCsv } from './csv-file.ts'
import { type Files, readFiles } from './files.ts'
import { entry, type PackEntry, type Report, type Source } from './source.ts'
import { TABLES, type Table, type TableContext } from './tables.ts'
import { readYaml } from './yaml-file.ts'
import { fits, listEntries, messageEntries, vocabularyEntries, yamlListOf } from './yaml-lists.ts'

/** One pack as its own folder has it, before it is laid over the one it extends. */
export type Part = {
  readonly manifest: Manifest
  readonly manifestSource: Source
  readonly entries: readonly PackEntry[]
  readonly calendar: { readonly data: CalendarData | CalendarOverlay; readonly source: Source } | null
  readonly borders: Borders
}

type Reading = {
  readonly name: string
  readonly files: Files
  readonly coordinates: CoordinateSystem
  readonly report: Report
}

const BORDERS = 'territories.geojson'
/** What people of the demo say; the demo reads it itself. */
const DEMO_TEXTS = 'demo/reports.yaml'
/** Drawings that reports of the demo come with. */
const DEMO_PICTURES = 'demo/pictures/'
const IGNORED = /(^|\/)(README|LICENSE|NOTICE)[^/]*$|\.md$/i

/** Reads a folder; null, with findings, where there is no manifest that can be read. */
export async function readPart(
  folder: string,
  name: string,
  digest: Hash,
  report: Report,
): Promise<Part | null> {
  const files = await readFiles(folder, name, digest, report)
  const text = files.get('pack.yaml')
  const file = `${name}/pack.yaml`
  if (text === undefined) {
    report({ code: 'pack.no_manifest', severity: 'error', file, line: 1, params: {} })
    return null
  }
  const yaml = readYaml(file, text, report)
  if (!yaml || !fits(Manifest, yaml.value, yaml.at(), report)) return null
  const manifest = yaml.value as Manifest
  const reading: Reading = { name, files, coordinates: manifest.coordinates ?? 'WGS84', report }
  const borders = bordersOf(reading)
  const own = vocabularyEntries(
    manifest.vocabularies ?? {},
    (...base) => yaml.at('vocabularies', ...base),
    report,
  )
  const entries = [...own, ...yamlEntries(reading), ...tableEntries(reading, borders)]
  reportUnread(reading, manifest)
  reportTwice(entries, report)
  return {
    manifest,
    manifestSource: yaml.at(),
    entries,
    calendar: readCalendar(reading, manifest, yaml.at()),
    borders,
  }
}

function bordersOf({ name, files, coordinates, report }: Reading): Borders {
  const text = files.get(BORDERS)
  return text === undefined ? NO_BORDERS : readBorders(`${name}/${BORDERS}`, text, coordinates, report)
}

function yamlEntries({ name, files, report }: Reading): PackEntry[] {
  return [...files].flatMap(([path, text]) => {
    const list = yamlListOf(path)
    const yaml = list && readYaml(`${name}/${path}`, text, report)
    if (!list || !yaml) return []
    if (list === 'messages') return messageEntries(yaml, report)
    if (list === 'vocabularies') return vocabularyEntries(yaml.value, yaml.at, report)
    return listEntries(list, yaml, report)
  })
}

function tableEntries(reading: Reading, borders: Borders): PackEntry[] {
  const used = new Set<string>()
  const context: TableContext = {
    coordinates: reading.coordinates,
    geometryOf: (key) => {
      used.add(key)
      return borders.geometries.get(key)
    },
  }
  const entries = Object.entries(TABLES).flatMap(([path, table]) => rowEntries(reading, path, table, context))
  for (const key of borders.geometries.keys()) {
    if (used.has(key)) continue
    const { file, lineOf } = borders.sourceOf(key)
    reading.report({ code: 'geojson.unmatched', severity: 'error', file, line: lineOf([]), params: { key } })
  }
  return entries
}

function rowEntries(
  { name, files, report }: Reading,
  path: string,
  table: Table,
  context: TableContext,
): PackEntry[] {
  const text = files.get(path)
  if (text === undefined) return []
  return readCsv(`${name}/${path}`, text, table.columns, report).flatMap((row) => {
    const value = table.valueOf(row, context)
    if (table.schema && !fits(table.schema, value, row.source, report)) return []
    return [entry(table.list, table.keyOf(row), value, row.source)]
  })
}

/** A file that nobody reads is most likely a misspelt name. */
function reportUnread({ name, files, report }: Reading, manifest: Manifest): void {
  for (const path of files.keys()) {
    const read =
      path === 'pack.yaml' ||
      path === BORDERS ||
      path === DEMO_TEXTS ||
      path.startsWith(DEMO_PICTURES) ||
      path in TABLES ||
      yamlListOf(path) !== null
    if (read || path === manifest.calendar || path.startsWith('calendar/') || IGNORED.test(path)) continue
    report({ code: 'file.unread', severity: 'warning', file: `${name}/${path}`, line: 1, params: {} })
  }
}

/** The same key twice in one pack: the second would silently win. Territories have a check of their own. */
function reportTwice(entries: readonly PackEntry[], report: Report): void {
  const seen = new Map<string, PackEntry>()
  for (const each of entries) {
    const id = `${each.list}/${each.key}`
    const first = seen.get(id)
    if (!first) {
      seen.set(id, each)
      continue
    }
    const { file, lineOf } = each.source
    const params = {
      list: each.list,
      key: each.key,
      first: `${first.source.file}:${first.source.lineOf([])}`,
    }
    report({ code: 'entry.twice', severity: 'error', file, line: lineOf([]), params })
  }
}
