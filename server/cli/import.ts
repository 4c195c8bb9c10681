/** `huying import`: matters with their history, people with their posts, and territories for a pack. */
import { Command } from 'commander'
import { runImport } from '../import/run.ts'
import { renderMapFinding, sentenceOf } from '../import/sentences.ts'
import { importPeopleCommand } from './import-people.ts'
import { importTerritoriesCommand } from './import-territories.ts'
import { FAILED, FINDINGS, print, progress } from './output.ts'
import { jurisdictionOf, withWorld } from './system.ts'

export function importCommand(): Command {
  return new Command('import')
    .description('bring data in')
    .addCommand(importMattersCommand())
    .addCommand(importPeopleCommand())
    .addCommand(importTerritoriesCommand())
}

type Options = { map: string; reject?: string; jurisdiction?: string; locale: string }

function importMattersCommand(): Command {
  return new Command('matters')
    .description('replay the history of matters from a CSV or XLSX file, row by row, each exactly once')
    .argument('<file>', 'CSV or XLSX')
    .requiredOption('--map <file>', 'what the columns mean (YAML)')
    .option('--reject <file>', 'where rows that cannot go in are written; else <file>.rejected.csv')
    .option('--jurisdiction <code>', 'which authority, where several are run here')
    .option('--locale <locale>', 'language of the reasons: zh or en', 'zh')
    .action((file: string, options: Options, command: Command) =>
      withWorld((world) => importMatters(world, file, options, command)),
    )
}

async function importMatters(
  world: Parameters<Parameters<typeof withWorld>[0]>[0],
  file: string,
  options: Options,
  command: Command,
): Promise<void> {
  const locale = options.locale === 'en' ? 'en' : 'zh'
  const stop = new AbortController()
  process.once('SIGINT', () => stop.abort())
  const bar = progress(command, 'import')
  const run = await runImport({
    services: world.services,
    jurisdiction: jurisdictionOf(world, options.jurisdiction),
    file,
    mapFile: options.map,
    onProgress: bar.update,
    signal: stop.signal,
    ...(options.reject ? { rejectFile: options.reject } : {}),
  }).finally(bar.end)
  if (!run.ok) {
    const broken = run.broken ? [sentenceOf(run.broken, locale)] : []
    print(
      command,
      {
        ok: false,
        findings: run.findings,
        broken: run.broken && { code: run.broken.code, params: run.broken.params },
      },
      [...run.findings.map((finding) => renderMapFinding(finding, locale)), ...broken],
    )
    process.exitCode = FAILED
    return
  }
  const { summary, rejectFile } = run
  print(command, { ok: true, rejectFile, ...summary }, summaryLines(summary, rejectFile, locale))
  if (summary.rejected > 0 || summary.aborted) process.exitCode = FINDINGS
  if (summary.broken) process.exitCode = FAILED
}

type Summary = Extract<Awaited<ReturnType<typeof runImport>>, { ok: true }>['summary']

function summaryLines(summary: Summary, rejectFile: string, locale: 'zh' | 'en'): string[] {
  const { rows, imported, updated, unchanged, rejected, seconds } = summary
  const rate = seconds > 0 ? Math.round(rows / seconds) : rows
  const counted = (title: string, counts: Readonly<Record<string, number>>) =>
    Object.entries(counts).map(([code, count]) => `  ${title} ${String(count).padStart(6)}  ${code}`)
  return [
    `${rows} rows: ${imported} imported, ${updated} updated, ${unchanged} unchanged, ${rejected} rejected (${seconds.toFixed(1)} s, ${rate} rows/s)`,
    ...counted('noted   ', summary.notes),
    ...counted('rejected', summary.reasons),
    ...(rejected > 0 ? [`rejected rows with their reasons: ${rejectFile}`] : []),
    ...(summary.broken ? [sentenceOf(summary.broken, locale)] : []),
    ...(summary.aborted ? ['stopped; what is in stays in, run it again to go on'] : []),
  ]
}
