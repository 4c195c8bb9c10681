/** `huying import territories`: codes, names and borders from files become the territory tables of a pack, with a report. */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { countBySeverity, type Finding } from '@huying/core/territory/finding.ts'
import { Command } from 'commander'
import { parse } from 'yaml'
import { sentenceOf } from '../pack/render.ts'
import { readTerritories, type TerritoryReport, type TerritorySource } from '../territory/read.ts'
import { territoryTables } from '../territory/write.ts'
import { FINDINGS, print } from './output.ts'

type Options = { out?: string; known?: string; locale: string }

export function importTerritoriesCommand(): Command {
  return new Command('territories')
    .description(
      'check codes, names and borders from CSV and GeoJSON files, and write them as tables of a pack',
    )
    .argument(
      '<sources>',
      'YAML: a list of {file, csv: {columns, …}} and {file, geojson: {coordinates, name, code, …}}',
    )
    .option('--out <folder>', 'pack folder that territories.csv and territories.geojson are written to')
    .option('--known <codes>', 'codes above the files, by comma: their parents are not missed')
    .option('--locale <locale>', 'language of the report: zh or en', 'zh')
    .action(importTerritories)
}

async function importTerritories(file: string, options: Options, command: Command): Promise<void> {
  const listed = parse(await readFile(file, 'utf8'))
  if (!Array.isArray(listed))
    throw new Error(`${file} must be a list of sources, each with file and csv or geojson`)
  const sources = listed.map((source: TerritorySource) => ({
    ...source,
    file: resolve(dirname(file), source.file),
  }))
  const report = await readTerritories(sources, { knownParents: options.known?.split(',') ?? [] })
  if (options.out) await write(options.out, report)
  const findings = [...report.files.flatMap((f) => f.findings), ...report.findings]
  print(command, summaryOf(report, findings), lines(report, findings, options.locale === 'en' ? 'en' : 'zh'))
  if (findings.some((f) => f.severity === 'error')) process.exitCode = FINDINGS
}

async function write(folder: string, report: TerritoryReport): Promise<void> {
  const { csv, geojson } = territoryTables(report.territories)
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'territories.csv'), csv)
  await writeFile(join(folder, 'territories.geojson'), geojson)
}

function summaryOf(report: TerritoryReport, findings: readonly Finding[]) {
  return {
    territories: report.territories.length,
    withBorders: report.territories.filter((t) => t.geometry).length,
    files: report.files.map((f) => ({ file: f.file, read: f.read, rejected: f.rejected.length })),
    findings,
  }
}

function lines(report: TerritoryReport, findings: readonly Finding[], locale: 'zh' | 'en'): string[] {
  const counts = countBySeverity(findings)
  return [
    ...report.files.map((f) => `${f.file}: ${f.read} read, ${f.rejected.length} rejected`),
    ...findings.map(
      (f) =>
        `  ${f.severity.padEnd(7)} ${f.territoryCode ?? (f.index === null ? '' : `#${f.index + 1}`)}  ${sentence(f, locale)}`,
    ),
    `${report.territories.length} territories, ${counts.error} errors, ${counts.warning} warnings`,
  ]
}

function sentence({ code, params, territoryCode }: Finding, locale: 'zh' | 'en'): string {
  return sentenceOf({ code: `territory.${code}`, params: { ...params, code: territoryCode ?? '' } }, locale)
}
