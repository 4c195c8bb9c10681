/**
 * 装词 — a million matters to search in: rows, texts and words of each, without the journals that no search reads. Places, units, kinds and
 * readers are those of two thousand lives decided by the engine; every text is its own. Stays in its folder.
 */
import { existsSync } from 'node:fs'
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { localDate } from '@huying/core/kernel/calendar/civil-date.ts'
import { openOwnerPool, type Pool } from '@huying/server/database/pool.ts'
import { lexemes, wordsOfTexts } from '@huying/server/matter/record/words.ts'
import { matterRow, reachOfMatter } from '@huying/server/matter/rows.ts'
import { openCopy } from './copy.ts'
import { openCorpus } from './corpus.ts'
import { castOf, type Ending, idAt, type Life, lifeOf, tellingOf } from './lives.ts'
import { option, text } from './report.ts'
import { openStand, type Stand } from './stand.ts'

export type Filling = { readonly matters: number; readonly seconds: number }

const LIVES = 2_000
const BATCH = 5_000
const DAY = 86_400_000
const ENDINGS: readonly Ending[] = ['resolved', 'answered', 'resolved', 'handling', 'answered']

export async function filledWithWords(): Promise<{ readonly folder: string; readonly filling: Filling }> {
  const folder = text('folder', '/var/tmp/huying-bench-words')
  const told = join(folder, 'filled.json')
  if (!existsSync(told)) await fillAnew(folder, told)
  return { folder, filling: JSON.parse(await readFile(told, 'utf8')) as Filling }
}

async function fillAnew(folder: string, told: string): Promise<void> {
  const matters = option('matters', 1_000_000)
  await rm(folder, { recursive: true, force: true })
  await mkdir(join(folder, 'scratch'), { recursive: true })
  await chmod(join(folder, 'scratch'), 0o755)
  const startedAt = performance.now()
  const stand = await openStand(folder, 'disposable')
  const owner = openOwnerPool(stand.database.url, { max: 1, patience: 1_800_000 })
  try {
    const { rows: indexes } = await owner.query(
      `select indexname, indexdef from pg_indexes i where schemaname = 'huying' and tablename in ('matter', 'content', 'matter_words')
         and not exists (select from pg_constraint c where c.conname = i.indexname)`,
    )
    for (const { indexname } of indexes) await owner.query(`drop index ${indexname}`)
    await addMatters(stand, owner, join(folder, 'scratch'), matters)
    await owner.query("set maintenance_work_mem = '1GB'")
    for (const { indexdef } of indexes) await owner.query(indexdef)
    await owner.query('vacuum (analyze)')
    await owner.query('checkpoint')
  } finally {
    await owner.end()
    await stand.close()
  }
  const seconds = Math.round((performance.now() - startedAt) / 1000)
  await writeFile(told, JSON.stringify({ matters, seconds } satisfies Filling))
}

async function addMatters(stand: Stand, owner: Pool, scratch: string, matters: number): Promise<void> {
  const { pack } = stand
  const now = Date.now()
  const corpus = await openCorpus(pack)
  const lives = await someLives(stand, now)
  const copy = openCopy(owner, scratch, 'words')
  for (let n = 0; n < matters; n++) {
    const life = lives[n % lives.length] as Life
    const at = Math.floor(now - 365 * DAY + (n / matters) * 365 * DAY)
    addMatter(life, at, n)
    if (n % BATCH === BATCH - 1) {
      await copy.load()
      if (process.stderr.isTTY) process.stderr.write(`\r${n + 1} of ${matters}`)
    }
  }
  await copy.load()

  function addMatter({ matter }: Life, at: number, n: number): void {
    const { jurisdiction, kind, territory, reportedAt, closedAt } = matter
    const id = idAt(at)
    const day = localDate(pack.rules.calendar.zone.dayOf(at)).replaceAll('-', '')
    const number = `HY-${territory.slice(0, 6)}-${day}-${String(n % 100_000).padStart(5, '0')}`
    const closed = closedAt === null || at > now - 10 * DAY ? null : at + closedAt - reportedAt
    const moved = { ...matter, id, number, reportedAt: at, closedAt: closed }
    const body = corpus(n, kind)
    const row = { ...matterRow(moved, pack.rules), source: n % 5 === 0 ? `old:T${n}` : null }
    copy.add('matter', row)
    const salt = '\\x00'
    copy.add('content', {
      jurisdiction,
      matter_id: id,
      seq: 1,
      field: 'title',
      body: body.slice(0, 30),
      salt,
    })
    copy.add('content', { jurisdiction, matter_id: id, seq: 1, field: 'text', body, salt })
    const words = lexemes(wordsOfTexts([body]))
    const reach = lexemes(reachOfMatter(moved, pack.rules))
    copy.add('matter_words', { jurisdiction, matter_id: id, words, reach, whole: true })
  }
}

async function someLives({ pack, database }: Stand, now: number): Promise<Life[]> {
  const { rows } = await database.pool.query("select id from account where username = 'operator'")
  const telling = tellingOf(pack, castOf(pack, rows[0].id), now)
  return Array.from({ length: LIVES }, (_, n) =>
    lifeOf(telling, {
      ...{ n, at: now - 40 * DAY, id: idAt(now), residentId: null },
      ending: ENDINGS[n % ENDINGS.length] as Ending,
      number: (territory) => `${territory}-${n}`,
    }),
  )
}
