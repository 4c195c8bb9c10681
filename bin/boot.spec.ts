import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'

/** A small checkout with our boot, one dependency that is installed from a file, and a program that obeys the test. */
const scratch = await mkdtemp(join(tmpdir(), 'huying-boot-'))
const clone = join(scratch, 'clone')
after(() => rm(scratch, { recursive: true, force: true }))

const program = `
import { writeFileSync } from 'node:fs'
const [what, code] = process.argv.slice(process.argv[2] === 'start' ? 3 : 2)
if (what === 'exit') process.exit(Number(code))
if (what === 'where') console.log('in ' + process.cwd())
if (what === 'wait') {
  process.on('SIGTERM', () => { console.log('drained'); process.exit(3) })
  process.on('SIGINT', () => { console.log('interrupted'); setTimeout(() => process.exit(4), 200) })
  process.once('disconnect', () => { writeFileSync('orphaned', ''); process.exit(5) })
  setInterval(() => {}, 1000)
  console.log('ready ' + process.version)
}`

type Ended = { readonly code: number | null; readonly signal: NodeJS.Signals | null; readonly said: string }

function start(
  args: string[],
  env: NodeJS.ProcessEnv = {},
): { child: ChildProcess; ended: Promise<Ended>; said: () => string } {
  const child = spawn(process.execPath, ['bin/boot.mjs', ...args], {
    cwd: clone,
    env: { ...process.env, npm_execpath: '', npm_lifecycle_event: '', INIT_CWD: '', ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (text) => {
      said += text
    })
  const ended = new Promise<Ended>((settle) =>
    child.once('close', (code, signal) => settle({ code, signal, said })),
  )
  return { child, ended, said: () => said }
}

async function until(condition: () => boolean): Promise<void> {
  for (const deadline = Date.now() + 20_000; !condition(); await delay(20)) {
    assert.ok(Date.now() < deadline, 'it did not come true in time')
  }
}

async function npm(...args: string[]): Promise<void> {
  const child = spawn('npm', [...args, '--offline', '--silent'], { cwd: clone, stdio: 'ignore' })
  assert.equal(await new Promise((settle) => child.once('exit', settle)), 0, `npm ${args.join(' ')}`)
}

/** Rewrites where the dependency comes from, in the manifest and the lock file alike. */
async function moveDependencyTo(address: string): Promise<void> {
  for (const name of ['package.json', 'package-lock.json']) {
    const text = await readFile(join(clone, name), 'utf8')
    await writeFile(join(clone, name), text.replaceAll(/[^"]*part-1\.0\.0\.tgz/g, address))
  }
}

before(async () => {
  await mkdir(join(clone, 'part'), { recursive: true })
  await mkdir(join(clone, 'server/cli'), { recursive: true })
  await cp(resolve(import.meta.dirname), join(clone, 'bin'), { recursive: true })
  await writeFile(join(clone, 'server/cli/main.ts'), program)
  await writeFile(join(clone, 'part/package.json'), '{ "name": "part", "version": "1.0.0" }')
  const manifest = {
    name: 'clone',
    private: true,
    type: 'module',
    dependencies: { part: 'file:part-1.0.0.tgz' },
    scripts: { wait: 'node bin/boot.mjs start wait' },
  }
  await writeFile(join(clone, 'package.json'), JSON.stringify(manifest))
  await npm('pack', './part')
  await npm('install', '--package-lock-only')
})

describe('boot', () => {
  it('installs from nothing, says so, and does not the second time', async () => {
    const first = await start(['cli', 'exit', '0']).ended
    assert.match(first.said, /Installing what Huying needs/)
    assert.equal(first.code, 0)
    assert.ok(existsSync(join(clone, 'node_modules/part/package.json')))
    const second = await start(['cli', 'exit', '0']).ended
    assert.deepEqual([second.code, second.said], [0, ''])
  })

  it('installs again after an interrupted install, and when the lock file asks for another version', async () => {
    await rm(join(clone, 'node_modules/.package-lock.json'))
    assert.match((await start(['cli', 'exit', '0']).ended).said, /Installing/)
    const hidden = join(clone, 'node_modules/.package-lock.json')
    await writeFile(
      hidden,
      (await readFile(hidden, 'utf8')).replace('"version": "1.0.0"', '"version": "0.9.0"'),
    )
    assert.match((await start(['cli', 'exit', '0']).ended).said, /Installing/)
  })

  it('lets one of two starts install while the other waits', async () => {
    await rm(join(clone, 'node_modules'), { recursive: true })
    const both = await Promise.all([start(['cli', 'exit', '0']).ended, start(['cli', 'exit', '0']).ended])
    assert.deepEqual(
      both.map(({ code }) => code),
      [0, 0],
    )
    assert.equal(both.filter(({ said }) => said.includes('Installing')).length, 1)
  })

  it('is not held up by an install that was killed', async () => {
    await rm(join(clone, 'node_modules'), { recursive: true })
    await writeFile(join(clone, '.data/installing'), '4194303')
    assert.equal((await start(['cli', 'exit', '0']).ended).code, 0)
  })

  it('says what to do when the registry cannot be reached', async () => {
    await rm(join(clone, 'node_modules'), { recursive: true })
    await moveDependencyTo('http://127.0.0.1:1/part-1.0.0.tgz')
    const { code, said } = await start(['cli', 'exit', '0'], {
      npm_config_fetch_retries: '0',
      npm_config_cache: join(scratch, 'empty-cache'),
    }).ended
    await moveDependencyTo('file:part-1.0.0.tgz')
    assert.equal(code, 1)
    assert.match(said, /registry cannot be reached[\s\S]*run the same command again/)
    assert.equal((await start(['cli', 'exit', '0']).ended).code, 0)
  })

  it('keeps the exit code of the program', async () => {
    assert.equal((await start(['cli', 'exit', '7']).ended).code, 7)
  })

  it('runs the command line where the caller stood before npm changed folder', async () => {
    const { said } = await start(['cli', 'where'], { INIT_CWD: scratch }).ended
    assert.equal(said.trim(), `in ${scratch}`)
  })

  it('lists its commands for one it does not know', async () => {
    const { code, said } = await start(['strat']).ended
    assert.equal(code, 1)
    assert.match(said, /start \| test \| check/)
  })

  for (const [signal, word, code] of [
    ['SIGTERM', 'drained', 3],
    ['SIGINT', 'interrupted', 4],
  ] as const) {
    it(`passes ${signal} on and waits for the program to end`, async () => {
      const { child, ended, said } = start(['cli', 'wait'])
      await until(() => said().includes('ready'))
      child.kill(signal)
      const end = await ended
      assert.match(end.said, new RegExp(word))
      assert.equal(end.code, code)
    })
  }

  it('gives a Ctrl-C to the whole group on to a server exactly once', async () => {
    const { child, ended, said } = start(['start', 'wait'])
    await until(() => said().includes('ready'))
    process.kill(-(child.pid as number), 'SIGINT')
    const end = await ended
    assert.equal(end.said.match(/interrupted/g)?.length, 1)
    assert.equal(end.code, 4)
  })

  it('killed, lets the program know', async () => {
    const { child, said } = start(['start', 'wait'])
    await until(() => said().includes('ready'))
    child.kill('SIGKILL')
    await until(() => existsSync(join(clone, 'orphaned')))
  })

  it('stops when the npm that started it is killed', async () => {
    await rm(join(clone, 'orphaned'), { force: true })
    const npmStart = spawn('npm', ['run', '--silent', 'wait'], {
      cwd: clone,
      detached: true,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    let said = ''
    npmStart.stdout.on('data', (text) => {
      said += text
    })
    await until(() => said.includes('ready'))
    npmStart.kill('SIGKILL')
    await until(() => said.includes('drained'))
  })
})
