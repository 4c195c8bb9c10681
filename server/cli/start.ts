/** 启动 — from nothing, or from where it was, to a server that answers; drains before it stops. */
import { once } from 'node:events'
import { Command } from 'commander'
import { openDatabase } from '../database/open.ts'
import { type SignIn, seedDemoCity } from '../demo/seed.ts'
import { installCity } from '../install.ts'
import { loadKeys } from '../resident/keys.ts'
import { builtPages, openWorld } from '../world.ts'
import { ADD_ADMINISTRATOR, isAdministered } from './administrator.ts'
import { readSettings } from './settings.ts'
import { requirePack } from './system.ts'

export function startCommand(): Command {
  return new Command('start')
    .description(
      'start the server (PORT, HOST, DATABASE_URL, HUYING_PACK, HUYING_BASE_URL, HUYING_PROXY, HUYING_BASEMAP, HUYING_KEYS, HUYING_FILES)',
    )
    .option('--port <port>', 'port to listen on')
    .option('--no-demo', 'the demo city without people and matters')
    .action(start)
}

async function start(options: { port?: string; demo: boolean }): Promise<void> {
  const settings = readSettings({ ...process.env, ...(options.port ? { PORT: options.port } : {}) })
  const say = (line: string) => process.stdout.write(`${line}\n`)
  const database = await openDatabase({ url: settings.databaseUrl })
  let close = () => database.close()
  try {
    const pack = await requirePack(settings.pack)
    await installCity(database.pool, pack)
    const keys = await loadKeys(settings.keys)
    const baseUrl = settings.baseUrl ?? `http://localhost:${settings.port}`
    const world = await openWorld({
      pool: database.pool,
      keys,
      baseUrl,
      webFolder: builtPages,
      packFolder: settings.pack,
      ...{ files: settings.files, uploads: settings.uploads },
      log: true,
      basemap: settings.basemap,
      proxies: settings.proxies,
    })
    close = async () => {
      await world.close()
      await database.close()
    }
    const isDemo = options.demo && database.kind === 'embedded'
    const signIns = isDemo
      ? await seedDemoCity({
          ...{ pool: database.pool, services: world.services, kind: database.kind },
          ...{ pack, folder: settings.pack, say },
        })
      : []
    const address = await listen(world, settings.port, settings.host)
    say(welcome(address, pack.title.zh, signIns))
    const { registry, now } = world.services
    if (!(await isAdministered(database.pool, registry, pack.rules.jurisdiction, now())))
      say(`  还没有管理员，无人能登录 nobody can sign in yet: ${ADD_ADMINISTRATOR}\n`)
    await stopSignal()
    say('stopping: what was accepted is finished first …')
  } finally {
    await close()
  }
}

async function listen(
  world: Awaited<ReturnType<typeof openWorld>>,
  port: number,
  host: string,
): Promise<string> {
  try {
    return await world.listen(port, host)
  } catch (error) {
    if ((error as { code?: string }).code !== 'EADDRINUSE') throw error
    throw new Error(
      `port ${port} is in use: stop what runs there, or choose another one with PORT=${port + 1} npm start`,
    )
  }
}

function welcome(address: string, title: string, signIns: readonly SignIn[]): string {
  const width = Math.max(0, ...signIns.map((s) => s.username.length))
  return [
    '',
    `  呼应 Huying · ${title}`,
    `  ${address}        API: ${address}/api/docs`,
    ...(signIns.length > 0 ? ['', '  演示登录 demo sign-ins:'] : []),
    ...signIns.map((s) => `    ${s.username.padEnd(width)}  ${s.password}  ${s.says}`),
    '',
  ].join('\n')
}

/** Ctrl-C, a stop from the system, or the end of the process that started us. */
async function stopSignal(): Promise<void> {
  process.channel?.unref()
  const stop = new AbortController()
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const
  await Promise.race(signals.map((signal) => once(process, signal, { signal: stop.signal }).catch(() => {})))
  stop.abort()
}
