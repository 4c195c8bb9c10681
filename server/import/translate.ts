/** 转写 — one row of the file in the words of the map: fields and times, nothing of the pack yet. */
import { createHash } from 'node:crypto'
import { zoneOf } from '@huying/core/kernel/calendar/zone.ts'
import { canonical } from '@huying/core/kernel/canonical.ts'
import type { Instant } from '@huying/core/kernel/instant.ts'
import { anyOf, type TimeReader, timeReader } from './dates.ts'
import { type ImportMap, isTime } from './map.ts'
import { type Note, type Outcome, type Reject, rejected } from './note.ts'
import { type PlannedStep, plan, type Said } from './plan.ts'
import type { Row } from './read-rows.ts'
import { type ReadValue, valueReader } from './values.ts'

export type Entry = {
  readonly row: Row
  /** Identity in the system of origin, `<source>:<id>`. */
  readonly source: string
  /** Filled fields as texts; times are in `times` only. */
  readonly fields: Readonly<Record<string, string>>
  readonly times: Readonly<Record<string, Instant>>
  readonly steps: readonly PlannedStep[]
  /** Digest of what was reported, then of that and what became of it: 32 bytes each. */
  readonly digest: Buffer
  readonly notes: readonly Note[]
}

export type Translate = (row: Row) => Outcome<Entry>

/** How spreadsheets' own dates are read, whatever the map says. */
const WALL_TIME = 'yyyy-MM-dd HH:mm:ss'

/** Fields that make the report itself: said once, in the first event. */
const REPORT = [
  'title',
  'text',
  'kind',
  'territory',
  'area',
  'address',
  'lon',
  'lat',
  'channel',
  'reportedAt',
]
const REPORTER = ['reporterId', 'reporterName', 'reporterPhone', 'reporterAddress']

/** Longest texts, as the report form has them; a name longer than its column of origin is a shifted row. */
const LONGEST: Readonly<Record<string, number>> = { title: 200, text: 20_000, address: 300 }
const LONGEST_ID = 200

export function translator(map: ImportMap, header: readonly string[]): Translate {
  const readId = valueReader('id', map.id, header)
  const readers = Object.entries(map.fields).map(([field, value]): [string, ReadValue] => [
    field,
    valueReader(field, value, header),
  ])
  const zone = zoneOf(map.time.zone)
  const formats = [...map.time.formats, WALL_TIME].map((format) => timeReader(format, zone))
  const readTime = anyOf(formats.filter((reader) => reader !== null))
  return (row) => {
    if (row.reject) return { ok: false, reject: row.reject }
    const id = readId(row.cells)
    if (!id.ok) return id
    if (id.value === '') return rejected('row.id_missing')
    if (id.value.length > LONGEST_ID) return tooLong('id', id.value, LONGEST_ID)
    return entryOf(row, `${map.source}:${id.value}`, readers, { map, readTime })
  }
}

function entryOf(
  row: Row,
  source: string,
  readers: readonly [string, ReadValue][],
  { map, readTime }: { map: ImportMap; readTime: TimeReader },
): Outcome<Entry> {
  const fields: Record<string, string> = {}
  const times: Record<string, Instant> = {}
  const notes: Note[] = []
  for (const [field, read] of readers) {
    const said = read(row.cells)
    if (!said.ok) return said
    if (said.value === '') continue
    const wrong = isTime(field)
      ? addTime(field, said.value, readTime, times, notes)
      : addText(field, said.value, fields)
    if (wrong) return { ok: false, reject: wrong }
  }
  const steps = plan({ fields, times }, map)
  return {
    ok: true,
    value: { row, source, fields, times, steps, digest: digestOf({ fields, times }, steps), notes },
  }
}

function addText(field: string, value: string, fields: Record<string, string>): Reject | null {
  const most = LONGEST[field]
  if (value.includes('\uFFFD')) return { code: 'row.unreadable', params: { field } }
  if (most !== undefined && value.length > most) return tooLong(field, value, most).reject
  fields[field] = value
  return null
}

function addTime(
  field: string,
  value: string,
  readTime: TimeReader,
  times: Record<string, Instant>,
  notes: Note[],
): Reject | null {
  const time = readTime(value)
  if (!time) return { code: 'time.unreadable', params: { field, value: value.slice(0, 40) } }
  times[field] = time.at
  if (time.skipped) notes.push({ code: 'time.skipped', params: { field, value } })
  return null
}

function tooLong(field: string, value: string, most: number): { ok: false; reject: Reject } {
  return rejected('row.too_long', { field, length: value.length, most })
}

/** Made over what a row leads to, not over its cells: a cell that changes nothing does not make it another row. */
function digestOf({ fields, times }: Said, steps: readonly PlannedStep[]): Buffer {
  const all: Readonly<Record<string, string | number>> = { ...fields, ...times }
  const report = Object.fromEntries([...REPORT, ...REPORTER].map((field) => [field, all[field]]))
  const told = steps.map(({ step: { action, as }, saidAt, answers, unit, needsOriginal }) => {
    return { action, as, saidAt, answers, unit, needsOriginal }
  })
  const reported = sha256(canonical(report))
  const { dueAt } = times
  const whole = { report: reported.toString('base64'), dueAt, duplicateOf: fields.duplicateOf, steps: told }
  return Buffer.concat([reported, sha256(canonical(whole))])
}

/** True where a later row says something else about the report itself, not only about what became of it. */
export function isReportChanged(before: Uint8Array, after: Uint8Array): boolean {
  return !Buffer.from(before.subarray(0, 32)).equals(after.subarray(0, 32))
}

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest()
