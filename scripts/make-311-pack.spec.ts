import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { runImport } from '@huying/server/import/run.ts'
import { rebuild } from '@huying/server/matter/record/rebuild.ts'
import { verify } from '@huying/server/matter/record/verify.ts'
import { readPack } from '@huying/server/pack/read.ts'
import { renderFinding } from '@huying/server/pack/render.ts'
import { type TestServer, testServer } from '@huying/server/testing/server.ts'
import { parse } from 'csv-parse/sync'
import { makePack, type Options } from './make-311-pack.ts'
import { holidaysOf } from './pack-311/holidays.ts'

const SAMPLE = resolve(import.meta.dirname, 'pack-311/fixtures/sample.csv')
const SHARED = resolve(import.meta.dirname, '../../shared/data/requests311/baltimore.csv')

const folders: string[] = []
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

type City = { readonly folder: string; readonly options: Options; readonly server: TestServer }

async function cityOf(file: string): Promise<City> {
  const folder = mkdtempSync(join(tmpdir(), 'huying-311-'))
  folders.push(folder)
  const options = makePack(file, folder)
  const server = await testServer({ pack: join(folder, options.id), people: false })
  return { folder, options, server }
}

async function bringIn({ folder, options, server }: City, file: string) {
  const run = await runImport({
    services: server.world.services,
    jurisdiction: options.code,
    file,
    mapFile: join(folder, `${options.id}.import.yaml`),
    rejectFile: join(folder, 'rejected.csv'),
  })
  assert.ok(run.ok, JSON.stringify(run))
  return run.summary
}

describe('federal holidays', () => {
  it('are those that were published for 2018, 2020 and 2021', () => {
    const days = (year: number) =>
      holidaysOf(year)
        .map(({ from }) => from.slice(5))
        .join(' ')
    assert.equal(days(2018), '01-01 01-15 02-19 05-28 07-04 09-03 10-08 11-12 11-22 12-25')
    assert.equal(days(2020), '01-01 01-20 02-17 05-25 07-03 09-07 10-12 11-11 11-26 12-25')
    assert.equal(days(2021), '01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24')
  })

  it("put New Year's Day on a Saturday into the year before", () => {
    assert.equal(holidaysOf(2022)[0]?.from, '2021-12-31')
  })
})

describe('a pack made from a file of service requests', () => {
  let city: City
  before(async () => {
    city = await cityOf(SAMPLE)
  })

  it('is sound, and named after the city that the addresses name', async () => {
    const { pack, findings } = await readPack(join(city.folder, city.options.id))
    assert.deepEqual(
      findings.filter(({ severity }) => severity === 'error').map((f) => renderFinding(f)),
      [],
    )
    assert.equal(pack?.title.en, 'Gullhaven')
    assert.deepEqual(
      pack?.organisations.map(({ id }) => id),
      ['city', 'service-desk', 'street-works', 'parks-and-trees', 'health'],
    )
    assert.deepEqual(
      pack?.territories.map(({ name }) => name.en),
      ['Gullhaven', 'All of Gullhaven', 'Harbor Side', 'Old Mill'],
    )
  })

  it('takes in its own file: all rows accounted for, with their due and close dates', async () => {
    const summary = await bringIn(city, SAMPLE)
    assert.deepEqual([summary.rows, summary.imported, summary.rejected], [12, 11, 1])
    assert.deepEqual(summary.reasons, { 'row.value_unknown': 1 })
    assert.deepEqual(summary.notes, {
      'point.whole_degrees': 1,
      'point.zero': 1,
      'place.jurisdiction': 2,
      'time.skipped': 1,
      'time.clamped': 1,
      'duplicate.no_original': 1,
    })
    await sameDates(city, SAMPLE)
    assert.equal((await bringIn(city, SAMPLE)).unchanged, 11)
  })

  it('dispatches by type to the agency named most often, and a row to the one that it names itself', async () => {
    const { rows } = await city.server.owner.query(
      `select source, lead, state, outcome from matter order by source`,
    )
    const of = (id: string) => rows.find(({ source }) => source === `gullhaven:${id}`)
    assert.equal(of('r-03').lead, 'street-works')
    assert.equal(of('r-05').lead, 'parks-and-trees')
    assert.deepEqual(
      [of('r-06').state, of('r-07').state, of('r-08').state],
      ['received', 'working', 'waiting'],
    )
    assert.equal(of('r-09').outcome, 'redirected')
    assert.equal(of('r-11').outcome, 'merged')
  })

  it('merges a duplicate into the request of the same type and address that was open then', async () => {
    const { rows } = await city.server.owner.query(
      `select source, (select count(*) from journal j where j.matter_id = m.id and body like '%"MergedInto"%') as merges from matter m`,
    )
    assert.deepEqual(
      rows.filter(({ merges }) => Number(merges) === 1).map(({ source }) => source),
      ['gullhaven:r-10'],
    )
  })
})

