import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { MatterEvent } from '@huying/core/matter/events.ts'
import type { Matter } from '@huying/core/matter/matter.ts'
import { parse } from 'csv-parse/sync'
import iconv from 'iconv-lite'
import { rebuild } from '../matter/record/rebuild.ts'
import { verify } from '../matter/record/verify.ts'
import { loadMatter } from '../matter/store.ts'
import { type TestServer, testServer } from '../testing/server.ts'
import { type ImportRun, runImport } from './run.ts'

const FIXTURES = join(import.meta.dirname, 'fixtures')
const CITY = '9901'

let folder: string
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huying-import-'))
})
after(() => rm(folder, { recursive: true, force: true }))

type Summary = Extract<ImportRun, { ok: true }>['summary']

async function bringIn(city: TestServer, file: string, map = 'dirty.import.yaml'): Promise<Summary> {
  const run = await runImport({
    services: city.world.services,
    jurisdiction: CITY,
    file,
    mapFile: join(FIXTURES, map),
    rejectFile: join(folder, 'rejected.csv'),
  })
  assert.ok(run.ok, JSON.stringify(run))
  return run.summary
}

async function dirty(): Promise<string> {
  return readFile(join(FIXTURES, 'dirty.csv'), 'utf8')
}

/** The file with one row, or some of its cells, said otherwise. */
async function edited(edit: (text: string) => string): Promise<string> {
  const file = join(folder, 'edited.csv')
  await writeFile(file, edit(await dirty()))
  return file
}

/** Some rows of the file, by their ids. */
async function only(...ids: string[]): Promise<string> {
  const rows: string[][] = parse(await dirty(), { bom: true, relax_column_count: true })
  const kept = rows.filter(([id], index) => index === 0 || ids.includes(id ?? ''))
  const file = join(folder, 'only.csv')
  await writeFile(
    file,
    kept.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n'),
  )
  return file
}

type Known = {
  readonly matter: Matter
  readonly history: readonly MatterEvent[]
  readonly texts: Record<string, string>
}

async function matterOf({ world, owner }: TestServer, id: string): Promise<Known> {
  const { rows } = await owner.query('select matter_id from import_row where source = $1', [`dirty:${id}`])
  assert.equal(rows.length, 1, `${id} was not imported`)
  const loaded = await loadMatter(world.services.db, CITY, rows[0].matter_id)
  assert.ok(loaded)
  const { rows: written } = await owner.query('select seq, field, body from content where matter_id = $1', [
    loaded.matter.id,
  ])
  const texts = Object.fromEntries(
    written.map(({ seq, field, body }) => {
      const event = loaded.history[seq - 1]
      return [`${event?.type === 'ActionTaken' ? event.action : 'report'}.${field}`, body]
    }),
  )
  return { ...loaded, texts }
}

const at = (local: string): number => Date.parse(`${local}+08:00`)

function actions(history: readonly MatterEvent[]): [string, number][] {
  return history.flatMap((event) =>
    event.type === 'ActionTaken' ? [[event.action, event.at] as [string, number]] : [],
  )
}

/** Everything stored that an import must not touch twice. */
async function rowsIn({ owner }: TestServer): Promise<unknown> {
  const { rows } = await owner.query(`select
    (select jsonb_agg(to_jsonb(m) order by id) from matter m) as matters,
    (select count(*) from journal) as lines, (select count(*) from content) as texts,
    (select count(*) from resident) as residents, (select count(*) from outbox) as outbox,
    (select jsonb_agg(to_jsonb(i) order by source) from import_row i) as rows`)
  return rows[0]
}

