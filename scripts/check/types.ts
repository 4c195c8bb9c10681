import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { checkout, command } from './command.ts'

/** The server's half, the pages, and core once more without the types of Node or a browser: it must need neither. */
const projects = ['tsconfig.json', 'web/tsconfig.json', 'tsconfig.core.json']

export async function checkTypes(): Promise<void> {
  const failures: string[] = []
  for (const project of projects) {
    if (project.startsWith('web/') && !existsSync(join(checkout, 'web/index.html'))) continue
    await command('node_modules/typescript/bin/tsc', ['--project', project])().catch((error: Error) =>
      failures.push(`${project}:\n${error.message}`),
    )
  }
  if (failures.length > 0) throw new Error(failures.join('\n'))
}
