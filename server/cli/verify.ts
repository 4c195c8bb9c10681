/** `huying verify` and `huying rebuild`: rows equal events, and nothing was changed or cut off. */
import { Command } from 'commander'
import { rebuild } from '../matter/record/rebuild.ts'
import { verify } from '../matter/record/verify.ts'
import { FINDINGS, print, progress } from './output.ts'
import { jurisdictionOf, withWorld } from './system.ts'

export function verifyCommand(): Command {
  return new Command('verify')
    .description('check every hash chain, text, row and signed day')
    .option('--jurisdiction <code>', 'which authority, where several are run here')
    .option('--files', 'read the bytes of all attachments as well')
    .action((options: { jurisdiction?: string; files?: boolean }, command: Command) =>
      withWorld(async (world, { database, keys }) => {
        const bar = progress(command, 'verify')
        const found = await verify(
          database.pool,
          world.services.registry,
          keys,
          jurisdictionOf(world, options.jurisdiction),
          bar.update,
          options.files ? world.services.files : null,
        )
        bar.end()
        const summary = `${found.matters} matters, ${found.events} events, ${found.texts} texts (${found.redacted} redacted), ${found.days} signed days: `
        print(command, found, [
          summary +
            (found.findings.length === 0 ? 'all is as it was written' : `${found.findings.length} findings`),
          ...found.findings.map((f) => `  ${f.code}  ${f.subject}  ${f.detail}`),
        ])
        if (found.findings.length > 0) process.exitCode = FINDINGS
      }),
    )
}

export function rebuildCommand(): Command {
  return new Command('rebuild')
    .description('make the rows of matters and inboxes anew from their events')
    .option('--jurisdiction <code>', 'which authority, where several are run here')
    .action((options: { jurisdiction?: string }, command: Command) =>
      withWorld(async (world, { database }) => {
        const bar = progress(command, 'rebuild')
        const done = await rebuild(
          database.pool,
          world.services.registry,
          jurisdictionOf(world, options.jurisdiction),
          bar.update,
        )
        bar.end()
        print(command, done, [
          `${done.matters} matters rebuilt, ${done.changed} rows differed from their events`,
        ])
      }),
    )
}
