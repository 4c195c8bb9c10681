/**
 * 表格文件 — rows as an Excel file that is written while they are read: 100,000 rows take no more memory than one page. Dates are
 * dates and numbers are numbers; what people wrote is text and stays text, also when somebody edits the cell.
 *
 *     reply.send(writeSheet(rows(), { name: '事项', columns: [{ header: '编号', kind: 'text', value: (row) => row.number }] }))
 */
import { Readable } from 'node:stream'
import { writeXlsxStream } from 'hucre/xlsx'

/** `moment` is an instant shown by `zone`; `text` is never read as a formula. */
export type Column<Row> = {
  readonly header: string
  /** In characters. */
  readonly width?: number
} & (
  | { readonly kind: 'text'; readonly value: (row: Row) => string | null }
  | { readonly kind: 'number'; readonly value: (row: Row) => number | null }
  | { readonly kind: 'moment'; readonly value: (row: Row) => number | null }
)

export type Sheet<Row> = {
  readonly name: string
  readonly columns: readonly Column<Row>[]
  /** How far local time is ahead of UTC at an instant, in ms; a spreadsheet knows no time zones. */
  readonly offsetAt?: (at: number) => number
}

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** `@` keeps a cell a text when it is edited. */
const FORMATS = { text: '@', number: '0', moment: 'yyyy-mm-dd hh:mm' } as const

export function writeSheet<Row>(rows: AsyncIterable<Row>, sheet: Sheet<Row>): Readable {
  const { name, columns } = sheet
  const bytes = writeXlsxStream(cellsOf(rows, sheet), {
    name,
    freezePane: { rows: 1 },
    columns: columns.map(({ header, width = 16, kind }) => ({ header, width, numFmt: FORMATS[kind] })),
  })
  return Readable.fromWeb(bytes as Parameters<typeof Readable.fromWeb>[0])
}

async function* cellsOf<Row>(rows: AsyncIterable<Row>, { columns, offsetAt = () => 0 }: Sheet<Row>) {
  for await (const row of rows)
    yield columns.map((column) => {
      if (column.kind === 'text') return plain(column.value(row))
      const value = column.value(row)
      return value === null || column.kind === 'number' ? value : new Date(value + offsetAt(value))
    })
}

/** Longest text that a cell takes. */
const LONGEST = 32_767

/** Without what XML cannot hold. */
function plain(text: string | null): string | null {
  if (text === null || text === '') return null
  return text
    .toWellFormed()
    .replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, '')
    .slice(0, LONGEST)
}