describe('a dirty file', () => {
  let city: TestServer
  let summary: Summary
  before(async () => {
    city = await testServer({ people: false })
    summary = await bringIn(city, join(FIXTURES, 'dirty.csv'))
  })

  it('is accounted for row by row: in, the same again, or rejected with a reason', () => {
    const { rows, imported, updated, unchanged, rejected } = summary
    assert.deepEqual(
      { rows, imported, updated, unchanged, rejected },
      { rows: 68, imported: 52, updated: 0, unchanged: 1, rejected: 15 },
    )
    assert.deepEqual(summary.reasons, {
      'row.id_twice': 1,
      'row.id_missing': 1,
      'time.unreadable': 1,
      'row.value_unknown': 3,
      'row.too_long': 1,
      'row.unreadable': 1,
      'row.columns': 2,
      'row.empty': 2,
      'time.future': 1,
      'resident.invalid': 1,
      'assist.open': 1,
    })
  })

  it('says what was done to its dirt, by what it was', () => {
    assert.deepEqual(summary.notes, {
      'row.twice': 1,
      'point.whole_degrees': 1,
      'point.zero': 1,
      'point.outside': 1,
      'point.listed': 1,
      'point.unreadable': 2,
      'place.jurisdiction': 2,
      'place.area_unknown': 1,
      'time.clamped': 6,
      'kind.general': 1,
      'duplicate.original_closed': 1,
      'duplicate.no_original': 1,
    })
  })

  it('leaves a reject file with every cell, the line and the reason in both languages', async () => {
    const text = await readFile(join(folder, 'rejected.csv'), 'utf8')
    const rows: Record<string, string>[] = parse(text, { bom: true, columns: true })
    assert.equal(rows.length, 15)
    const badDate = rows.find((row) => row.No === 'bad-date')
    assert.equal(badDate?.Created, '13/45/2024 09:10:11 AM')
    assert.equal(badDate?.import_reason, 'time.unreadable')
    assert.equal(badDate?.import_reason_zh, '“reportedAt”的时间“13/45/2024 09:10:11 AM”读不懂')
    assert.equal(
      badDate?.import_reason_en,
      'The time "13/45/2024 09:10:11 AM" of "reportedAt" cannot be read',
    )
    const lines = (await dirty()).split(/\r?\n/)
    const bad = rows.flatMap((row) =>
      row.No?.startsWith('bad-') ? [[row.No, Number(row.import_line)] as const] : [],
    )
    assert.equal(bad.length, 5)
    for (const [id, line] of bad) assert.ok(lines[line - 1]?.startsWith(`${id},`), id)
    assert.ok(rows.every((row) => row.import_reason_zh && row.import_reason_en))
  })

  it('tells each history at its own times, through the steps of the loop', async () => {
    const { matter, history, texts } = await matterOf(city, 'clean-1')
    assert.deepEqual(actions(history), [
      ['sign', at('2024-03-04T09:10:11')],
      ['resolve', at('2024-03-06T15:30:00')],
      ['pass_review', at('2024-03-06T16:00:00')],
      ['not_reached', at('2024-03-06T16:00:00')],
    ])
    assert.equal(matter.reportedAt, at('2024-03-04T09:10:11'))
    assert.equal(matter.closedAt, at('2024-03-06T16:00:00'))
    assert.equal(matter.clocks.find((c) => c.name === 'handle')?.due.dueAt, at('2024-03-11T17:00:00'))
    assert.equal(texts['report.title'], '路灯不亮 clean-1')
    assert.equal(texts['report.text'], '巷口的灯坏了（clean-1），"晚上"看不清\n请来修')
    assert.equal(texts['resolve.text'], '已更换灯泡（clean-1）')
    const [sign] = history.filter((event) => event.type === 'ActionTaken')
    assert.equal(sign?.by.organisationId, matter.assignments[0]?.unit)
    assert.equal(sign?.by.accountId, null)
  })

  it('charges every minute of the open time to a holder', async () => {
    const { matter } = await matterOf(city, 'clean-1')
    const held = matter.custody.reduce((sum, { from, to }) => sum + ((to ?? 0) - from), 0)
    assert.equal(held, (matter.closedAt ?? 0) - matter.reportedAt)
  })

  it('lets deadlines of what is still open run out at their own time', async () => {
    const { matter, history } = await matterOf(city, 'open-1')
    const breached = history.find((event) => event.type === 'ClockBreached' && event.clock === 'handle')
    assert.equal(breached?.at, at('2024-03-11T17:00:00'))
    assert.equal(matter.closedAt, null)
  })

  it('announces nothing to anybody', async () => {
    const { rows } = await city.owner.query(
      'select (select count(*) from outbox) + (select count(*) from notice) as sent',
    )
    assert.equal(Number(rows[0].sent), 0)
  })

  it('recognises a person by the id of the source, or by the telephone', async () => {
    const reporter = async (id: string) => (await matterOf(city, id)).matter.reporter.residentId
    assert.ok(await reporter('person-1'))
    assert.equal(await reporter('person-1'), await reporter('person-2'))
    assert.ok(await reporter('phone-1'))
    assert.equal(await reporter('phone-1'), await reporter('phone-2'))
    assert.notEqual(await reporter('clean-1'), await reporter('clean-2'))
    const { rows } = await city.owner.query(
      `select count(*) from journal where body like '%13900130001%' or body like '%U-same%'`,
    )
    assert.equal(Number(rows[0].count), 0)
  })

  it('drops points that say nothing and falls back to the place that is known, with a note in the report', async () => {
    for (const id of ['whole', 'zero', 'far', 'default', 'half', 'words']) {
      const { matter, history } = await matterOf(city, id)
      assert.deepEqual([matter.point, matter.territory], [null, '990101001'], id)
      const [reported] = history
      assert.ok(
        reported?.type === 'MatterReported' && String(reported.form.importNotes).startsWith('point.'),
        id,
      )
    }
    const { matter } = await matterOf(city, 'point')
    assert.deepEqual(matter.point, [83.15, 39.22])
    assert.ok(matter.territory.length > 9)
    assert.equal((await matterOf(city, 'address')).matter.territory, '990101001006')
    assert.equal((await matterOf(city, 'nowhere')).matter.territory, CITY)
    assert.equal((await matterOf(city, 'unknown-area')).matter.territory, CITY)
  })

  it('moves what cannot have been before to when it can have been, and records what the file said', async () => {
    const early = await matterOf(city, 'closed-early')
    assert.equal(early.matter.closedAt, early.matter.reportedAt)
    const notes = early.history.flatMap((e) =>
      e.type === 'ActionTaken' && e.form.importNotes ? [String(e.form.importNotes)] : [],
    )
    assert.equal(notes[0], 'time.clamped closedAt reportedAt 2024-03-01T08:00:00.000Z')
    const late = await matterOf(city, 'reply-late')
    assert.deepEqual(actions(late.history).slice(1), [
      ['resolve', at('2024-03-07T08:00:00')],
      ['pass_review', at('2024-03-07T08:00:00')],
      ['not_reached', at('2024-03-07T08:00:00')],
    ])
  })

  it('merges a repeated row into its original while that is open, wherever in the file it stands', async () => {
    const [repeat, original] = [await matterOf(city, 'repeat'), await matterOf(city, 'original')]
    assert.deepEqual([repeat.matter.outcome, repeat.matter.mergedInto], ['merged', original.matter.id])
    assert.deepEqual(original.matter.merged, [repeat.matter.id])
    assert.deepEqual(original.matter.followers, [repeat.matter.reporter.residentId])
    assert.equal(original.matter.outcome, 'resolved')
    assert.deepEqual(actions(original.history)[0], ['sign', at('2024-03-04T09:10:11')])
    for (const id of ['repeat-late', 'repeat-lost'])
      assert.equal((await matterOf(city, id)).matter.outcome, 'answered', id)
  })

  it('stands up to verification, and rebuilding changes nothing', async () => {
    const { registry } = city.world.services
    const verified = await verify(city.pool, registry, city.keys, CITY)
    assert.deepEqual([verified.matters, verified.findings], [52, []])
    assert.deepEqual(await rebuild(city.owner, registry, CITY), { matters: 52, changed: 0 })
  })

  it('imported again adds nothing and changes nothing', async () => {
    const former = await rowsIn(city)
    const again = await bringIn(city, join(FIXTURES, 'dirty.csv'))
    assert.deepEqual([again.imported, again.updated, again.unchanged, again.rejected], [0, 0, 53, 15])
    assert.deepEqual(await rowsIn(city), former)
  })

  it('is the same file in another encoding', async () => {
    const file = join(folder, 'gb18030.csv')
    const text = (await dirty()).replace('\uFEFF', '').replaceAll('\uFFFD', '?')
    await writeFile(file, iconv.encode(text, 'gb18030'))
    const again = await bringIn(city, file)
    assert.deepEqual([again.encoding, again.imported, again.updated, again.unchanged], ['gb18030', 1, 0, 53])
  })
})

