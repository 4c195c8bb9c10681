/** The machine that a measurement was made on, and what was measured. */
import { execFileSync } from 'node:child_process'
import { cpus, loadavg, release, totalmem, type } from 'node:os'

export function machine(): Record<string, string | number> {
  const [commit = '', ...changed] = git(['describe', '--always', '--dirty']).split('-')
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGB: Math.round(totalmem() / 2 ** 30),
    kernel: `${type()} ${release()}`,
    node: process.version,
    at: new Date().toISOString(),
    commit: commit + (changed.length > 0 ? ' with changes' : ''),
    load: loadavg()
      .map((load) => load.toFixed(1))
      .join(' '),
  }
}

function git(args: readonly string[]): string {
  try {
    return execFileSync('git', args, { encoding: 'utf8', cwd: import.meta.dirname }).trim()
  } catch {
    return 'unknown'
  }
}
