import assert from 'node:assert/strict'
import { Writable } from 'node:stream'
import { before, describe, it } from 'node:test'
import { canonical } from '@huying/core/kernel/canonical.ts'
import { DAY, MINUTE } from '@huying/core/kernel/instant.ts'
import { act, NOISE, opened, WASTE } from '../../testing/requests.ts'
import { type Client, type TestServer, testServer } from '../../testing/server.ts'
import { assertSound, verifyCity } from '../../testing/soundness.ts'
import { genesis, hashOf } from './chain.ts'
import { exportMatters } from './export.ts'
import { rebuild } from './rebuild.ts'
import { redact } from './redact.ts'
import { signDue } from './roots.ts'

let city: TestServer
let operator: Client
let officer: Client
const clock = { now: Date.parse('2026-11-23T02:00:00Z') }
/** Two matters of the same shape, signed for on the first day; one on the second. */
let one: string
let two: string
let three: string

before(async () => {
  city = await testServer({ now: () => clock.now })
  operator = await city.signIn('operator')
  officer = await city.signIn('officer')
  const handled = async () => {
    const { id } = await opened(operator, { ...NOISE, reporter: { name: '郑某', phone: '19944440001' } })
    await act(officer, id, 'sign')
    await act(officer, id, 'contact', { way: 'phone', text: '已联系' })
    return id
  }
  one = await handled()
  two = await handled()
  clock.now += DAY
  three = await handled()
  clock.now += DAY
  assert.equal(await signDue(city.pool, city.keys, clock.now), 2)
})

/** What verify finds after `damage`, as `code subject`; then everything is put back. */
async function found(damage: string, values: unknown[] = []): Promise<string[]> {
  await save()
  try {
    await city.owner.query(damage, values)
    const { findings } = await verifyCity(city)
    return [...new Set(findings.map(({ code, subject }) => `${code} ${subject}`))].sort()
  } finally {
    await restore()
  }
}

const TABLES = ['matter', 'journal', 'content', 'inbox', 'daily_root']

async function save(): Promise<void> {
  await city.owner.query('create schema if not exists kept')
  for (const table of TABLES) {
    await city.owner.query(`drop table if exists kept.${table}`)
    await city.owner.query(`create table kept.${table} as select * from huying.${table}`)
  }
}

async function restore(): Promise<void> {
  for (const table of TABLES)
    await city.owner.query(
      `delete from huying.${table}; insert into huying.${table} select * from kept.${table}`,
    )
}

const DAY_ONE = '2026-11-23'

