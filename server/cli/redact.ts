import { Command } from 'commander'
import { cutWords } from '../matter/record/cut-words.ts'
import { redact, redactFile } from '../matter/record/redact.ts'
import { FAILED, print } from './output.ts'
import { jurisdictionOf, withWorld } from './system.ts'

const FILE = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

type Options = { why: string; jurisdiction?: string }

/** `huying redact NUMBER EVENT FIELD --why BASIS`: takes a text out of the record; its event and digest stay. */
export function redactCommand(): Command {
  return new Command('redact')
    .description('take a text out of the record on a legal basis; that it was there stays visible')
    .argument('<number>', 'number of the matter')
    .argument('<event>', 'number of the event in its history')
    .argument('<field>', 'field of the form, such as text or title, or the id of a file')
    .requiredOption('--why <basis>', 'legal basis; it is kept in the audit')
    .option('--jurisdiction <code>', 'which authority, where several are run here')
    .action((number: string, event: string, field: string, options: Options, command: Command) =>
      withWorld(async (world, { database }) => {
        const jurisdiction = jurisdictionOf(world, options.jurisdiction)
        const { rows } = await database.pool.query(
          'select id from matter where jurisdiction = $1 and number = $2',
          [jurisdiction, number],
        )
        const seq = Number(event)
        const text = { jurisdiction, matterId: rows[0]?.id, seq, field, why: options.why, accountId: null }
        const isThere = rows[0] !== undefined && Number.isInteger(seq)
        const take = () =>
          FILE.test(field)
            ? redactFile(world.services, { ...text, attachmentId: field.toLowerCase() })
            : redact(database.pool, text)
        const done = isThere && (await take())
        if (done) await cutWords(database.pool, world.services)
        print(command, { done }, [
          done ? 'redacted' : `there is no such text or file: ${number}, event ${event}, ${field}`,
        ])
        if (!done) process.exitCode = FAILED
      }),
    )
}
