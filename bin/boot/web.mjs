/** Builds the pages when their sources are newer than the last whole build. */
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compressAll } from './compress.mjs'

/** The pages are made of these; the rest of the checkout does not reach them. */
const sources = ['web', 'contract', 'core', 'package-lock.json']

/** @throws a sentence when the build fails; its own words are above it */
export async function ensureWebBuilt(checkout, node) {
  const stamp = join(checkout, 'web/dist/.built')
  if (!existsSync(join(checkout, 'web/index.html')) || isFresh(checkout, stamp)) return
  console.log('Building the pages ...')
  // Built apart and put in place when whole: who serves them meanwhile never serves half a build.
  const startedAt = new Date()
  const apart = join(checkout, `web/dist.${process.pid}`)
  try {
    await build(checkout, node, apart)
    await compressAll(apart)
    writeFileSync(join(apart, '.built'), '')
    // A source that changed while it was read is newer than this.
    utimesSync(join(apart, '.built'), startedAt, startedAt)
    rmSync(join(checkout, 'web/dist'), { recursive: true, force: true })
    renameSync(apart, join(checkout, 'web/dist'))
  } finally {
    rmSync(apart, { recursive: true, force: true })
  }
}

function isFresh(checkout, stamp) {
  const built = statSync(stamp, { throwIfNoEntry: false })?.mtimeMs
  return built !== undefined && sources.every((name) => newest(join(checkout, name)) < built)
}

/** The newest change under `path`; folders count, so that a removed file is noticed too. */
function newest(path) {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found?.isDirectory()) return found?.mtimeMs ?? 0
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter(
      (entry) =>
        !/[\\/](dist(\.\d+)?|node_modules)([\\/]|$)/.test(join(entry.parentPath ?? entry.path, entry.name)),
    )
    .filter((entry) => !/\.(spec\.tsx?|md)$/.test(entry.name))
    .reduce((latest, entry) => {
      const changed = statSync(join(entry.parentPath ?? entry.path, entry.name), { throwIfNoEntry: false })
      return Math.max(latest, changed?.mtimeMs ?? 0)
    }, 0)
}

function build(checkout, node, folder) {
  const vite = join(checkout, 'node_modules/vite/bin/vite.js')
  const child = spawn(node, [vite, 'build', '--logLevel', 'warn', '--outDir', folder, '--emptyOutDir'], {
    cwd: join(checkout, 'web'),
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  return new Promise((settle, fail) => {
    child.once('error', fail)
    child.once('exit', (code) =>
      code === 0 ? settle() : fail(new Error('The pages could not be built; see above.')),
    )
  })
}
