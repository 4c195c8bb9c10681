/** CSV 清单 — the tables of a pack: what each column of a row becomes. Lists inside a cell are separated by `;`. */

import type { Words } from '@huying/core/kernel/words.ts'
import { Organisation } from '@huying/core/organisation/types.ts'
import type { ListName } from '@huying/core/pack/problem.ts'
import { DemoPerson, DemoPost, GazetteerShape } from '@huying/core/pack/schema.ts'
import { levelOf, parentOf } from '@huying/core/territory/code.ts'
import type { CoordinateSystem } from '@huying/core/territory/coordinates.ts'
import { toWgs84 } from '@huying/core/territory/coordinates.ts'
import type { Geometry, Territory, Zone } from '@huying/core/territory/types.ts'
import type { TSchema } from 'typebox'
import type { Columns, Row } from './csv-file.ts'

/** What a row may need beside itself. */
export type TableContext = {
  readonly coordinates: CoordinateSystem
  readonly geometryOf: (key: string) => Geometry | undefined
}

export type Table = {
  readonly list: ListName
  readonly columns: Columns
  readonly schema: TSchema | null
  readonly keyOf: (row: Row) => string
  readonly valueOf: (row: Row, context: TableContext) => unknown
}

/** First day of what has always been there, where a table names none. */
const ALWAYS = '0001-01-01'

export const TABLES: Readonly<Record<string, Table>> = {
  'territories.csv': {
    list: 'territories',
    columns: {
      required: ['code', 'name'],
      optional: ['id', 'name_en', 'grid_kind', 'households', 'from', 'to'],
    },
    schema: null,
    keyOf: (row) => row.get('code'),
    valueOf: territory,
  },
  'zones.csv': {
    list: 'zones',
    columns: { required: ['id', 'kind', 'name', 'territories'], optional: ['name_en', 'from', 'to'] },
    schema: null,
    keyOf: (row) => row.get('id'),
    valueOf: (row, { geometryOf }): Zone & { territories: readonly string[] } => ({
      id: row.get('id'),
      kind: row.get('kind'),
      name: nameOf(row),
      ...optional('geometry', geometryOf(`zone:${row.get('id')}`)),
      validFrom: row.get('from') || ALWAYS,
      ...optional('validTo', row.get('to') || undefined),
      territories: listOf(row, 'territories'),
    }),
  },
  'organisations.csv': {
    list: 'organisations',
    columns: {
      required: ['id', 'name', 'kind', 'territory'],
      optional: ['name_en', 'parent', 'duties', 'functions', 'phone', 'address', 'lon', 'lat'],
    },
    schema: Organisation,
    keyOf: (row) => row.get('id'),
    valueOf: (row, { coordinates }) => ({
      id: row.get('id'),
      name: nameOf(row),
      kind: row.get('kind'),
      parentId: row.get('parent') || null,
      territory: row.get('territory'),
      duties: listOf(row, 'duties'),
      functions: listOf(row, 'functions'),
      ...optional('phone', row.get('phone') || undefined),
      ...optional('address', row.get('address') || undefined),
      ...optional('point', pointOf(row, coordinates)),
    }),
  },
  'gazetteer.csv': {
    list: 'gazetteer',
    columns: {
      required: ['kind', 'name', 'territory'],
      optional: ['name_en', 'aliases', 'numbers', 'lon', 'lat'],
    },
    schema: GazetteerShape,
    keyOf: (row) => `${row.get('kind')}/${row.get('name')}/${row.get('territory')}`,
    valueOf: place,
  },
  'demo/people.csv': {
    list: 'people',
    columns: { required: ['username', 'name'], optional: ['name_en', 'work_phone'] },
    schema: DemoPerson,
    keyOf: (row) => row.get('username'),
    valueOf: (row) => ({
      username: row.get('username'),
      name: nameOf(row),
      ...optional('phone', row.get('work_phone') || undefined),
    }),
  },
  'demo/posts.csv': {
    list: 'posts',
    columns: { required: ['id', 'username', 'organisation', 'role', 'territory', 'from'], optional: ['to'] },
    schema: DemoPost,
    keyOf: (row) => row.get('id'),
    valueOf: (row) => ({
      id: row.get('id'),
      username: row.get('username'),
      organisationId: row.get('organisation'),
      role: row.get('role'),
      territory: row.get('territory'),
      fromOn: row.get('from'),
      toOn: row.get('to') || null,
    }),
  },
}

function territory(row: Row, { geometryOf }: TableContext): Territory {
  const code = row.get('code')
  const households = row.get('households')
  return {
    id: row.get('id') || code,
    code,
    name: nameOf(row),
    level: levelOf(code) ?? 'home',
    parentCode: parentOf(code),
    ...optional('gridKind', row.get('grid_kind') || undefined),
    ...optional('geometry', geometryOf(code)),
    ...optional('households', households === '' ? undefined : Number(households)),
    validFrom: row.get('from') || ALWAYS,
    ...optional('validTo', row.get('to') || undefined),
  }
}

/** In WGS-84; absent where both columns are, and what is no number is left to fail its schema. */
function pointOf(row: Row, coordinates: CoordinateSystem): unknown {
  const [lon, lat] = [row.get('lon'), row.get('lat')]
  if (lon === '' && lat === '') return undefined
  const point = [numberOf(lon), numberOf(lat)]
  const isPoint = point.every((each) => typeof each === 'number')
  return isPoint ? toWgs84(point as [number, number], coordinates) : point
}

/** House numbers are numbers; what is no number fails its schema. */
function place(row: Row, { coordinates }: TableContext): unknown {
  const [lon, lat] = [row.get('lon'), row.get('lat')]
  const point = lon === '' && lat === '' ? undefined : [numberOf(lon), numberOf(lat)]
  const isPoint = point?.every((each) => typeof each === 'number')
  const [aliases, numbers] = [listOf(row, 'aliases'), listOf(row, 'numbers')]
  return {
    name: nameOf(row),
    kind: row.get('kind'),
    ...optional('aliases', aliases.length > 0 ? aliases : undefined),
    territoryCode: row.get('territory'),
    ...optional('point', isPoint ? toWgs84(point as [number, number], coordinates) : point),
    ...optional('numbers', numbers.length > 0 ? numbers.map(numberRange) : undefined),
  }
}

/** `odd 1-199 990101001001001`: parity, first and last number, territory. */
function numberRange(text: string): unknown {
  const [parity = '', range = '', territoryCode = ''] = text.split(/\s+/)
  const [from = '', to = from] = range.split('-')
  return { parity, from: numberOf(from), to: numberOf(to), territoryCode }
}

function numberOf(text: string): number | string {
  return text !== '' && Number.isFinite(Number(text)) ? Number(text) : text
}

function nameOf(row: Row): Words {
  return { zh: row.get('name'), ...optional('en', row.get('name_en') || undefined) }
}

function listOf(row: Row, column: string): string[] {
  return row
    .get(column)
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: V })
}
