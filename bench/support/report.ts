/** Says what was measured, and keeps it in `results/` where `--keep` asks for that. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { machine } from './machine.ts'

export async function report(name: string, result: Record<string, unknown>): Promise<void> {
  const told = { machine: machine(), ...result }
  console.log(process.argv.includes('--json') ? JSON.stringify(told) : JSON.stringify(told, null, 2))
  if (process.argv.includes('--keep'))
    await writeFile(
      join(import.meta.dirname, '..', 'results', `${name}.json`),
      `${JSON.stringify(told, null, 2)}\n`,
    )
}

/** The number after `--name`, or what is usual. */
export function option(name: string, usual: number): number {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? usual : Number(process.argv[at + 1])
}

/** The word after `--name`, or what is usual. */
export function text(name: string, usual: string): string {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? usual : (process.argv[at + 1] ?? usual)
}
