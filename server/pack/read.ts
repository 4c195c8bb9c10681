/** 读取城市包 — from a folder to a pack that may be used, or to the list of what is wrong with it. */
import { createHash, type Hash } from 'node:crypto'
import { access } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { checkPack } from '@huying/core/pack/check/check.ts'
import { contentOf, rulesFromContent } from '@huying/core/pack/compile.ts'
import { mergeEntries } from '@huying/core/pack/merge.ts'
import type { Problem } from '@huying/core/pack/problem.ts'
import type { Pack, PackData } from '@huying/core/pack/types.ts'
import { assemble } from './assemble.ts'
import { type Finding, tidy } from './finding.ts'
import { type Part, readPart } from './folder.ts'
import type { PackEntry, Report, Source } from './source.ts'

export type ReadOptions = {
  /** The day on which exemptions must still hold, YYYY-MM-DD; today by default. */
  readonly on?: string
}

export type ReadPack = {
  /** Null while an error stands. */
  readonly pack: Pack | null
  /** Errors first, then warnings, then what is only worth knowing. */
  readonly findings: readonly Finding[]
}

/** Length of the digest in a version: 48 bits tell apart every version a city will ever have. */
const DIGEST_LENGTH = 12

/**
 * Reads and checks the pack in `folder`, and the packs it extends, which lie beside it. Everything that is wrong is a
 * finding; only a folder that cannot be read at all throws.
 */
export async function readPack(folder: string, options: ReadOptions = {}): Promise<ReadPack> {
  const findings: Finding[] = []
  const report: Report = (finding) => findings.push(finding)
  const digest = createHash('sha256')
  const parts = await readParts(resolve(folder), digest, report)
  if (parts.length === 0 || findings.some(hidesMore)) return { pack: null, findings: tidy(findings) }
  const entries = mergeEntries(parts.map((part) => part.entries))
  const data = assemble(parts, entries)
  const locate = locator(parts, entries)
  const on = options.on ?? new Date().toISOString().slice(0, 10)
  for (const problem of checkPack(data, { on })) report(locate(problem))
  const version = `${data.declaredVersion}+${digest.digest('hex').slice(0, DIGEST_LENGTH)}`
  return { pack: hasError(findings) ? null : packOf(data, version), findings: tidy(findings) }
}

function packOf(data: PackData, version: string): Pack {
  if (!data.calendar) throw new Error('a pack passed its checks without a calendar')
  const content = contentOf(data, data.calendar, version)
  return { ...data, version, content, rules: rulesFromContent(content) }
}

/** Where an entry could not be read, whatever names it would be reported too: that only hides the cause. */
function hidesMore({ code, severity }: Finding): boolean {
  return severity === 'error' && /^(file|csv|shape|pack)\./.test(code)
}

function hasError(findings: readonly Finding[]): boolean {
  return findings.some((finding) => finding.severity === 'error')
}

/** The pack and those it extends, the one that extends nothing first; empty, with findings, where one is missing. */
async function readParts(folder: string, digest: Hash, report: Report): Promise<Part[]> {
  const parts: Part[] = []
  const names: string[] = []
  for (let at: string | undefined = folder; at !== undefined; ) {
    const name = basename(at)
    names.push(name)
    const part: Part | null = await readPart(at, name, digest, report)
    if (!part) return []
    parts.unshift(part)
    const base: string | undefined = part.manifest.extends
    if (base === undefined) break
    const found = names.includes(base) ? 'circle' : await exists(join(dirname(at), base))
    if (found !== true) {
      const { file, lineOf } = part.manifestSource
      const code = found === 'circle' ? 'pack.extends_circle' : 'pack.extends_missing'
      report({ code, severity: 'error', file, line: lineOf(['extends']), params: { base } })
      return []
    }
    at = join(dirname(at), base)
  }
  return parts
}

/** From a problem in the merged lists to the file and the line it was written on. */
function locator(parts: readonly Part[], entries: readonly PackEntry[]): (problem: Problem) => Finding {
  const sources = new Map(entries.map((each) => [`${each.list}/${each.key}`, each.source]))
  const own = parts.at(-1)?.manifestSource
  const sourceOf = ({ code, at }: Problem): Source | undefined => {
    if (at.list === 'calendar') return parts.findLast((part) => part.calendar)?.calendar?.source
    if (BORDER_CODE.test(code)) {
      const drawn = parts.findLast((part) => part.borders.geometries.has(at.key))
      if (drawn) return drawn.borders.sourceOf(at.key)
    }
    return sources.get(`${at.list}/${at.key}`)
  }
  return (problem) => {
    const { code, severity, at, params } = problem
    const source = sourceOf(problem) ?? own
    return { code, severity, file: source?.file ?? '', line: source?.lineOf(at.path) ?? 1, params }
  }
}

/** Problems of a border stand in the file of the borders, not in the table of the codes. */
const BORDER_CODE = /^territory\.(geometry|ring|siblings)\./

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