describe('a whole city of 10,000 requests', {
  skip: existsSync(SHARED) ? false : `${SHARED} is not here`,
}, () => {
  it('comes in completely, keeps every date, and again adds nothing', { timeout: 180_000 }, async () => {
    const city = await cityOf(SHARED)
    const summary = await bringIn(city, SHARED)
    assert.deepEqual([summary.rows, summary.imported + summary.rejected], [10_000, 10_000])
    assert.equal(summary.rejected, 0)
    assert.equal(summary.notes['point.whole_degrees'], 892)
    await sameDates(city, SHARED)
    const { server, options } = city
    const { rows } =
      await server.owner.query(`select count(*) filter (where outcome = 'merged') as duplicates,
      count(*) filter (where lon is not null) as points, count(*) filter (where state = 'triage') as untold from matter`)
    assert.deepEqual(Object.values(rows[0]).map(Number), [217, 10_000 - 590 - 892, 0])
    assert.equal((await bringIn(city, SHARED)).unchanged, 10_000)
    const { registry } = server.world.services
    assert.deepEqual((await verify(server.pool, registry, server.keys, options.code)).findings, [])
    assert.deepEqual(await rebuild(server.owner, registry, options.code), { matters: 10_000, changed: 0 })
  })
})

/** Every due and close date of the file is the matter's own, and every agency its lead. */
async function sameDates({ options, server }: City, file: string): Promise<void> {
  const requests: Record<string, string>[] = parse(readFileSync(file), { columns: true, bom: true })
  const { rows } = await server.owner.query(
    `select source, to_char(closed_at at time zone $1, 'MM/DD/YYYY HH12:MI:SS AM') as closed,
       to_char(reported_at at time zone $1, 'MM/DD/YYYY HH12:MI:SS AM') as created from matter`,
    [options.zone],
  )
  const known = new Map(rows.map((row) => [row.source, row]))
  const { rows: dues } = await server.owner.query(
    `select m.source, to_char(to_timestamp((e -> 'due' ->> 'dueAt')::bigint / 1000) at time zone $1, 'MM/DD/YYYY HH12:MI:SS AM') as due
     from matter m join journal j on j.matter_id = m.id, jsonb_array_elements(j.body::jsonb -> 'events') e
     where e ->> 'type' = 'ClockRecomputed'`,
    [options.zone],
  )
  const dueOf = new Map(dues.map(({ source, due }) => [source, due]))
  for (const request of requests) {
    const source = `${options.id}:${request.SRRecordID}`
    const row = known.get(source)
    if (!row) continue
    const { CreatedDate: created = '', CloseDate: closed = '', DueDate: due = '' } = request
    if (!isSkipped(created)) assert.equal(row.created, created, source)
    const isEarly = Date.parse(closed || 'never') < Date.parse(created)
    if (closed && !isEarly && !isSkipped(created)) assert.equal(row.closed, closed, source)
    if (!isSkipped(due)) assert.equal(dueOf.get(source) ?? '', due, source)
  }
}

/** Times in the hour that summer time may skip are read as another hour. */
function isSkipped(local: string): boolean {
  return /^03\/\d\d\/\d{4} 02:.*AM$/.test(local)
}
