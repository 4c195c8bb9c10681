/** 导入命令 — `huying import matters FILE --map MAP.yaml` without the command line around it. */

import type { Finding } from '../pack/finding.ts'
import type { Services } from '../services.ts'
import { type ImportOptions, type ImportSummary, importMatters } from './import-matters.ts'
import { BrokenFile } from './note.ts'
import { readMap } from './read-map.ts'

export type ImportArguments = Omit<ImportOptions, 'map' | 'rejectFile'> & {
  readonly services: Services
  readonly mapFile: string
  /** Where absent: beside the file, `<file>.rejected.csv`. */
  readonly rejectFile?: string
}

export type ImportRun =
  | { readonly ok: true; readonly summary: ImportSummary; readonly rejectFile: string }
  /** Nothing was done: the map has mistakes, or one of the files cannot be used. */
  | { readonly ok: false; readonly findings: readonly Finding[]; readonly broken: BrokenFile | null }

export async function runImport(given: ImportArguments): Promise<ImportRun> {
  const { services, mapFile, rejectFile = `${given.file}.rejected.csv`, ...options } = given
  try {
    const { rules } = services.registry.current(options.jurisdiction)
    const { map, findings } = await readMap(mapFile, rules)
    if (!map) return { ok: false, findings, broken: null }
    return { ok: true, summary: await importMatters(services, { ...options, map, rejectFile }), rejectFile }
  } catch (error) {
    if (error instanceof BrokenFile) return { ok: false, findings: [], broken: error }
    throw error
  }
}
