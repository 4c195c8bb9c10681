/** 清点 — what a file of service requests says about its city: agencies, types, neighbourhoods, usual limits, useless points. */
import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'

/** Columns of the export, by what they say. */
export const COLUMNS = {
  id: 'SRRecordID',
  type: 'SRType',
  channel: 'MethodReceived',
  created: 'CreatedDate',
  status: 'SRStatus',
  statusDate: 'StatusDate',
  due: 'DueDate',
  closed: 'CloseDate',
  agency: 'Agency',
  address: 'Address',
  area: 'Neighborhood',
  lat: 'Latitude',
  lon: 'Longitude',
} as const

type Column = keyof typeof COLUMNS
export type Request = Readonly<Record<Column, string>>

export type Agency = { readonly id: string; readonly name: string; readonly spellings: readonly string[] }
export type Type = {
  readonly id: string
  readonly name: string
  readonly group: string
  readonly agency: string
  readonly days: number
}
export type Survey = {
  readonly requests: readonly Request[]
  readonly city: string
  readonly agencies: readonly Agency[]
  readonly types: readonly Type[]
  readonly groups: readonly { readonly id: string; readonly name: string }[]
  readonly areas: readonly string[]
  readonly years: readonly [first: number, last: number]
  /** West, south, east, north around nearly all points. */
  readonly bounds: readonly number[]
  readonly useless: readonly (readonly [number, number])[]
}

export function survey(file: string): Survey {
  const rows: Record<string, string>[] = parse(readFileSync(file), {
    columns: true,
    bom: true,
    relax_column_count: true,
  })
  const missing = Object.values(COLUMNS).filter((column) => !(column in (rows[0] ?? {})))
  if (missing.length > 0) throw new Error(`${file} is no such export: it lacks ${missing.join(', ')}`)
  const requests = rows.map(
    (row) =>
      Object.fromEntries(
        Object.entries(COLUMNS).map(([key, column]) => [key, (row[column] ?? '').trim()]),
      ) as Request,
  )
  const agencies = agenciesOf(requests)
  const types = typesOf(requests, agencies)
  const years = requests.map(({ created }) => Number(/\/(\d{4})/.exec(created)?.[1])).filter(Number.isFinite)
  return {
    ...{ requests, agencies, types },
    city: titleCase(
      mostFrequent(requests.map(({ address }) => address.split(',').at(-3)?.trim() ?? '')) || 'City',
    ),
    groups: [...new Set(types.map(({ group }) => group))].map((id) => ({ id, name: id.toUpperCase() })),
    areas: [...new Set(requests.map(({ area }) => area).filter((area) => area !== ''))].sort(),
    years: [Math.min(...years), Math.max(...years)],
    ...pointsOf(requests),
  }
}

/** Spellings of one agency differ in case, spaces, `&`, and in being called a department of something. */
function agenciesOf(requests: readonly Request[]): Agency[] {
  const byKey = Map.groupBy(requests.map(({ agency }) => agency).filter(Boolean), agencyKey)
  return [...byKey].map(([key, names]) => ({
    id: key.replaceAll(' ', '-'),
    name: mostFrequent(names),
    spellings: [...new Set(names)].sort(),
  }))
}

function agencyKey(name: string): string {
  const words = slug(name.replaceAll('&', ' and ').replaceAll("'", '')).split('-')
  const telling = words.filter((word) => !['department', 'dept', 'of', 'the', 'bureau'].includes(word))
  return (telling.length > 0 ? telling : words).join(' ')
}

/** A type belongs to the agency that is named with it most often, and takes the days that are usually given it. */
function typesOf(requests: readonly Request[], agencies: readonly Agency[]): Type[] {
  const agencyOf = new Map(agencies.flatMap(({ id, spellings }) => spellings.map((name) => [name, id])))
  const usual = median(requests.flatMap(daysOf)) ?? 1
  return [
    ...Map.groupBy(
      requests.filter(({ type }) => type !== ''),
      ({ type }) => type,
    ),
  ]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, rows]) => {
      const [prefix = name] = name.split('-')
      const group = slug(prefix)
      return {
        id: `${group}.${slug(name.slice(prefix.length)) || slug(name)}`,
        ...{ name, group },
        agency: agencyOf.get(mostFrequent(rows.map(({ agency }) => agency))) ?? '',
        days: Math.max(1, Math.round(median(rows.flatMap(daysOf)) ?? usual)),
      }
    })
}

/** Days from the request to its due date. */
function daysOf({ created, due }: Request): number[] {
  const days = (Date.parse(`${due} UTC`) - Date.parse(`${created} UTC`)) / 86_400_000
  return days > 0 ? [days] : []
}

/** One exact point for many addresses is what the source writes when it knows none. */
const MANY_ADDRESSES = 5

function pointsOf(requests: readonly Request[]): Pick<Survey, 'bounds' | 'useless'> {
  const located = requests.flatMap(({ lon, lat, address }) => {
    const [x, y] = [Number(lon), Number(lat)]
    const isWhole = Number.isInteger(x) && Number.isInteger(y)
    return lon !== '' && lat !== '' && !isWhole ? [{ x, y, address }] : []
  })
  const shared = [...Map.groupBy(located, ({ x, y }) => `${x} ${y}`).values()].filter(
    (points) => new Set(points.map(({ address }) => address)).size >= MANY_ADDRESSES,
  )
  const edge = (values: number[], share: number): number => {
    const sorted = values.toSorted((a, b) => a - b)
    return sorted[Math.floor(share * (sorted.length - 1))] ?? 0
  }
  const [xs, ys] = [located.map(({ x }) => x), located.map(({ y }) => y)]
  // Wide: what lies in the next county may well be true, what lies half a country away is not.
  const margin = 0.5
  const bounds = [
    edge(xs, 0.01) - margin,
    edge(ys, 0.01) - margin,
    edge(xs, 0.99) + margin,
    edge(ys, 0.99) + margin,
  ]
  return {
    bounds: bounds.map((degrees) => Math.round(degrees * 100) / 100),
    useless: shared.map(([first]) => [first?.x ?? 0, first?.y ?? 0] as const),
  }
}

export function slug(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
}

function titleCase(text: string): string {
  return text.toLowerCase().replace(/\b[a-z]/g, (letter) => letter.toUpperCase())
}

function mostFrequent(values: readonly string[]): string {
  const counts = Map.groupBy(values.filter(Boolean), (value) => value)
  return [...counts.values()].reduce((a, b) => (b.length > a.length ? b : a), [] as string[])[0] ?? ''
}

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? null
}
