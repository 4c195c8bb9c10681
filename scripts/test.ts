/** 测试 — runs every spec of the project on one PostgreSQL: `npm test`, or `npm test -- territory` for some. */
import { globSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { handDown, openTestCluster } from '../server/testing/cluster.ts'

const checkout = resolve(import.meta.dirname, '..')
const rooms = ['core', 'contract', 'server', 'scenarios', 'web', 'bin', 'scripts']

type Outcome = {
  readonly success: boolean
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

function findSpecs(filters: readonly string[]): string[] {
  return globSync(`{${rooms.join(',')}}/**/*.spec.{ts,tsx}`, { cwd: checkout })
    .filter((file) => !file.includes('node_modules'))
    .filter((file) => filters.length === 0 || filters.some((filter) => file.includes(filter)))
    .sort()
    .map((file) => join(checkout, file))
}

/** Each file is a process of its own; a file that hangs for ten minutes has failed. */
async function runSpecs(files: string[], concurrency: number, signal: AbortSignal): Promise<Outcome> {
  if (files.length === 0) return { success: true, passed: 0, failed: 0, skipped: 0 }
  let outcome: Outcome = { success: false, passed: 0, failed: 0, skipped: 0 }
  const stream = run({ files, cwd: checkout, concurrency, timeout: 600_000, signal })
  stream.on('test:summary', ({ file, success, counts: { tests, passed, skipped, todo } }) => {
    if (file === undefined) outcome = { success, passed, failed: tests - passed - skipped - todo, skipped }
  })
  for await (const text of stream.compose(spec)) process.stdout.write(text as string)
  return outcome
}

async function main(): Promise<number> {
  const files = findSpecs(process.argv.slice(2))
  if (files.length === 0) throw new Error(`No spec matches ${process.argv.slice(2).join(' ')}.`)
  const stop = new AbortController()
  for (const event of ['SIGINT', 'SIGTERM', 'disconnect']) process.once(event, () => stop.abort())
  process.channel?.unref()
  const startedAt = performance.now()
  const cluster = await openTestCluster()
  Object.assign(process.env, handDown(cluster))
  try {
    // A browser with its server takes two cores by itself: what waits for a screen would wait too long beside another.
    const hasBrowser = (file: string) => file.startsWith(join(checkout, 'web', 'testing'))
    const parts = [
      await runSpecs(
        files.filter((file) => !hasBrowser(file)),
        2,
        stop.signal,
      ),
      await runSpecs(files.filter(hasBrowser), 1, stop.signal),
    ]
    const total = (of: 'passed' | 'failed' | 'skipped') => parts.reduce((sum, part) => sum + part[of], 0)
    const [passed, failed, skipped] = [total('passed'), total('failed'), total('skipped')]
    const success = parts.every((part) => part.success)
    const good = success && passed > 0 && !stop.signal.aborted
    const seconds = Math.round((performance.now() - startedAt) / 1000)
    const broken = !success && failed === 0 && 'a file or suite broke outside its tests'
    const counts = [`${passed} passed`, `${failed} failed`, ...(skipped > 0 ? [`${skipped} skipped`] : [])]
    console.log(`\n${good ? '✓' : '✗'} ${files.length} files, ${seconds} s${broken ? `: ${broken}` : ''}`)
    console.log(counts.join(', '))
    return stop.signal.aborted ? 130 : good ? 0 : 1
  } finally {
    await cluster.release()
  }
}

process.exitCode = await main()
