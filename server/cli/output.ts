/**
 * What the command line prints: tables and progress for people, one JSON document for scripts (`--json`). Exit codes: 0 done, 1 done
 * with findings or rejects, 2 could not be done.
 */

import { Presets, SingleBar } from 'cli-progress'
import type { Command } from 'commander'

export const FINDINGS = 1
export const FAILED = 2

export function isJson(command: Command): boolean {
  return command.optsWithGlobals().json === true
}

/** Prints the result: `lines` for people, `value` for scripts. */
export function print(command: Command, value: unknown, lines: readonly string[]): void {
  process.stdout.write(isJson(command) ? `${JSON.stringify(value, null, 2)}\n` : `${lines.join('\n')}\n`)
}

/** A bar on the terminal; silent for scripts and where there is no terminal. */
export function progress(
  command: Command,
  label: string,
): { update(done: number, total?: number): void; end(): void } {
  if (isJson(command) || !process.stderr.isTTY) return { update() {}, end() {} }
  const bar = new SingleBar(
    { format: `${label} {bar} {value}/{total}`, stream: process.stderr, hideCursor: true },
    Presets.shades_classic,
  )
  let started = false
  return {
    update(done, total = done) {
      if (started) bar.setTotal(total)
      else bar.start(total, done)
      started = true
      bar.update(done)
    },
    end() {
      if (started) bar.stop()
    },
  }
}

/** A sentence instead of a stack for what can be expected to go wrong. */
export function fail(error: unknown): void {
  const { message, stack, code } = error as Error & { code?: string }
  const expected = code === 'EADDRINUSE' || !stack || process.env.HUYING_DEBUG === undefined
  process.stderr.write(`huying: ${expected ? message : stack}\n`)
  process.exitCode = FAILED
}
