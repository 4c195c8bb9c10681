/**
 * 区划表 — codes and names from CSV, columns by mapping.
 */

import type { Finding } from '@huying/core/territory/finding.ts'
import type { Territory } from '@huying/core/territory/types.ts'
import { parse } from 'csv-parse/sync'
import { fileFinding, type ReadResult, type Rejected, type RowOptions, territoryFromRow } from './row.ts'

/** Which column holds what. Without `parent` the parent follows from the code. */
export type CsvMapping = RowOptions & {
  readonly columns: {
    readonly code: string
    readonly name: string
    readonly nameEn?: string
    readonly parent?: string
    readonly gridKind?: string
    readonly households?: string
    readonly validFrom?: string
  }
  readonly delimiter?: string
}

/** Territories from the text of a CSV file with a header line. */
export function territoriesFromCsv(text: string, mapping: CsvMapping): ReadResult {
  const { rows, findings } = parseRows(text, mapping.delimiter ?? ',')
  const [header = [], ...body] = rows
  const names = header.map((each) => each.trim())
  const absent = Object.values(mapping.columns).filter((column) => !names.includes(column))
  if (absent.length > 0) {
    const params = { missing: absent.join(', '), present: names.join(', ') }
    return {
      territories: [],
      findings: [...findings, fileFinding('file.column_missing', 'error', params)],
      rejected: [],
    }
  }
  const territories: Territory[] = []
  const [reported, rejected]: [Finding[], Rejected[]] = [[...findings], []]
  body.forEach((cells, index) => {
    const values = Object.fromEntries(names.map((name, at) => [name, cells[at] ?? '']))
    const result =
      cells.length === names.length
        ? territoryFromRow(pick(values, mapping.columns), index, mapping)
        : { territory: null, findings: [malformed(index, { cells: cells.length, expected: names.length })] }
    reported.push(...result.findings)
    if (result.territory) territories.push(result.territory)
    else
      rejected.push({
        index,
        values: cells.length > names.length ? { ...values, rest: cells.slice(names.length) } : values,
      })
  })
  return { territories, findings: reported, rejected }
}

/** Rows of any width; where quoting breaks off, what was read until then and a finding with the line. */
function parseRows(text: string, delimiter: string): { rows: string[][]; findings: Finding[] } {
  const findings: Finding[] = []
  const rows = parse(text, {
    bom: true,
    delimiter,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip: (error) => {
      findings.push(
        fileFinding('row.malformed', 'error', {
          message: error?.code ?? '',
          line: Number(error?.lines ?? 0),
        }),
      )
      return undefined
    },
  })
  return { rows, findings }
}

function malformed(index: number, params: Finding['params']): Finding {
  return { code: 'row.malformed', severity: 'error', territoryCode: null, index, params }
}

function pick(values: Readonly<Record<string, string>>, columns: CsvMapping['columns']) {
  const cell = (column: string | undefined): string => (column === undefined ? '' : (values[column] ?? ''))
  return {
    code: cell(columns.code),
    name: cell(columns.name),
    nameEn: cell(columns.nameEn),
    parent: cell(columns.parent),
    gridKind: cell(columns.gridKind),
    households: cell(columns.households),
    validFrom: cell(columns.validFrom),
  }
}
