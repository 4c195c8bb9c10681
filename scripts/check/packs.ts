import { existsSync, globSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { checkout, command } from './command.ts'

/** Every pack of the repository, by the same command that a city's own staff use. */
export async function checkPacks(): Promise<void> {
  const packs = globSync('packs/*/pack.yaml', { cwd: checkout }).map(dirname).sort()
  if (packs.length === 0 || !existsSync(join(checkout, 'server/cli/main.ts'))) return
  const failures: string[] = []
  for (const pack of packs) {
    await command('server/cli/main.ts', ['pack', 'check', pack])().catch((error: Error) =>
      failures.push(error.message),
    )
  }
  if (failures.length > 0) throw new Error(failures.join('\n'))
}
