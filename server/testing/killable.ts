/** 可杀进程 — a server in a process of its own, on the database of a test server: to be killed in the middle of its work. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { TestServer } from './server.ts'

export type Killable = {
  readonly url: string
  /** Everything it has written so far. */
  log(): string
  /** SIGKILL: it learns nothing of it. */
  kill(): Promise<void>
}

/** Its keys lie in `keys`, so that one started after it knows the same sessions. */
export async function startKillable(city: TestServer, keys: string): Promise<Killable> {
  const here = (path: string) => JSON.stringify(join(import.meta.dirname, '..', path))
  const source = `
    import { openPool } from ${here('database/pool.ts')}
    import { loadKeys } from ${here('resident/keys.ts')}
    import { openWorld } from ${here('world.ts')}
    const pool = openPool(${JSON.stringify(city.databaseUrl)}, { name: 'killable' })
    const keys = await loadKeys(${JSON.stringify(keys)}, {})
    const imports = ${JSON.stringify(join(keys, 'imports'))}
    const world = await openWorld({ pool, keys, imports, baseUrl: 'http://localhost', log: true })
    console.log('at ' + await world.listen(0))`
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', source], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let log = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      log += chunk
    })
  const url = await addressIn(child, () => log)
  return {
    url,
    log: () => log,
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}

async function addressIn(child: ChildProcess, log: () => string): Promise<string> {
  for (;;) {
    const url = /^at (http\S+)$/m.exec(log())?.[1]
    if (url) return url
    if (child.exitCode !== null) throw new Error(`the server did not start:\n${log()}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