describe('verify', () => {
  it('finds nothing where nothing was done', async () => {
    const { findings, ...counts } = await verifyCity(city)
    assert.deepEqual(findings, [])
    assert.equal(counts.matters, 3)
    assert.equal(counts.days, 2)
    assert.equal(counts.redacted, 0)
    assert.ok(counts.events > 30 && counts.texts === 9)
  })

  it('finds a changed byte in a line of the journal', async () => {
    const damage = `update journal set body = replace(body, '"phone"', '"phono"') where matter_id = $1 and body like '%"phone"%'`
    assert.deepEqual(await found(damage, [one]), [`journal.changed ${one}`])
  })

  it('finds a line that was made unreadable', async () => {
    const damage = 'update journal set body = left(body, 40) where matter_id = $1 and seq = 1'
    const codes = await found(damage, [one])
    assert.ok(codes.includes(`journal.changed ${one}`), codes.join())
  })

  it('finds a line that was changed together with its hash', async () => {
    const { rows } = await city.owner.query(
      'select seq, body from journal where matter_id = $1 order by seq',
      [one],
    )
    let hash = genesis(one)
    const changes: unknown[] = []
    for (const { seq, body } of rows) {
      const forged = body.replace('"phone"', '"visit"')
      hash = hashOf(hash, forged)
      changes.push({ seq, body: forged, hash: `\\x${hash.toString('hex')}` })
    }
    const damage = `update journal j set body = c.body, hash = c.hash
      from json_to_recordset($2) c (seq int, body text, hash bytea) where j.matter_id = $1 and j.seq = c.seq`
    // The chain holds again; the signed root of that day does not.
    assert.deepEqual(await found(damage, [one, JSON.stringify(changes)]), [`root.differs ${DAY_ONE}`])
  })

  it('finds forged events that no engine ever said, and does not crash on them', async () => {
    const body = canonical({
      seq: 1,
      recordedAt: 0,
      pack: ['shifan', '0'],
      events: [{ type: 'Dream' }, null],
    })
    const damage = 'update journal set body = $2, hash = $3 where matter_id = $1 and seq = 1'
    const codes = await found(damage, [one, body, hashOf(genesis(one), body)])
    assert.ok(codes.includes(`journal.columns ${one}`), codes.join())
  })

  it('finds a changed text, a removed one, an added one, and one taken out without a redaction', async () => {
    const where = 'where matter_id = $1 and seq = 1 and field = $2'
    assert.deepEqual(await found(`update content set body = body || '。' ${where}`, [one, 'text']), [
      `content.changed ${one}`,
    ])
    assert.deepEqual(await found(`delete from content ${where}`, [one, 'text']), [`content.missing ${one}`])
    const added = `insert into content select jurisdiction, matter_id, 2, field, body, salt from content ${where}`
    assert.deepEqual(await found(added, [one, 'text']), [`content.added ${one}`])
    const hidden = `update content set body = null, redacted_at = now(), redacted_why = 'law' ${where}`
    assert.deepEqual(await found(hidden, [one, 'text']), [`content.unexplained ${one}`])
  })

  it('finds a changed row, a rewound one, a removed one, and one without history', async () => {
    assert.deepEqual(await found(`update matter set urgent = true where id = $1`, [one]), [
      `row.differs ${one}`,
    ])
    assert.deepEqual(await found('update matter set version = 3 where id = $1', [one]), [
      `row.differs ${one}`,
    ])
    assert.deepEqual(await found('delete from matter where id = $1', [one]), [`row.missing ${one}`])
    const ghost = '018f0000-0000-7000-8000-000000000001'
    const damage = `insert into matter select (jsonb_populate_record(m, jsonb_build_object('id', $2::text, 'number', 'X'))).* from matter m where id = $1`
    assert.deepEqual(await found(damage, [one, ghost]), [`journal.missing ${ghost}`])
  })

  it('finds a line of an inbox that was changed, removed, or belongs to nothing', async () => {
    assert.deepEqual(
      await found(`update inbox set due_at = due_at + interval '1 day' where matter_id = $1`, [one]),
      [`inbox.differs ${one}`],
    )
    assert.deepEqual(await found('delete from inbox where matter_id = $1', [one]), [`inbox.differs ${one}`])
    const ghost = '018f0000-0000-7000-8000-000000000001'
    const damage = `insert into inbox select jurisdiction, addressee, $2, duty, rank, due_at from inbox where matter_id = $1`
    assert.deepEqual(await found(damage, [one, ghost]), [`inbox.differs ${ghost}`])
  })

  it('finds a cut tail, also where the row was rewound to fit, or all of the matter is gone', async () => {
    const last = 'select max(seq) from journal where matter_id = $1'
    const cut = await found(`delete from journal where matter_id = $1 and seq = (${last})`, [one])
    assert.ok(cut.includes(`journal.tail_cut ${one}`) && cut.includes(`root.differs ${DAY_ONE}`), cut.join())
    const middle = await found(
      'delete from journal where matter_id = $1 and seq > 1 and seq < (select max(seq) from journal where matter_id = $1)',
      [one],
    )
    assert.ok(middle.includes(`journal.gap ${one}`), middle.join())
    const gone = `with a as (delete from journal where matter_id = '${one}'), b as (delete from content where matter_id = '${one}'),
      c as (delete from inbox where matter_id = '${one}') delete from matter where id = '${one}'`
    assert.deepEqual(await found(gone), [`root.differs ${DAY_ONE}`])
  })

  it('finds two histories that were exchanged', async () => {
    const codes = await found(`
      create temp table both_of_them on commit drop as select * from journal where matter_id in ('${one}', '${two}');
      delete from journal where matter_id in ('${one}', '${two}');
      insert into journal select jurisdiction, case matter_id when '${one}' then '${two}'::uuid else '${one}'::uuid end,
        seq, events, recorded_at, body, hash from both_of_them`)
    for (const id of [one, two]) assert.ok(codes.includes(`journal.changed ${id}`), codes.join())
  })

  it('finds a signature, a root or a signed day that was changed or taken out', async () => {
    const bad = `update daily_root set signature = set_byte(signature, 5, (get_byte(signature, 5) + 1) % 256) where day = $1`
    assert.deepEqual(await found(bad, [DAY_ONE]), [`root.signature ${DAY_ONE}`])
    const other = await found(`update daily_root set root = sha256('x') where day = $1`, [DAY_ONE])
    assert.deepEqual(
      other,
      [`root.differs ${DAY_ONE}`, 'root.signature 2026-11-23', 'root.signature 2026-11-24'].sort(),
    )
    const without = await found('delete from daily_root where day = $1', [DAY_ONE])
    assert.deepEqual(without, [`root.missing ${DAY_ONE}`, 'root.signature 2026-11-24'])
  })

  it('tells a redacted text from a tampered one', async () => {
    const { jurisdiction } = city.pack.rules
    const where = { jurisdiction, matterId: three, seq: 1, field: 'text' }
    assert.equal(await redact(city.pool, { ...where, why: '个人信息保护法 §47', accountId: null }), true)
    assert.equal(await redact(city.pool, { ...where, why: 'again', accountId: null }), false)
    const { findings, redacted } = await verifyCity(city)
    assert.deepEqual([findings, redacted], [[], 1])
    const { body } = await operator.get(`/api/matters/${three}`)
    assert.deepEqual([body.text, body.timeline[0].texts.text], [null, null])
  })

  it('finds nothing beside people who are working', async () => {
    let working = true
    const work = Array.from({ length: 3 }, async () => {
      while (working) await act(officer, (await opened(operator)).id, 'sign')
    })
    for (let round = 0; round < 4; round++) assert.deepEqual((await verifyCity(city)).findings, [])
    working = false
    await Promise.all(work)
  })
})

