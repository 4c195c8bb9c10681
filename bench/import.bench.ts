/**
 * 导入 — rows a second of `huying import matters` into a durable database: a made-up file with places, people, texts and histories,
 * and the two real files where they are at hand. Each file goes in fresh, then again unchanged.
 *
 *     node bench/import.bench.ts [--rows 20000] [--json] [--keep]
 *
 * Target: at least 1,000 rows/s. The first file also pays for the compiler's warming up, as every import does.
 */
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { runImport } from '@huying/server/import/run.ts'
import { installCity } from '@huying/server/install.ts'
import { readPack } from '@huying/server/pack/read.ts'
import { openWorld } from '@huying/server/world.ts'
import { makePack } from '../scripts/make-311-pack.ts'
import { option, report } from './support/report.ts'
import { openStand, type Stand } from './support/stand.ts'

const root = resolve(import.meta.dirname, '..')
const shared = resolve(root, '../shared/data')
const folder = await mkdtemp(join(tmpdir(), 'huying-bench-import-'))
const rows = option('rows', 20_000)

const MAP = `
source: made-up
time: {zone: Asia/Shanghai, formats: ['yyyy-MM-dd HH:mm:ss']}
id: id
fields:
  title: title
  text: text
  kind: {constant: traffic.light}
  area: area
  reporterId: person
  reporterPhone: phone
  reportedAt: reported
  closedAt: closed
  reply: reply
history:
  - {action: sign, at: reportedAt, as: lead, from: [dispatched], has: [reply]}
  - {action: resolve, at: closedAt, as: lead, from: [handling], has: [reply], form: {text: $reply}}
  - {action: pass_review, at: closedAt, as: 'duty:review', from: [review]}
`

type Job = {
  readonly name: string
  readonly jurisdiction: string
  readonly file: string
  readonly mapFile: string
}

const stand = await openStand()
try {
  const jobs = [await madeUp(stand), ...(await real(stand))]
  const { pool, keys } = { pool: stand.database.pool, keys: stand.keys }
  const world = await openWorld({ pool, keys, baseUrl: 'http://localhost', background: false })
  const results: Record<string, unknown> = {}
  for (const { name, ...job } of jobs) {
    const first = await once(job)
    const again = await once(job)
    results[name] = { first, again }
  }
  await report('import', { ...results, memoryMB: Math.round(process.memoryUsage.rss() / 1024 / 1024) })
  await world.close()

  async function once(job: Omit<Job, 'name'>) {
    const run = await runImport({
      ...job,
      services: world.services,
      rejectFile: join(folder, 'rejected.csv'),
    })
    if (!run.ok) throw new Error(JSON.stringify(run))
    const { rows, imported, unchanged, rejected, seconds } = run.summary
    return { rows, imported, unchanged, rejected, rowsPerSecond: Math.round(rows / seconds) }
  }
} finally {
  await stand.close()
  await rm(folder, { recursive: true, force: true })
}

/** Half of it answered; a telephone for every third; as long as real complaints are. */
async function madeUp({ pack }: Stand): Promise<Job> {
  const streets = pack.territories.filter(({ level }) => level === 'street').map(({ name }) => name.zh)
  const text = '小区门口的路灯已经一个星期不亮了，晚上老人和孩子进出很不方便，请有关部门尽快来修。'.repeat(6)
  const lines = Array.from({ length: rows }, (_, n) => {
    const day = new Date(Date.UTC(2024, 0, 1 + (n % 600))).toISOString().slice(0, 10)
    const later = new Date(Date.UTC(2024, 0, 4 + (n % 600))).toISOString().slice(0, 10)
    const closing = n % 2 === 0 ? `${later} 15:00:00,${text}` : ','
    const phone = n % 3 === 0 ? `139${String(n).padStart(8, '0')}` : ''
    return `${n},路灯不亮 ${n},${text},${day} 09:30:00,${closing},${phone},P${n % 5000},${streets[n % streets.length]}`
  })
  const file = join(folder, 'made-up.csv')
  await writeFile(file, ['id,title,text,reported,closed,reply,phone,person,area', ...lines].join('\n'))
  const mapFile = join(folder, 'made-up.yaml')
  await writeFile(mapFile, MAP)
  return { name: 'madeUp', jurisdiction: pack.rules.jurisdiction, file, mapFile }
}

async function real({ database, pack }: Stand): Promise<Job[]> {
  const jobs: Job[] = []
  const complaints = join(shared, 'complaints/answered.csv')
  const { jurisdiction } = pack.rules
  if (existsSync(complaints)) {
    const mapFile = join(root, 'server/import/maps/answered.yaml')
    jobs.push({ name: 'answeredComplaints', jurisdiction, file: complaints, mapFile })
  }
  const requests = join(shared, 'requests311/baltimore.csv')
  if (existsSync(requests)) jobs.push(await serviceRequests(database, requests))
  return jobs
}

async function serviceRequests({ pool }: Stand['database'], file: string): Promise<Job> {
  const { id, code } = makePack(file, folder)
  const { pack } = await readPack(join(folder, id))
  if (!pack) throw new Error('the pack made from the file has errors')
  await installCity(pool, pack)
  return { name: 'serviceRequests', jurisdiction: code, file, mapFile: join(folder, `${id}.import.yaml`) }
}
