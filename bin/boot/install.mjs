/** Installs exactly what the lock file says, when that is not what is there. */
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

/** @throws a sentence that says what to do when it cannot */
export async function ensureInstalled(checkout) {
  if (isInstalled(checkout)) return
  await alone(checkout, async () => {
    if (isInstalled(checkout)) return
    console.log('Installing what Huying needs (the first time, or after an update) ...')
    await npmCi(checkout)
    if (!isInstalled(checkout))
      throw new Error('npm ended well but did not install what the lock file says. Start again.')
  })
}

/** npm writes its hidden lock file last: where it is missing, an install was interrupted. */
export function isInstalled(checkout) {
  const wanted = readPackages(join(checkout, 'package-lock.json'))
  const present = readPackages(join(checkout, 'node_modules/.package-lock.json'))
  if (!wanted)
    throw new Error(`${checkout} has no readable package-lock.json: this is not a whole clone of Huying.`)
  if (!present) return false
  return Object.entries(wanted).every(([path, { version, optional, link }]) => {
    if (!path.startsWith('node_modules/') || link) return true
    // Optional packages of other platforms are not there, and that is right.
    return present[path] ? present[path].version === version : Boolean(optional)
  })
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages
  } catch {
    return undefined
  }
}

const unreachable =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT|E50\d)\b/

async function npmCi(checkout) {
  const { code, said } = await npm(checkout, [
    'ci',
    '--include=dev',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ])
  if (code === 0) return
  if (unreachable.test(said)) {
    throw new Error(
      'The npm registry cannot be reached. Check the network (or the proxy and registry that npm is set to), ' +
        'then run the same command again: it goes on from here, nothing needs to be cleaned up.',
    )
  }
  throw new Error(
    'npm could not install (its own words are above). Put that right, then run the same command again.',
  )
}

/** The npm that runs us if one does, else the one on the path. */
function npm(checkout, args) {
  const own = process.env.npm_execpath
  const [command, ...first] = own?.endsWith('.js') ? [process.execPath, own] : ['npm']
  const child = spawn(command, [...first, ...args], { cwd: checkout, stdio: ['ignore', 'inherit', 'pipe'] })
  let said = ''
  child.stderr.on('data', (chunk) => {
    process.stderr.write(chunk)
    said += chunk
  })
  return new Promise((settle, fail) => {
    child.once('error', () =>
      fail(new Error('npm is not on the path. Install Node 20 or newer together with npm.')),
    )
    child.once('close', (code) => settle({ code, said }))
  })
}

/** Two installs at once would delete each other's files; the second waits. */
async function alone(checkout, work) {
  const folder = join(checkout, '.data')
  const file = join(folder, 'installing')
  mkdirSync(folder, { recursive: true })
  for (let told = false; !take(file); told = true) {
    if (!told) console.log('Another start is installing; waiting for it ...')
    await delay(500)
  }
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}

function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    const pid = Number(readFileSync(file, 'utf8'))
    if (pid && !isRunning(pid)) rmSync(file, { force: true })
    return false
  }
}

function isRunning(pid) {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}
