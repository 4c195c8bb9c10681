/**
 * 登记 — one report over HTTP with everything on, beside a transaction of two plain inserts by the same driver: eight
 * connections each, the same database, in turns within one run.
 *
 *     node bench/intake.bench.ts [--rounds 3] [--seconds 10] [--json] [--keep] [--profile FOLDER]
 *
 * Targets: at least a third of the plain rate; p95 under 20 ms.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import pg from 'pg'
import { openCaller, signIn } from './support/http.ts'
import { option, report } from './support/report.ts'
import { reportsFor } from './support/reports.ts'
import { drive, median, spreadOf } from './support/spread.ts'
import { cpuOf, openStand, type Serving, type Stand, serve } from './support/stand.ts'

const WIDTH = 8
const rounds = option('rounds', 3)
const seconds = option('seconds', 10)

const stand = await openStand()
const serving = await serve(stand)
try {
  const atRest = await serving.memory()
  const plain = await openPlain(stand)
  const intake = await openIntake(stand, serving)
  await intake.run(Math.min(4, seconds)) // the compiler and the caches, as on any working day
  await plain.run(1)
  const plainRounds: Awaited<ReturnType<typeof drive>>[] = []
  const intakeRounds: typeof plainRounds = []
  const spent = { postgres: 0, server: 0 }
  for (let round = 0; round < rounds; round++) {
    plainRounds.push(await plain.run(seconds))
    const before = await cpuOf(stand, serving)
    intakeRounds.push(await intake.run(seconds))
    const after = await cpuOf(stand, serving)
    spent.postgres += after.postgres - before.postgres
    spent.server += after.server - before.server
  }
  const done = intakeRounds.reduce((sum, { times }) => sum + times.length, 0)
  const rates = (all: typeof plainRounds): number[] => all.map(({ rate }) => Math.round(rate))
  const [plainRate, intakeRate] = [median(rates(plainRounds)), median(rates(intakeRounds))]
  await report('intake', {
    plain: {
      rates: rates(plainRounds),
      median: plainRate,
      ms: spreadOf(plainRounds.flatMap(({ times }) => times)),
    },
    intake: {
      rates: rates(intakeRounds),
      median: intakeRate,
      ms: spreadOf(intakeRounds.flatMap(({ times }) => times)),
    },
    ratio: Number((intakeRate / plainRate).toFixed(3)),
    cpuMsPerIntake: {
      server: Number((spent.server / done).toFixed(2)),
      postgres: Number((spent.postgres / done).toFixed(2)),
    },
    stored: await stored(stand),
    memoryMB: { atRest: atRest.now, ...(await serving.memory()) },
  })
  await plain.close()
  intake.close()
} finally {
  await serving.stop()
  await stand.close()
}

/** What the database itself takes: a row of about the size of a report and one of a journal entry, prepared, committed. */
async function openPlain({ database }: Stand) {
  const owner = new pg.Pool({ connectionString: database.url, max: WIDTH })
  await owner.query('create table if not exists bench_matter (id uuid primary key, body text not null)')
  await owner.query(
    'create table if not exists bench_event (id uuid, seq integer, body text not null, primary key (id, seq))',
  )
  const clients = await Promise.all(Array.from({ length: WIDTH }, () => owner.connect()))
  const body = randomBytes(100).toString('hex')
  return {
    run: (time: number) =>
      drive(WIDTH, time, async (lane) => {
        const client = clients[lane] as pg.PoolClient
        const id = randomUUID()
        await client.query({ name: 'begin', text: 'begin' })
        await client.query({
          name: 'a',
          text: 'insert into bench_matter (id, body) values ($1, $2)',
          values: [id, body],
        })
        await client.query({
          name: 'b',
          text: 'insert into bench_event (id, seq, body) values ($1, 1, $2)',
          values: [id, body],
        })
        await client.query({ name: 'commit', text: 'commit' })
      }),
    close: async () => {
      for (const client of clients) client.release()
      await owner.end()
    },
  }
}

async function openIntake({ pack }: Stand, { url }: Serving) {
  const callers = await Promise.all(Array.from({ length: WIDTH }, () => openCaller(url)))
  const cookies = [await signIn(url, 'operator'), await signIn(url, 'operator2')]
  const reports = reportsFor(pack)
  let n = 0
  return {
    run: (time: number) =>
      drive(WIDTH, time, async (lane) => {
        const cookie = cookies[lane % cookies.length] as string
        const answer = await callers[lane]?.post('/api/matters', cookie, reports(n++))
        if (answer?.status !== 201) throw new Error(`refused: ${JSON.stringify(answer)}`)
      }),
    close: () => {
      for (const caller of callers) caller.close()
    },
  }
}

async function stored({ database }: Stand): Promise<Record<string, number>> {
  const count = async (table: string): Promise<number> =>
    Number((await database.pool.query(`select count(*) from ${table}`)).rows[0].count)
  return {
    matters: await count('matter'),
    residents: await count('resident'),
    notRelayedYet: await count('outbox'),
  }
}
