/** `huying doctor`: looks at everything that can be wrong with an installation and says what to do. */
import { access, constants } from 'node:fs/promises'
import { Command } from 'commander'
import { openFiles, tryFiles } from '../attachment/files.ts'
import { openDatabase } from '../database/open.ts'
import { readPack } from '../pack/read.ts'
import { openRegistry } from '../pack/registry.ts'
import { loadKeys } from '../resident/keys.ts'
import { builtPages } from '../world.ts'
import { ADD_ADMINISTRATOR, isAdministered } from './administrator.ts'
import { FINDINGS, print } from './output.ts'
import { readSettings } from './settings.ts'

type Check = { readonly name: string; readonly ok: boolean; readonly says: string }

export function doctorCommand(): Command {
  return new Command('doctor')
    .description('look at everything that can be wrong, and say what to do')
    .action(async (_options, command: Command) => {
      const checks = await examine()
      print(
        command,
        { ok: checks.every((c) => c.ok), checks },
        checks.map((c) => `${c.ok ? '✓' : '✗'} ${c.name}: ${c.says}`),
      )
      if (checks.some((c) => !c.ok)) process.exitCode = FINDINGS
    })
}

async function examine(): Promise<Check[]> {
  const settings = readSettings()
  return [
    await check('node', async () => `${process.version} on ${process.platform} ${process.arch}`),
    await check('settings', async () => `port ${settings.port}, pack ${settings.pack}`),
    await check('pages', async () => {
      await access(builtPages, constants.R_OK).catch(() => {
        throw new Error('the pages are not built: npm start builds them')
      })
      return 'built'
    }),
    await check('pack', async () => {
      const { pack, findings } = await readPack(settings.pack)
      if (!pack) throw new Error(`the pack has errors: huying pack check ${settings.pack}`)
      return `${pack.id} ${pack.version}, ${findings.filter((f) => f.severity === 'warning').length} warnings`
    }),
    await check(
      'keys',
      async () =>
        `signing key ${(await loadKeys(settings.keys)).signing.id} in ${settings.keys}: keep a copy in a safe place`,
    ),
    await check('files', async () => {
      const files = await openFiles(settings.files)
      await tryFiles(files)
      return `${files.says} takes and gives files`
    }),
    await check('database', () => examineDatabase(settings.databaseUrl)),
    await check('administrators', () => examineAdministrators(settings.databaseUrl)),
  ]
}

async function examineAdministrators(url: string | undefined): Promise<string> {
  const database = await openDatabase({ url })
  try {
    const registry = await openRegistry(database.pool)
    if (registry.jurisdictions.length === 0) return 'no city is in the database yet: start the server once'
    for (const jurisdiction of registry.jurisdictions)
      if (!(await isAdministered(database.pool, registry, jurisdiction, Date.now())))
        throw new Error(`nobody administers ${jurisdiction}, so nobody can be added: ${ADD_ADMINISTRATOR}`)
    return `somebody administers ${registry.jurisdictions.join(', ')}`
  } finally {
    await database.close()
  }
}

async function examineDatabase(url: string | undefined): Promise<string> {
  const database = await openDatabase({ url })
  try {
    const { rows } = await database.pool.query(
      `select current_setting('server_version') as version, (select count(*) from outbox) as waiting,
         (select count(*) from matter where next_due_at < now() - interval '5 minutes') as late`,
    )
    const { version, waiting, late } = rows[0]
    if (Number(late) > 0)
      throw new Error(`${late} matters have clocks that ran out and were not swept: is the server running?`)
    return `${database.kind}, PostgreSQL ${version}, ${waiting} side effects waiting`
  } finally {
    await database.close()
  }
}

async function check(name: string, examineOne: () => Promise<string>): Promise<Check> {
  try {
    return { name, ok: true, says: await examineOne() }
  } catch (error) {
    return { name, ok: false, says: (error as Error).message }
  }
}
