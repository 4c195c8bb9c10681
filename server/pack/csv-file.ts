/** CSV 文件 — rows by column name, each with its line. */
import { type CsvError, parse } from 'csv-parse/sync'
import type { Report, Source } from './source.ts'

export type Columns = { readonly required: readonly string[]; readonly optional: readonly string[] }

/** One row: texts by column, trimmed; a column that is absent or empty is the empty text. */
export type Row = { readonly get: (column: string) => string; readonly source: Source }

/** Rows of a CSV text with a header line; reports a file that is no table, and columns nobody knows. */
export function readCsv(file: string, text: string, columns: Columns, report: Report): Row[] {
  const records = parseRecords(file, text, report)
  const header = records.shift()?.record ?? []
  const known = [...columns.required, ...columns.optional]
  const complain = (code: string, column: string) =>
    report({ code, severity: 'error', file, line: 1, params: { column, known: known.join(', ') } })
  for (const column of columns.required) if (!header.includes(column)) complain('csv.column_missing', column)
  for (const column of header) if (!known.includes(column)) complain('csv.column_unknown', column)
  const at = new Map(header.map((column, index) => [column, index]))
  return records.map(({ record, info }) => ({
    get: (column) => record[at.get(column) ?? -1] ?? '',
    source: { file, lineOf: () => info.lines },
  }))
}

type Parsed = { record: string[]; info: { lines: number } }

function parseRecords(file: string, text: string, report: Report): Parsed[] {
  try {
    const options = { info: true, bom: true, trim: true, skip_empty_lines: true } as const
    return parse(text, options) as unknown as Parsed[]
  } catch (error) {
    const { message, lines } = error as CsvError & { lines?: number }
    report({ code: 'file.csv', severity: 'error', file, line: lines ?? 1, params: { message } })
    return []
  }
}
