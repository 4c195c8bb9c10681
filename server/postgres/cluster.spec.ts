import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { type Cluster, openCluster } from './cluster.ts'
import { type Home, makeHome, unprivilegedUser } from './home.ts'
import { findPostmaster, stopPostmaster } from './postmaster.ts'

const scratch = await mkdtemp(join(await realpath(tmpdir()), 'huying-cluster-'))
await chmod(scratch, 0o755) // the system user that PostgreSQL runs as under root must get in
const homes: Home[] = []

after(async () => {
  for (const home of homes) await stopPostmaster(home)
  for (const { path, socket } of homes)
    for (const folder of [path, socket]) await rm(folder, { recursive: true, force: true })
  await rm(scratch, { recursive: true, force: true })
})

const user = process.getuid?.() === 0 ? await unprivilegedUser() : undefined

/** For tests that can follow each other in one home; as root each new one copies 60 MB of binaries first. */
let common: Promise<Home> | undefined
const commonHome = (): Promise<Home> => (common ??= newHome('common'))

async function newHome(name: string): Promise<Home> {
  const home = await makeHome(join(scratch, name), user)
  homes.push(home)
  return home
}

async function query(cluster: Pick<Cluster, 'url'>, sql: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: cluster.url })
  await client.connect()
  return client.query(sql).finally(() => client.end())
}

/** A process of its own that opens the cluster and then runs `rest`. */
function openElsewhere(home: Home, rest = 'setInterval(() => {}, 1000)') {
  const source = `
    import { openCluster } from ${JSON.stringify(join(import.meta.dirname, 'cluster.ts'))}
    const cluster = await openCluster(${JSON.stringify(home)}, 'disposable')
    console.log(cluster.origin)
    ${rest}`
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', source], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const opened = new Promise<string>((settle) =>
    child.stdout.once('data', (text) => settle(String(text).trim())),
  )
  const ended = new Promise<void>((settle) => child.once('exit', () => settle()))
  return { child, opened, ended }
}

async function until(condition: () => Promise<boolean>, patience = 10_000): Promise<void> {
  for (const deadline = Date.now() + patience; !(await condition()); await delay(20)) {
    assert.ok(Date.now() < deadline, 'it did not come true in time')
  }
}

describe('a cluster of our own', () => {
  it('is UTF-8 with the builtin locale, checks its pages, and listens on no network, whatever LANG says', async () => {
    const { LANG, LC_ALL } = process.env
    Object.assign(process.env, { LANG: '', LC_ALL: 'POSIX' })
    const cluster = await openCluster(await commonHome())
    Object.assign(process.env, { LANG: LANG ?? '', LC_ALL: LC_ALL ?? '' })
    const { rows } = await query(
      cluster,
      `select current_setting('server_encoding') as encoding, current_setting('data_checksums') as checksums,
         current_setting('listen_addresses') as addresses, current_setting('synchronous_commit') as commit,
         current_setting('fsync') as fsync, datlocprovider as provider, datlocale as locale, upper('é呼应') as upper
       from pg_database where datname = current_database()`,
    )
    assert.deepEqual(rows[0], {
      encoding: 'UTF8',
      checksums: 'on',
      addresses: '',
      commit: 'on',
      fsync: 'on',
      provider: 'b',
      locale: 'C.UTF-8',
      upper: 'É呼应',
    })
    await cluster.release()
  })

  it('runs as a user who is not root, in folders closed to everyone else', async () => {
    const home = await commonHome()
    const cluster = await openCluster(home, 'disposable')
    const pid = await findPostmaster(home)
    if (process.platform === 'linux') {
      const status = await readFile(`/proc/${pid}/status`, 'utf8')
      assert.doesNotMatch(status, /^Uid:\s+0\b/m)
    }
    await cluster.release()
  })

  it('is made anew once and started after that, with what was committed', async () => {
    const home = await newHome('twice')
    const first = await openCluster(home, 'disposable')
    await query(first, 'create table kept as select 7 as n')
    await first.release()
    assert.equal(await findPostmaster(home), undefined)
    const second = await openCluster(home, 'disposable')
    assert.deepEqual([first.origin, second.origin], ['created', 'started'])
    assert.equal((await query(second, 'select n from kept')).rows[0].n, 7)
    await second.release()
  })

  it('is stopped by the last holder only', async () => {
    const home = await commonHome()
    const [one, two] = [await openCluster(home, 'disposable'), await openCluster(home, 'disposable')]
    assert.equal(two.origin, 'adopted')
    await one.release()
    await one.release() // twice is once
    assert.equal((await query(two, 'select 1 as n')).rows[0].n, 1)
    await two.release()
    assert.equal(await findPostmaster(home), undefined)
  })

  it('may be opened twice at once by the process that makes it', async () => {
    const home = await newHome('abreast')
    const both = await Promise.all([openCluster(home, 'disposable'), openCluster(home, 'disposable')])
    for (const each of both) assert.equal((await query(each, 'select 1 as n')).rows[0].n, 1)
    await Promise.all(both.map((each) => each.release()))
    assert.equal(await findPostmaster(home), undefined)
    assert.deepEqual(
      (await readdir(home.path)).filter((name) => /^initdb-|copy-/.test(name)),
      [],
    )
  })

  it('survives that several processes make, open and leave it at once', async () => {
    const home = await newHome('rush')
    for (let round = 0; round < 3; round++) {
      const rush = Array.from({ length: 3 }, () => openElsewhere(home, 'await cluster.release()'))
      const origins = await Promise.all(rush.map(({ opened }) => opened))
      assert.ok(
        origins.every((origin) => ['created', 'started', 'adopted'].includes(origin)),
        origins.join(),
      )
      await Promise.all(rush.map(({ ended }) => ended))
      assert.equal(await findPostmaster(home), undefined)
    }
    assert.deepEqual(
      (await readdir(home.path)).filter((name) => name.startsWith('initdb-')),
      [],
    )
  })
})

