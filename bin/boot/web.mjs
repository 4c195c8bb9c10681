/** Builds the pages when their sources are newer than the last whole build. */
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The pages are made of these; the rest of the checkout does not reach them. */
const sources = ['web', 'contract', 'core', 'package-lock.json']

/** @throws a sentence when the build fails; its own words are above it */
export async function ensureWebBuilt(checkout, node) {
  const stamp = join(checkout, 'web/dist/.built')
  if (!existsSync(join(checkout, 'web/index.html')) || isFresh(checkout, stamp)) return
  console.log('Building the pages ...')
  rmSync(stamp, { force: true })
  await build(checkout, node)
  writeFileSync(stamp, '')
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
      (entry) => !/[\\/](dist|node_modules)([\\/]|$)/.test(join(entry.parentPath ?? entry.path, entry.name)),
    )
    .filter((entry) => !/\.(spec\.tsx?|md)$/.test(entry.name))
    .reduce((latest, entry) => {
      const changed = statSync(join(entry.parentPath ?? entry.path, entry.name), { throwIfNoEntry: false })
      return Math.max(latest, changed?.mtimeMs ?? 0)
    }, 0)
}

function build(checkout, node) {
  const vite = join(checkout, 'node_modules/vite/bin/vite.js')
  const child = spawn(node, [vite, 'build', '--logLevel', 'warn'], {
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
