import { Command } from 'commander'
import { readPack } from '../pack/read.ts'
import { renderFinding, sentenceOf } from '../pack/render.ts'
import { FAILED, FINDINGS, print } from './output.ts'

/** `huying pack check FOLDER`: every error a sentence with file and line; needs no database. */
export function packCheckCommand(): Command {
  return new Command('check')
    .description('check a city pack as a whole, without a database')
    .argument('<folder>', 'folder of the pack')
    .option('--locale <locale>', 'zh or en', 'zh')
    .option('--strict', 'warnings count as errors')
    .action(async (folder: string, options: { locale: 'zh' | 'en'; strict?: boolean }, command: Command) => {
      const locale = options.locale === 'en' ? 'en' : 'zh'
      const { pack, findings } = await readPack(folder)
      const told = findings.map((f) => ({ ...f, sentence: sentenceOf(f, locale) }))
      const summary = pack
        ? `${pack.id} ${pack.version}: ${pack.rules.loops.size} loops, ${pack.kinds.length} kinds, ${pack.territories.length} territories`
        : 'the pack cannot be used'
      print(command, { usable: pack !== null, version: pack?.version ?? null, findings: told }, [
        ...findings.map((f) => renderFinding(f, locale)),
        summary,
      ])
      if (!pack) process.exitCode = FAILED
      else if (options.strict && findings.some((f) => f.severity !== 'info')) process.exitCode = FINDINGS
    })
}
