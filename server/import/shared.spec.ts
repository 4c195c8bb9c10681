import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { it } from 'node:test'
import { parse } from 'csv-parse/sync'
import { verify } from '../matter/record/verify.ts'
import { testServer } from '../testing/server.ts'
import { runImport } from './run.ts'

const FILE = resolve(import.meta.dirname, '../../../shared/data/complaints/answered.csv')

it('all 2,816 real complaints come in with their replies at the true times, and again adds nothing', {
  skip: existsSync(FILE) ? false : `${FILE} is not here`,
  timeout: 180_000,
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'huying-answered-'))
  const city = await testServer({ people: false })
  const { services } = city.world
  const bringIn = async () => {
    const run = await runImport({
      ...{ services, jurisdiction: '9901', file: FILE },
      mapFile: join(import.meta.dirname, 'maps', 'answered.yaml'),
      rejectFile: join(folder, 'rejected.csv'),
    })
    assert.ok(run.ok)
    return run.summary
  }
  const summary = await bringIn()
  assert.deepEqual([summary.rows, summary.imported, summary.rejected], [2816, 2816, 0])
  const rows: Record<string, string>[] = parse(readFileSync(FILE), { columns: true, bom: true })
  const { rows: stored } = await city.owner.query(
    `select m.source, to_char(m.reported_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI:SS') as reported,
       to_char(to_timestamp((e ->> 'at')::bigint / 1000) at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI:SS') as replied,
       (select body from content c where c.matter_id = m.id and c.seq = j.seq + n - 1 and c.field = 'text') as reply,
       m.closed_at is not null as closed, m.territory
     from matter m join journal j on j.matter_id = m.id,
       jsonb_array_elements(j.body::jsonb -> 'events') with ordinality as events (e, n)
     where e ->> 'type' = 'ActionTaken'`,
  )
  const known = new Map(stored.map((row) => [row.source, row]))
  for (const row of rows) {
    const { reported_at: reported, replied_at: replied, reply = '' } = row
    const territory = '9901'
    assert.deepEqual(known.get(`answered:${row.id}`), {
      source: `answered:${row.id}`,
      reported,
      replied,
      reply: reply.trim(),
      closed: true,
      territory,
    })
  }
  const { rows: people } = await city.owner.query('select count(*) from resident')
  assert.equal(Number(people[0].count), new Set(rows.map(({ reporter }) => reporter)).size)
  const again = await bringIn()
  assert.deepEqual([again.imported, again.updated, again.unchanged], [0, 0, 2816])
  assert.deepEqual((await verify(city.pool, services.registry, city.keys, '9901')).findings, [])
  await rm(folder, { recursive: true, force: true })
})
