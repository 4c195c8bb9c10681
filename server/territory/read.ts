/**
 * 辖区读入 — territories from files: CSV of codes and names, GeoJSON of borders. Every row and feature becomes a
 * territory or is in `rejected` with a finding that says why; nothing is dropped and nothing invented.
 */
import { readFile } from 'node:fs/promises'
import type { Finding } from '@huying/core/territory/finding.ts'
import type { Territory } from '@huying/core/territory/types.ts'
import { type ValidateOptions, validateTerritories } from '@huying/core/territory/validate.ts'
import { decodeFile } from './encoding.ts'
import { type CsvMapping, territoriesFromCsv } from './read-csv.ts'
import { type GeoJsonMapping, territoriesFromGeoJson } from './read-geojson.ts'
import { fileFinding, type ReadResult, type Rejected } from './row.ts'

export type TerritorySource =
  | { readonly file: string; readonly csv: CsvMapping }
  | { readonly file: string; readonly geojson: GeoJsonMapping }

export type TerritoryReport = {
  readonly territories: readonly Territory[]
  /** Per file, in order, what was wrong while reading it. */
  readonly files: readonly {
    readonly file: string
    readonly read: number
    readonly findings: readonly Finding[]
    readonly rejected: readonly Rejected[]
  }[]
  /** What is wrong with all of them together; `index` is the position in `territories`. */
  readonly findings: readonly Finding[]
}

/** Reads a CSV file of codes and names. Throws only where the file cannot be opened. */
export async function readTerritoryCsv(file: string, mapping: CsvMapping): Promise<ReadResult> {
  return withEncoding(await readFile(file), (text) => territoriesFromCsv(text, mapping))
}

/** Reads a GeoJSON FeatureCollection. `known` are territories to match by name where features carry no code. */
export async function readTerritoryGeoJson(
  file: string,
  mapping: GeoJsonMapping,
  known: readonly Territory[] = [],
): Promise<ReadResult> {
  return withEncoding(await readFile(file), (text) => territoriesFromGeoJson(text, mapping, known))
}

/**
 * Reads files in order into one set and checks it as a whole. A border whose code is already there is added to
 * that territory; everything else is a new one.
 */
export async function readTerritories(
  sources: readonly TerritorySource[],
  options: ValidateOptions = {},
): Promise<TerritoryReport> {
  const territories: Territory[] = []
  const byCode = new Map<string, number>()
  const files: TerritoryReport['files'][number][] = []
  for (const source of sources) {
    const result =
      'csv' in source
        ? await readTerritoryCsv(source.file, source.csv)
        : await readTerritoryGeoJson(source.file, source.geojson, territories)
    for (const each of result.territories) {
      const at = 'geojson' in source ? byCode.get(each.code) : undefined
      const present = at === undefined ? undefined : territories[at]
      if (at !== undefined && present && !present.geometry && each.geometry)
        territories[at] = { ...present, geometry: each.geometry }
      else {
        if (!byCode.has(each.code)) byCode.set(each.code, territories.length)
        territories.push(each)
      }
    }
    files.push({
      file: source.file,
      read: result.territories.length,
      findings: result.findings,
      rejected: result.rejected,
    })
  }
  return { territories, files, findings: validateTerritories(territories, options) }
}

function withEncoding(bytes: Uint8Array, read: (text: string) => ReadResult): ReadResult {
  const { text, encoding, unreadable } = decodeFile(bytes)
  const result = read(text)
  if (unreadable === 0) return result
  return {
    ...result,
    findings: [fileFinding('file.encoding', 'error', { encoding, unreadable }), ...result.findings],
  }
}
