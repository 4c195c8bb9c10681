/** `huying import people`: the staff of a city from its own tables. */
import { Command } from 'commander'
import { importPeople, type PeopleSummary } from '../administration/import-people.ts'
import { BrokenFile } from '../import/note.ts'
import { sentenceOf } from '../import/sentences.ts'
import { FAILED, FINDINGS, print, progress } from './output.ts'
import { jurisdictionOf, withWorld } from './system.ts'

type Options = { passwords?: string; jurisdiction?: string; locale: string }
type Locale = 'zh' | 'en'
type Done = { readonly file: string; readonly rejectFile: string } & PeopleSummary

export function importPeopleCommand(): Command {
  return new Command('people')
    .description('accounts and posts from CSV or XLSX files; run again, it adds nothing')
    .argument(
      '<files...>',
      'people (username, name), posts (username, organisation, role, territory, from, to), or both in one file; people first',
    )
    .option('--passwords <file>', 'where first passwords are written; else <first file>.passwords.csv')
    .option('--jurisdiction <code>', 'which authority, where several are run here')
    .option('--locale <locale>', 'language of the reasons: zh or en', 'zh')
    .action(run)
}

function run(files: string[], options: Options, command: Command): Promise<void> {
  const locale: Locale = options.locale === 'en' ? 'en' : 'zh'
  const passwordFile = options.passwords ?? `${files[0]}.passwords.csv`
  return withWorld(async (world) => {
    const { services, people } = world
    const jurisdiction = jurisdictionOf(world, options.jurisdiction)
    const done: Done[] = []
    for (const file of files) {
      const rejectFile = `${file}.rejected.csv`
      const bar = progress(command, file)
      const given = { services, people, jurisdiction, file, rejectFile, passwordFile }
      const summary = await importPeople({ ...given, onProgress: bar.update })
        .catch((error) => {
          throw error instanceof BrokenFile ? new Error(sentenceOf(error, locale)) : error
        })
        .finally(bar.end)
      done.push({ file, rejectFile, ...summary })
    }
    tell(command, done, passwordFile, locale)
  })
}

function tell(command: Command, done: readonly Done[], passwordFile: string, locale: Locale): void {
  const hasPasswords = done.some(({ accounts }) => accounts > 0)
  const files = done.map(({ broken, ...summary }) => ({ ...summary, broken: broken?.code ?? null }))
  print(command, { files, passwordFile: hasPasswords ? passwordFile : null }, [
    ...done.flatMap((one) => linesOf(one, locale)),
    ...(hasPasswords
      ? [`first passwords, for your eyes only: ${passwordFile}; hand them out and delete the file`]
      : []),
  ])
  if (done.some(({ rejected }) => rejected > 0)) process.exitCode = FINDINGS
  if (done.some(({ broken }) => broken)) process.exitCode = FAILED
}

function linesOf(done: Done, locale: Locale): string[] {
  const { file, rows, accounts, posts, unchanged, rejected, reasons, ignored, broken } = done
  return [
    `${file}: ${rows} rows: ${accounts} people and ${posts} posts added, ${unchanged} unchanged, ${rejected} rejected`,
    ...Object.entries(reasons).map(([code, count]) => `  rejected ${String(count).padStart(6)}  ${code}`),
    ...(ignored.length > 0 ? [`  columns that are not read: ${ignored.join(', ')}`] : []),
    ...(rejected > 0 ? [`  rejected rows with their reasons: ${done.rejectFile}`] : []),
    ...(broken ? [`  ${sentenceOf(broken, locale)}`] : []),
  ]
}
