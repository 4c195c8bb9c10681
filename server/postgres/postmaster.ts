/** 主进程 — the postmaster of a cluster: found alive, started, or stopped. */
import { execFile, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Binaries } from './binaries.ts'
import { systemEnvironment } from './environment.ts'
import type { Home } from './home.ts'
import { dataFolder, isRunning } from './initialise.ts'
import { type Durability, settingsFor } from './settings.ts'

const logFile = (home: Home): string => join(home.path, 'postgres.log')
const pidFile = (home: Home): string => join(dataFolder(home), 'postmaster.pid')

/** The process id of the postmaster that runs on this home's data, whoever started it. */
export async function findPostmaster(home: Home): Promise<number | undefined> {
  const pid = await recordedPid(home)
  return pid !== undefined && (await servesData(pid, home)) ? pid : undefined
}

async function recordedPid(home: Home): Promise<number | undefined> {
  const text = await readFile(pidFile(home), 'utf8').catch(() => '')
  const pid = Number.parseInt(text, 10)
  return pid > 0 ? pid : undefined
}

/** Process ids are reused (after a reboot, in every new container), so the command line must name our data too. */
async function servesData(pid: number, home: Home): Promise<boolean> {
  if (!isRunning(pid)) return false
  const commandLine =
    process.platform === 'linux'
      ? await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
      : (
          await promisify(execFile)('ps', ['-ww', '-o', 'command=', '-p', `${pid}`]).catch(() => ({
            stdout: '',
          }))
        ).stdout
  return commandLine.includes(dataFolder(home))
}

/** A started postmaster: settles when it has ended, never rejects. */
export type Started = { readonly pid: number; readonly ended: Promise<void>; hasEnded(): boolean }

/**
 * Starts the postmaster in a session of its own, so that a Ctrl-C in our terminal does not reach it before we have
 * drained, and so that it outlives us when we are killed and the next start can adopt it.
 */
export async function startPostmaster(
  home: Home,
  binaries: Binaries,
  durability: Durability,
): Promise<Started> {
  await removeForeignPidFile(home)
  await rotateLog(home)
  const log = openSync(logFile(home), 'a', 0o600)
  const child = spawn(binaries.postgres, ['-D', dataFolder(home), ...settingsFor(home, durability)], {
    cwd: home.path,
    env: systemEnvironment(home),
    detached: true,
    stdio: ['ignore', log, log],
    ...home.user,
  })
  closeSync(log)
  child.unref()
  let over = false
  const ended = new Promise<void>((settle) => {
    for (const event of ['exit', 'error'] as const) child.once(event, () => settle())
  }).then(() => {
    over = true
  })
  return { pid: child.pid ?? 0, ended, hasEnded: () => over }
}

/** PostgreSQL itself replaces the lock file of a dead process, but not one whose id now belongs to someone else. */
async function removeForeignPidFile(home: Home): Promise<void> {
  const pid = await recordedPid(home)
  if (pid !== undefined && isRunning(pid) && !(await servesData(pid, home)))
    await rm(pidFile(home), { force: true })
}

async function rotateLog(home: Home): Promise<void> {
  const size = (await stat(logFile(home)).catch(() => undefined))?.size ?? 0
  if (size > 10_000_000) await rename(logFile(home), `${logFile(home)}.1`)
}

/** The last lines of the log, for a sentence about why it did not start. */
export async function lastWords(home: Home): Promise<string> {
  const text = await readFile(logFile(home), 'utf8').catch(() => '')
  return text.trimEnd().split('\n').slice(-6).join('\n')
}

/**
 * Fast stop: open transactions are rolled back, everything committed is written out. Waits for the lock file to go,
 * which is the postmaster's last act; its process may stay as a zombie where nobody reaps it.
 * After `patience` milliseconds it is ended without ceremony; the next start replays the log.
 */
export async function stopPostmaster(home: Home, patience = 30_000): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    const pid = await findPostmaster(home)
    if (pid === undefined) return
    process.kill(pid, signal)
    const deadline = Date.now() + patience
    while (Date.now() < deadline) {
      if ((await findPostmaster(home)) !== pid) return
      await delay(10)
    }
  }
  throw new Error(`PostgreSQL in ${home.path} does not stop; see ${logFile(home)}.`)
}
