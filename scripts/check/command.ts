import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import type { Step } from '../check.ts'

export const checkout = resolve(import.meta.dirname, '../..')

/** A step that runs a Node program of the checkout, on this same Node, and fails with all it printed. */
export function command(program: string, args: readonly string[]): Step {
  return () =>
    new Promise((settle, fail) => {
      const options = { cwd: checkout, maxBuffer: 64 * 1024 * 1024, env: { ...process.env, NO_COLOR: '1' } }
      execFile(process.execPath, [resolve(checkout, program), ...args], options, (error, stdout, stderr) => {
        if (!error) return settle()
        fail(new Error(`${stdout}${stderr}`.trim() || error.message))
      })
    })
}