describe('after an accident', () => {
  it('the postmaster of a killed process is adopted, and stopped by the one who adopted it', async () => {
    const home = await commonHome()
    const { child, opened, ended } = openElsewhere(home)
    await opened
    const pid = await findPostmaster(home)
    child.kill('SIGKILL')
    await ended
    assert.equal(await findPostmaster(home), pid)
    const cluster = await openCluster(home, 'disposable')
    assert.equal(cluster.origin, 'adopted')
    await until(
      async () =>
        (await query(cluster, "select from pg_stat_activity where application_name = 'huying lease'"))
          .rowCount === 1,
    )
    await cluster.release()
    assert.equal(await findPostmaster(home), undefined)
  })

  it('a killed postmaster is started again under its holder, with every commit', async () => {
    const home = await commonHome()
    const cluster = await openCluster(home)
    await query(cluster, 'create table kept as select generate_series(1, 100) as n')
    process.kill((await findPostmaster(home)) as number, 'SIGKILL')
    await until(
      async () => (await query(cluster, 'select from kept').catch(() => undefined))?.rowCount === 100,
    )
    await until(
      async () =>
        (await query(cluster, "select from pg_stat_activity where application_name = 'huying lease'"))
          .rowCount === 1,
    )
    await cluster.release()
    assert.equal(await findPostmaster(home), undefined)
  })

  it('a lock file that names a process of someone else does not stop the start', async () => {
    const home = await commonHome()
    await (await openCluster(home, 'disposable')).release()
    const data = join(home.path, 'data')
    await writeFile(
      join(data, 'postmaster.pid'),
      `${process.pid}\n${data}\n1\n5432\n${home.socket}\n\n\nready\n`,
    )
    const cluster = await openCluster(home, 'disposable')
    assert.equal(cluster.origin, 'started')
    await cluster.release()
  })

  it('a half-made data folder of a killed start is thrown away', async () => {
    const home = await newHome('half')
    const dead = join(home.path, 'initdb-4194303') // above the highest process id of this kernel
    await mkdir(join(dead, 'base'), { recursive: true })
    const cluster = await openCluster(home, 'disposable')
    assert.equal(cluster.origin, 'created')
    assert.equal(existsSync(dead), false)
    await cluster.release()
  })

  it('says where the data is when it is of another PostgreSQL, and leaves it alone', async () => {
    const home = await newHome('version')
    await mkdir(join(home.path, 'data'))
    await writeFile(join(home.path, 'data/PG_VERSION'), '12\n')
    await assert.rejects(openCluster(home), /The data in .* is of PostgreSQL 12/)
    assert.equal(await readFile(join(home.path, 'data/PG_VERSION'), 'utf8'), '12\n')
  })

  it('gives the last words of a PostgreSQL that cannot start', async () => {
    const home = await newHome('broken')
    await (await openCluster(home, 'disposable')).release()
    await writeFile(join(home.path, 'data/postgresql.conf'), 'no_such_setting = 1\n')
    await assert.rejects(openCluster(home), /does not start[\s\S]*no_such_setting/)
  })
})

describe('a home', () => {
  it('with a long path keeps its socket where the kernel accepts the name', async () => {
    const home = await newHome(`${'deep/'.repeat(20)}end`.replaceAll('/', '-'))
    assert.ok(Buffer.byteLength(home.socket) <= 85, home.socket)
    await (await openCluster(home, 'disposable')).release()
  })

  it('refuses a folder that is not its own', { skip: !user && 'only root can make one' }, async () => {
    await mkdir(join(scratch, 'foreign'))
    await assert.rejects(makeHome(join(scratch, 'foreign'), user), /belongs to another user/)
  })
})
