import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { it } from 'node:test'
import { installCity } from '../install.ts'
import { verify } from '../matter/record/verify.ts'
import { readPack } from '../pack/read.ts'
import { openRegistry } from '../pack/registry.ts'
import { loadKeys } from '../resident/keys.ts'
import { testDatabase } from '../testing/database.ts'

const CITY = '9901'
const ROWS = 2_000
const PROGRAM = join(import.meta.dirname, '..', 'cli', 'main.ts')

/** Plain rows: every third is answered, every fifth comes from the same person. */
function plainFile(): string {
  const row = (_: unknown, n: number) => {
    const closed = n % 3 === 0 ? `2024-03-0${1 + (n % 9)} 10:00:00,灯已修好 ${n}` : ','
    return `${n},第 ${n} 盏路灯不亮,2024-02-0${1 + (n % 9)} 09:00:00,P${n % 5 === 0 ? 0 : n},${closed}`
  }
  return ['id,title,reported,person,closed,reply', ...Array.from({ length: ROWS }, row)].join('\n')
}

const MAP = `
source: plain
time: {zone: Asia/Shanghai, formats: ['yyyy-MM-dd HH:mm:ss']}
id: id
fields: {title: title, kind: {constant: traffic.light}, reportedAt: reported, closedAt: closed, reply: reply, reporterId: person, reporterName: person}
history:
  - {action: answer_directly, at: closedAt, as: 'duty:triage', form: {text: $reply}}
`

it('an import killed at any moment and run again has brought in each row exactly once', {
  timeout: 180_000,
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'huying-kill-'))
  const db = await testDatabase()
  const { pack } = await readPack(join(import.meta.dirname, '..', '..', 'packs', 'shifan'))
  assert.ok(pack)
  await installCity(db.pool, pack)
  const keys = await loadKeys(folder, {})
  const paths = ['rows.csv', 'map.yaml', 'rejected.csv'].map((name) => join(folder, name))
  await writeFile(paths[0] as string, plainFile())
  await writeFile(paths[1] as string, MAP)
  const start = () => {
    const [file = '', map = '', rejects = ''] = paths
    const command = ['import', 'matters', file, '--map', map, '--reject', rejects, '--json']
    const env = { ...process.env, DATABASE_URL: db.url, HUYING_KEYS: folder }
    return spawn(process.execPath, [PROGRAM, ...command], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  }
  const count = async () => Number((await db.owner.query('select count(*) from import_row')).rows[0].count)
  let killed = 0
  for (const wanted of [1, ROWS / 4, ROWS / 2]) {
    const child = start()
    while ((await count()) < wanted && child.exitCode === null)
      await new Promise((wake) => setTimeout(wake, 3))
    if (child.exitCode === null) killed += 1
    child.kill('SIGKILL')
    await once(child, 'exit')
    const half = await count()
    const { rows } = await db.owner.query(
      'select (select count(*) from matter) as matters, (select count(*) from journal) as lines',
    )
    assert.deepEqual(
      [Number(rows[0].matters), Number(rows[0].lines)],
      [half, half],
      'a batch is in as a whole or not at all',
    )
  }
  assert.ok(killed >= 2, `the import was killed ${killed} times`)
  assert.ok((await count()) < ROWS, 'something was left to do')
  const done = await output(start())
  assert.equal(done.imported + done.unchanged, ROWS)
  assert.ok(done.unchanged > 0)
  assert.equal((await output(start())).unchanged, ROWS)
  const { rows } = await db.owner.query(
    `select count(*) as matters, count(distinct source) as sources, count(closed_at) as closed,
       (select count(*) from journal) as lines, (select count(*) from resident) as residents from matter`,
  )
  const closed = Math.ceil(ROWS / 3)
  assert.deepEqual(Object.values(rows[0]).map(Number), [ROWS, ROWS, closed, ROWS, ROWS - ROWS / 5 + 1])
  const verified = await verify(db.pool, await openRegistry(db.pool), keys, CITY)
  assert.deepEqual([verified.matters, verified.findings], [ROWS, []])
  await rm(folder, { recursive: true, force: true })
})

async function output(child: ChildProcess): Promise<{ imported: number; unchanged: number }> {
  let text = ''
  child.stdout?.on('data', (chunk) => {
    text += chunk
  })
  const [code] = await once(child, 'close')
  assert.equal(code, 0, text)
  return JSON.parse(text)
}
