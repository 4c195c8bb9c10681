#!/usr/bin/env node
/**
 * 启动 — the one door: `node bin/boot.mjs start | test | check | cli ...`.
 *
 * Runs on any Node from 20 with nothing installed, so it is plain JavaScript and imports nothing but Node itself.
 * It installs what the lock file says, builds the pages when their sources changed, and then hands over to the
 * pinned Node from npm: signals are passed on, the exit code is kept.
 */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureInstalled } from './boot/install.mjs'
import { pinnedNode } from './boot/pinned-node.mjs'
import { ensureWebBuilt } from './boot/web.mjs'

const checkout = dirname(dirname(fileURLToPath(import.meta.url)))

const commands = {
  start: { script: 'server/cli/main.ts', args: ['start'], needsPages: true, apart: true },
  test: { script: 'scripts/test.ts', args: [], needsPages: true, apart: true },
  check: { script: 'scripts/check.ts', args: [] },
  generate: { script: 'scripts/generate.ts', args: [] },
  bench: { script: 'bench/run.ts', args: [] },
  // `npm run` changes to the checkout; file names on the command line mean where the caller stood.
  cli: { script: 'server/cli/main.ts', args: [], cwd: process.env.INIT_CWD },
}

async function main([name, ...rest]) {
  const command = commands[name]
  if (!command) throw new Error(`Usage: node bin/boot.mjs ${Object.keys(commands).join(' | ')} ...`)
  if (Number.parseInt(process.versions.node, 10) < 20) {
    throw new Error(`Huying needs Node 20 or newer to start; this is ${process.version}.`)
  }
  await ensureInstalled(checkout)
  const node = pinnedNode(checkout)
  if (command.needsPages) await ensureWebBuilt(checkout, node)
  return run(node, [join(checkout, command.script), ...command.args, ...rest], command)
}

/**
 * Runs to the end and returns the exit code; 128 + n when a signal ended it. What has to drain runs apart from our
 * process group, so that a Ctrl-C reaches it once, through us; a command line stays inside and can ask at the terminal.
 */
function run(node, args, { apart = false, cwd }) {
  const child = spawn(node, args, {
    cwd: cwd || process.cwd(),
    detached: apart,
    env: { ...process.env, NODE_COMPILE_CACHE: join(checkout, 'node_modules/.cache/node') },
    // The channel carries nothing: it closes when we are killed, so that the child learns of it ('disconnect').
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  passSignalsOn(child, apart)
  return new Promise((settle, fail) => {
    child.once('error', (error) => fail(new Error(`${node} cannot run on this machine: ${error.message}`)))
    child.once('exit', (code, signal) => settle(code ?? 128 + (signalNumbers[signal] ?? 0)))
  })
}

const signalNumbers = { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15, SIGABRT: 6 }

function passSignalsOn(child, apart) {
  // A terminal sends Ctrl-C to a child inside our group as well; passing it on would look like a second one.
  process.on('SIGINT', () => (process.stdin.isTTY && !apart) || child.kill('SIGINT'))
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGQUIT']) process.on(signal, () => child.kill(signal))
  stopWithNpm(child)
}

/**
 * A killed `npm start` cannot tell us, and nobody would be left to stop us. Its shell may stand between us and npm.
 * Started without npm we may outlive whoever started us.
 */
function stopWithNpm(child) {
  if (!process.env.npm_lifecycle_event) return
  const ancestors = () => `${process.ppid} ${parentOf(process.ppid)}`
  const before = ancestors()
  const watch = setInterval(() => {
    if (ancestors() === before) return
    clearInterval(watch)
    child.kill('SIGTERM')
  }, 500)
  watch.unref()
}

function parentOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')[1]
  } catch {
    return undefined // no /proc: then only the shell is watched
  }
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error) => {
    console.error(`\n${error.message}`)
    process.exit(1)
  },
)