describe('a day', () => {
  it('is signed only when nothing more can be added to it', async () => {
    clock.now = Date.parse('2026-11-26T23:59:59Z')
    await opened(operator)
    assert.equal(await signDue(city.pool, city.keys, clock.now + MINUTE), 1)
    assert.equal(await signDue(city.pool, city.keys, clock.now + 11 * MINUTE), 1)
    assert.equal(await signDue(city.pool, city.keys, clock.now + 11 * MINUTE), 0)
    assert.deepEqual((await verifyCity(city)).findings, [])
  })
})

describe('rebuild', () => {
  const rows = async () =>
    (await city.owner.query(`select to_json(m) as row from matter m order by id`)).rows.concat(
      (await city.owner.query(`select to_json(i) as row from inbox i order by matter_id, addressee`)).rows,
    )

  it('makes the rows anew from the events, whatever was done to them', async () => {
    const before = await rows()
    await city.owner.query(`update matter set state = 'closed', lead = null, due_at = null, readers = '{}'`)
    await city.owner.query('delete from inbox where matter_id = $1', [two])
    await city.owner.query(`update inbox set rank = 0, duty = 'assist'`)
    await city.owner.query(`insert into inbox values ('9901', 'nobody', $1, 'holder', 0, 'infinity')`, [one])
    await city.owner.query('delete from matter where id = $1', [three])
    assert.notEqual((await verifyCity(city)).findings.length, 0)
    const done = await rebuild(city.pool, city.world.services.registry, city.pack.rules.jurisdiction)
    assert.equal(done.changed, done.matters)
    assert.deepEqual(await rows(), before)
    await assertSound(city)
  })
})

describe('export', () => {
  it('writes every matter with bytes and hashes that anybody can recompute, and no personal data', async () => {
    const chunks: Buffer[] = []
    const out = new Writable({
      write: (chunk, _encoding, done) => {
        chunks.push(chunk)
        done()
      },
    })
    const count = await exportMatters(city.pool, city.pack.rules.jurisdiction, out)
    const text = Buffer.concat(chunks).toString()
    const matters = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    assert.equal(matters.length, count)
    for (const { id, journal } of matters) {
      let hash = genesis(id)
      for (const line of journal) {
        hash = hashOf(hash, canonical(line.body))
        assert.equal(line.hash, hash.toString('hex'))
      }
    }
    assert.ok(!text.includes('19944440001') && !text.includes('郑某'))
  })
})

describe('the role that the server runs as', () => {
  for (const statement of [
    'update journal set body = body',
    'delete from journal',
    'truncate journal',
    'update daily_root set root = root',
    'delete from daily_root',
    'update audit set what = what',
    'delete from audit',
    'update resident_reveal set reason = reason',
    'delete from resident_reveal',
    'delete from content',
    'update content set salt = salt',
    'delete from matter',
    'drop table journal',
    'alter table journal disable trigger all',
  ]) {
    it(`may not: ${statement}`, async () => {
      await assert.rejects(city.pool.query(statement), { code: '42501' })
    })
  }

  it('is the one that answers requests', async () => {
    const { rows } = await city.pool.query('select current_user')
    assert.equal(rows[0].current_user, 'huying_app')
    await opened(operator, WASTE)
  })
})
