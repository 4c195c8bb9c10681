import { Command } from 'commander'
import { print } from './output.ts'
import { withDatabase } from './system.ts'

/** Brings the schema up to date; opening the database is what does it. */
export function migrateCommand(): Command {
  return new Command('migrate')
    .description('bring the database schema up to date')
    .action((_options, command: Command) =>
      withDatabase(async ({ database }) => {
        const { migrated, kind } = database
        print(
          command,
          { kind, migrated },
          migrated.length > 0 ? migrated.map((name) => `applied ${name}`) : ['the schema is up to date'],
        )
      }),
    )
}