describe('a later file', () => {
  it('takes the steps that are new, at their times, and gives the new deadline', async () => {
    const city = await testServer({ people: false })
    await bringIn(city, await only('open-1', 'open-2'))
    const lamp = /^(open-1,.*?"\n?[\s\S]*?),03\/11\/2024 05:00:00 PM,,,,Open,/m
    const replied = (text: string) =>
      text.replace(
        lamp,
        '$1,03/11/2024 05:00:00 PM,03/20/2024 04:00:00 PM,03/20/2024 03:00:00 PM,换好了,Closed,',
      )
    const late = await edited(replied)
    await writeFile(
      late,
      (await readFile(late, 'utf8')).replace(
        /(open-2,[\s\S]*?),03\/11\/2024 05:00:00 PM,/,
        '$1,03/29/2024 05:00:00 PM,',
      ),
    )
    const summary = await bringIn(city, late)
    assert.equal(summary.updated, 2)
    const [first, second] = [await matterOf(city, 'open-1'), await matterOf(city, 'open-2')]
    assert.equal(first.matter.outcome, 'resolved')
    assert.equal(first.texts['resolve.text'], '换好了')
    assert.deepEqual(actions(first.history)[1], ['resolve', at('2024-03-20T15:00:00')])
    assert.equal(second.matter.clocks.find((c) => c.name === 'handle')?.due.dueAt, at('2024-03-29T17:00:00'))
    assert.equal((await bringIn(city, late)).updated, 0)
    const { findings } = await verify(city.pool, city.world.services.registry, city.keys, CITY)
    assert.deepEqual(findings, [])
    await city.close()
  })

  it('never rewrites what has happened: such a row is refused and the matter stays as it is', async () => {
    const city = await testServer({ people: false })
    await bringIn(city, await only('clean-1', 'clean-2', 'clean-3'))
    const former = await rowsIn(city)
    const text = await readFile(join(folder, 'only.csv'), 'utf8')
    await writeFile(
      join(folder, 'only.csv'),
      text
        .replace('已更换灯泡（clean-1）', '没有更换')
        .replace('路灯不亮 clean-2', '路灯亮了')
        .replace('03/06/2024 04:00:00 PM', '03/06/2024 05:00:00 PM'),
    )
    const summary = await bringIn(city, join(folder, 'only.csv'))
    assert.deepEqual([summary.updated, summary.rejected, summary.unchanged], [0, 2, 1])
    assert.deepEqual(Object.keys(summary.reasons).sort(), ['row.report_changed', 'step.changed'])
    assert.deepEqual(await rowsIn(city), former)
    await city.close()
  })

  it('whose news nothing can be done with goes to the reject file too, and so does what the engine refuses', async () => {
    const city = await testServer({ people: false })
    await bringIn(city, await only('clean-1', 'open-1'))
    const text = await readFile(join(folder, 'only.csv'), 'utf8')
    const later = text.replace('03/06/2024 03:30:00 PM', '03/06/2024 03:45:00 PM')
    await writeFile(
      join(folder, 'only.csv'),
      later
        .replace(/"Open"(?=[^\n]*$)/m, '"Duplicate"')
        .replace('"","","","Duplicate"', '"03/20/2024 04:00:00 PM","","x","Duplicate"'),
    )
    const former = await rowsIn(city)
    const summary = await bringIn(city, join(folder, 'only.csv'))
    assert.deepEqual(summary.reasons, { 'row.nothing_applies': 1, 'step.form': 1 })
    assert.deepEqual(await rowsIn(city), former)
    await city.close()
  })
})

it('two imports of one file at the same time bring in each row once', async () => {
  const city = await testServer({ people: false })
  const { services } = city.world
  const options = {
    services,
    jurisdiction: CITY,
    file: join(FIXTURES, 'dirty.csv'),
    mapFile: join(FIXTURES, 'dirty.import.yaml'),
  }
  const runs = await Promise.all(
    ['a', 'b'].map((name) => runImport({ ...options, rejectFile: join(folder, name) })),
  )
  const imported = runs.map((run) => (run.ok ? run.summary.imported : Number.NaN))
  assert.equal(
    imported.reduce((a, b) => a + b),
    52,
    String(imported),
  )
  const { rows } = await city.owner.query(
    'select (select count(*) from matter) as matters, (select count(*) from resident) as residents',
  )
  assert.deepEqual(Object.values(rows[0]).map(Number), [52, 50])
  await city.close()
})

it('an import that is stopped keeps what is in, and the next one goes on from there', async () => {
  const city = await testServer({ people: false })
  const { services } = city.world
  const options = {
    services,
    jurisdiction: CITY,
    file: join(FIXTURES, 'dirty.csv'),
    mapFile: join(FIXTURES, 'dirty.import.yaml'),
  }
  const rejectFile = join(folder, 'stopped.csv')
  const stopped = await runImport({ ...options, rejectFile, signal: AbortSignal.abort() })
  assert.ok(stopped.ok && stopped.summary.aborted && stopped.summary.rows === 0)
  const next = await runImport({ ...options, rejectFile })
  assert.ok(next.ok && !next.summary.aborted && next.summary.imported === 52)
  await city.close()
})

it('a file that breaks in the middle leaves the rows before that in, and says where it broke', async () => {
  const city = await testServer({ people: false })
  const file = join(folder, 'broken.csv')
  await writeFile(file, `${(await dirty()).split('\r\n').slice(0, 3).join('\r\n')}\r\nclean-9,"Lamp`)
  const summary = await bringIn(city, file)
  assert.deepEqual(
    [summary.imported, summary.broken?.code, summary.broken?.params.line],
    [2, 'file.quote_open', 6],
  )
  await city.close()
})
