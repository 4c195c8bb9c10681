/**
 * 行转辖区 — one row or feature, already reduced to texts, into a territory or a reason why not.
 */
import { isCode, type Level, levelOf, parentOf, unpadCode } from '@huying/core/territory/code.ts'
import type { Finding, FindingCode, Severity } from '@huying/core/territory/finding.ts'
import type { Geometry, Territory } from '@huying/core/territory/types.ts'

/** A row or feature that did not become a territory, as it stood in the file (without its border). */
export type Rejected = { readonly index: number; readonly values: Readonly<Record<string, unknown>> }

export type ReadResult = {
  readonly territories: readonly Territory[]
  /** What was wrong while reading; `index` is the row or feature, from 0. */
  readonly findings: readonly Finding[]
  readonly rejected: readonly Rejected[]
}

/** Texts as they stand in the file; '' where there is nothing. */
export type Row = {
  readonly code: string
  readonly name: string
  readonly nameEn?: string
  readonly parent?: string
  readonly gridKind?: string
  readonly households?: string
  readonly validFrom?: string
  readonly geometry?: Geometry
}

export type RowOptions = {
  /** From when the territories hold, where no column says so (`YYYY-MM-DD`). */
  readonly validFrom: string
  /** Codes are padded with zeros to one length (`370100` for a city). */
  readonly padded?: boolean
  /** The stable id given at the first import; the code of that day where nothing else is wanted. */
  readonly idOf?: (code: string) => string
}

export type RowResult = { readonly territory: Territory | null; readonly findings: readonly Finding[] }

const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/

/** A territory, or null with an error that says why. Values that only spoil one field are reported and left out. */
export function territoryFromRow(row: Row, index: number, options: RowOptions): RowResult {
  const code = options.padded ? unpadCode(row.code.trim()) : row.code.trim()
  const level = levelOf(code)
  const find = (finding: FindingCode, params: Finding['params'] = {}): Finding => ({
    code: finding,
    severity: 'error',
    territoryCode: isCode(code) ? code : null,
    index,
    params,
  })
  const wrong = [
    ...(code === '' ? [find('code.missing')] : level === null ? [find('code.shape', { code })] : []),
    ...(row.name.trim() === '' ? [find('name.missing')] : []),
    ...(row.validFrom && !DATE.test(row.validFrom)
      ? [find('row.malformed', { validFrom: row.validFrom })]
      : []),
  ]
  if (level === null || wrong.length > 0) return { territory: null, findings: wrong }
  const households = countOf(row.households)
  return {
    territory: shape(row, code, level, households, options),
    findings: Number.isNaN(households)
      ? [{ ...find('households.invalid', { households: row.households ?? '' }), severity: 'warning' }]
      : [],
  }
}

function shape(
  row: Row,
  code: string,
  level: Level,
  households: number | undefined,
  options: RowOptions,
): Territory {
  const parent = row.parent?.trim()
  return {
    id: options.idOf?.(code) ?? code,
    code,
    name: { zh: row.name.trim(), ...(row.nameEn?.trim() && { en: row.nameEn.trim() }) },
    level,
    parentCode: parent ? (options.padded ? unpadCode(parent) : parent) : parentOf(code),
    validFrom: row.validFrom || options.validFrom,
    ...(row.gridKind?.trim() && { gridKind: row.gridKind.trim() }),
    ...(households !== undefined && !Number.isNaN(households) && { households }),
    ...(row.geometry && { geometry: row.geometry }),
  }
}

/** undefined where nothing is written, NaN where it is no count. */
function countOf(text: string | undefined): number | undefined {
  if (text === undefined || text.trim() === '') return undefined
  return /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN
}

/** A finding about a file as a whole. */
export function fileFinding(code: FindingCode, severity: Severity, params: Finding['params'] = {}): Finding {
  return { code, severity, territoryCode: null, index: null, params }
}
