import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { Command } from 'commander'
import { exportMatters } from '../matter/record/export.ts'
import { print, progress } from './output.ts'
import { jurisdictionOf, withWorld } from './system.ts'

/** `huying export FILE`: matters with their histories as JSON lines, without personal data. */
export function exportCommand(): Command {
  return new Command('export')
    .description('write matters with their histories as JSON lines, without personal data')
    .argument('<file>', 'file to write')
    .option('--jurisdiction <code>', 'which authority, where several are run here')
    .action((file: string, options: { jurisdiction?: string }, command: Command) =>
      withWorld(async (world, { database }) => {
        const out = createWriteStream(file, { mode: 0o600 })
        const bar = progress(command, 'export')
        const matters = await exportMatters(
          database.pool,
          jurisdictionOf(world, options.jurisdiction),
          out,
          bar.update,
        )
        out.end()
        await finished(out)
        bar.end()
        print(command, { file, matters }, [`${matters} matters written to ${file}`])
      }),
    )
}
