/** 网格与单位文件 — their lists as Excel files: the rows of the screen, with whoever leads a team first. */
import type { Readable } from 'node:stream'
import type { GridRow, GridsQuery } from '@huying/contract/matter/grids.ts'
import type { UnitRow, UnitsQuery } from '@huying/contract/matter/units.ts'
import en from '@huying/contract/messages/place.en.json' with { type: 'json' }
import zh from '@huying/contract/messages/place.zh.json' with { type: 'json' }
import type { Words } from '@huying/core/kernel/words.ts'
import type { Signed } from '../../app.ts'
import { type Column, writeSheet } from '../../kernel/xlsx.ts'
import type { Services } from '../../services.ts'
import { allGrids, type CountedGrids } from './grids.ts'
import { listUnits, type UnitFigures } from './units.ts'

export type Locale = 'zh' | 'en'

const wordsOf = (locale: Locale) => (locale === 'en' ? en : zh).place_file

const sayIn = (locale: Locale) => (name: Words | null | undefined) =>
  name ? ((locale === 'en' ? name.en : undefined) ?? name.zh) : null

const text = <Row>(header: string, value: (row: Row) => string | null, width = 16): Column<Row> => ({
  ...{ header, kind: 'text', value, width },
})
const number = <Row>(header: string, value: (row: Row) => number | null): Column<Row> => ({
  ...{ header, kind: 'number', value, width: 10 },
})

export function gridFile(
  services: Services,
  counted: CountedGrids,
  signed: Signed,
  query: GridsQuery,
  locale: Locale,
): Readable {
  const words = wordsOf(locale)
  const say = sayIn(locale)
  const people = ({ team }: GridRow, isWorker: boolean) =>
    team
      .filter(({ role }) => (role.id === 'grid_worker') === isWorker)
      .map(({ person, role }) => (isWorker ? person : `${person}（${say(role.name)}）`))
      .join('、')
  return writeSheet(allGrids(services, counted, signed, query), {
    name: words.grids,
    columns: [
      text(words.code, (row) => row.code, 20),
      text(words.grid, (row) => say(row.name), 28),
      text(words.above, (row) => say(row.above), 32),
      text(words.kind, (row) => say(row.kind), 14),
      number(words.households, (row) => row.households),
      text(words.worker, (row) => people(row, true), 20),
      text(words.gap, (row) => (row.gap ? words.yes : null), 12),
      text(words.others, (row) => people(row, false), 40),
      number(words.open, (row) => row.open),
      number(words.late, (row) => row.late),
    ],
  })
}

export async function unitFile(
  services: Services,
  figures: UnitFigures,
  signed: Signed,
  query: UnitsQuery,
  locale: Locale,
): Promise<Readable> {
  const { units } = await listUnits(services, figures, signed, query)
  const { byId } = services.registry.current(signed.account.jurisdiction).rules.directory
  const words = wordsOf(locale)
  const say = sayIn(locale)
  return writeSheet(each(units), {
    name: words.units,
    columns: [
      text(words.unit, (row) => say(row.name), 32),
      text(words.kind, (row) => say(row.kind.name), 14),
      text(words.part_of, (row) => say(byId.get(row.parentId ?? '')?.name), 32),
      number(words.open, (row) => row.open),
      number(words.late, (row) => row.late),
      number(words.held_matters, (row) => row.held?.matters ?? null),
      number(words.held_median, (row) => row.held?.median ?? null),
    ],
  })
}

async function* each(units: readonly UnitRow[]): AsyncGenerator<UnitRow> {
  yield* units
}
