import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { type Actor, SYSTEM } from '@huying/core/organisation/types.ts'
import { mask } from '@huying/core/resident/mask.ts'
import type { ResidentData, ResidentInput, RevealBasis } from '@huying/core/resident/types.ts'
import fc from 'fast-check'
import { type TestDatabase, testDatabase } from '../testing/database.ts'
import { insertResidents } from './find.ts'
import { type Keys, loadKeys } from './keys.ts'
import { openVault, type Vault } from './vault.ts'

const CITY = '9901'
const folder = await mkdtemp(join(tmpdir(), 'huying-vault-'))
after(() => rm(folder, { recursive: true, force: true }))

let db: TestDatabase
let keys: Keys
let vault: Vault
before(async () => {
  db = await testDatabase()
  keys = await loadKeys(folder, {})
  vault = openVault({ pool: db.pool, keys })
})

const officer: Actor = { kind: 'staff', accountId: 'officer', residentId: null, posts: [] }
const person = (residentId: string): Actor => ({
  kind: 'resident',
  accountId: `of ${residentId}`,
  residentId,
  posts: [],
})
const basis = (...residentIds: string[]): RevealBasis => ({
  matterId: '01900000-0000-7000-8000-00000000000a',
  residentIds,
})

let numbers = 13_900_000_000
const phone = () => String(numbers++)

async function keep(input: ResidentInput): Promise<string> {
  const [found] = await vault.findOrCreate(CITY, [input])
  assert.ok(found?.ok && found.value.residentId !== null)
  await insertResidents(db.pool, found.value.rows)
  return found.value.residentId
}

async function full(residentId: string): Promise<ResidentData> {
  const own = await vault.own(CITY, person(residentId))
  assert.ok(own.ok)
  return own.value
}

async function snapshot() {
  const { rows } = await db.owner.query(`
    select (select jsonb_agg(to_jsonb(r) order by id) from resident r) as residents,
      (select count(*) from resident_reveal) as reveals, (select count(*) from audit) as audits`)
  return rows[0]
}

async function refused(code: string, work: () => Promise<{ ok: boolean; refusal?: { code: string } }>) {
  const before = await snapshot()
  const result = await work()
  assert.equal(result.ok ? 'accepted' : result.refusal?.code, code)
  assert.deepEqual(await snapshot(), before)
}

describe('what the vault keeps', () => {
  it('is not readable in the database', async () => {
    const number = phone()
    const id = await keep({ name: '诸葛亮', phone: number, address: '乐山小区9号楼3单元502室' })
    const { rows } = await db.owner.query('select sealed, phone_index from resident where id = $1', [id])
    const bytes = Buffer.concat([rows[0].sealed, rows[0].phone_index])
    for (const secret of ['诸葛亮', number, '502', '乐山']) assert.ok(!bytes.includes(secret), secret)
    assert.deepEqual(await full(id), { name: '诸葛亮', phone: number, address: '乐山小区9号楼3单元502室' })
  })

  it('is sealed anew each time, and its index differs by authority', async () => {
    const number = phone()
    const [one] = await vault.findOrCreate(CITY, [{ phone: number }])
    const [two] = await vault.findOrCreate(CITY, [{ phone: number }])
    const [elsewhere] = await vault.findOrCreate('8801', [{ phone: number }])
    assert.ok(one?.ok && two?.ok && elsewhere?.ok)
    assert.notEqual(one.value.rows[0]?.sealed, two.value.rows[0]?.sealed)
    assert.equal(one.value.rows[0]?.phone_index, two.value.rows[0]?.phone_index)
    assert.notEqual(one.value.rows[0]?.phone_index, elsewhere.value.rows[0]?.phone_index)
  })

  it('does not open when it was changed, or moved to another resident', async () => {
    const [one, two] = [
      await keep({ phone: phone(), name: '甲' }),
      await keep({ phone: phone(), name: '乙' }),
    ]
    await db.owner.query(
      'update resident set sealed = (select sealed from resident where id = $1) where id = $2',
      [one, two],
    )
    await assert.rejects(vault.masked(CITY, two), /authenticate/)
    await db.owner.query(
      'update resident set sealed = set_byte(sealed, length(sealed) - 1, (get_byte(sealed, length(sealed) - 1) + 1) % 256) where id = $1',
      [one],
    )
    await assert.rejects(vault.masked(CITY, one), /authenticate/)
    await db.owner.query(
      'update resident set sealed = $2, phone_index = null, erased_at = now() where id = any ($1)',
      [[one, two], Buffer.alloc(0)],
    )
  })

  it('leaves it masked', async () => {
    const id = await keep({ name: '张三', phone: '13800130000', address: '乐山小区9号楼3单元502室' })
    const shown = { name: '张**', phone: '138****0000', address: '乐山小区9号楼***', erased: false }
    assert.deepEqual(await vault.masked(CITY, id), shown)
    assert.deepEqual(await vault.maskedMany(CITY, [id, randomUUID()]), new Map([[id, shown]]))
    assert.equal(await vault.masked(CITY, randomUUID()), null)
    assert.equal(await vault.masked('8801', id), null)
  })
})

describe('finding a resident', () => {
  it('leads to the same one however the number is written, in a batch and later', async () => {
    const batch = await vault.findOrCreate(CITY, [
      { phone: '137 0000 0001', name: '李四' },
      { name: '无名' },
      { phone: '+8613700000001' },
      {},
    ])
    const found = batch.map((b) => (b.ok ? b.value : assert.fail()))
    assert.equal(found[0]?.residentId, found[2]?.residentId)
    assert.notEqual(found[0]?.residentId, found[1]?.residentId)
    assert.equal(found[3]?.residentId, null)
    assert.deepEqual(
      found.map((f) => f.rows.length),
      [1, 1, 0, 0],
    )
    await insertResidents(
      db.pool,
      found.flatMap((f) => f.rows),
    )
    const later = await vault.reporterOf(CITY, officer, { phone: '137-0000-0001' })
    assert.ok(later.ok)
    assert.deepEqual(later.value, { residentId: found[0]?.residentId, rows: [], fills: null, differs: [] })
  })

  it('tells what is new and what differs, and overwrites nothing', async () => {
    const number = phone()
    const id = await keep({ phone: number, name: '王五' })
    const said = { phone: number, name: '赵六', address: '乐山小区1号楼' }
    const found = await vault.reporterOf(CITY, officer, said)
    assert.ok(found.ok)
    assert.deepEqual(found.value, {
      residentId: id,
      rows: [],
      fills: { address: '乐山小区1号楼' },
      differs: ['name'],
    })
    assert.deepEqual(await full(id), { name: '王五', phone: number, address: null })
    assert.ok(found.value.fills)
    const completed = () => vault.complete(CITY, id, officer, { ...found.value.fills, name: '赵六' })
    assert.deepEqual(await completed(), { ok: true, value: { changed: true } })
    assert.deepEqual(await completed(), { ok: true, value: { changed: false } })
    assert.deepEqual(await full(id), { name: '王五', phone: number, address: '乐山小区1号楼' })
  })

  it('by two at once makes one: the second is told by the index and then finds it', async () => {
    const number = phone()
    const [one, two] = await Promise.all([
      vault.findOrCreate(CITY, [{ phone: number }]),
      vault.findOrCreate(CITY, [{ phone: number }]),
    ])
    const rows = [one, two].map(([f]) => (f?.ok ? f.value.rows : []))
    await insertResidents(db.pool, rows[0] ?? [])
    await assert.rejects(insertResidents(db.pool, rows[1] ?? []), {
      code: '23505',
      constraint: 'resident_phone',
    })
    const [again] = await vault.findOrCreate(CITY, [{ phone: number }])
    assert.ok(again?.ok)
    assert.equal(again.value.residentId, rows[0]?.[0]?.id)
  })

  it('refuses one of a batch without touching the others', async () => {
    const batch = await vault.findOrCreate(CITY, [
      { phone: '138****0000' },
      { phone: phone() },
      { phone: 'x' },
    ])
    assert.deepEqual(
      batch.map((b) => (b.ok ? 'ok' : b.refusal.code)),
      ['resident.masked_value', 'ok', 'resident.invalid'],
    )
  })

  it('takes a resident who reports for himself, and nobody he names', async () => {
    const id = await keep({ phone: phone() })
    const found = await vault.reporterOf(CITY, person(id), undefined)
    assert.ok(found.ok)
    assert.equal(found.value.residentId, id)
    await refused('resident.invalid', () => vault.reporterOf(CITY, person(id), { name: '别人' }))
  })

  it('asks once for a thousand', async () => {
    const inputs = Array.from({ length: 1000 }, () => ({ phone: phone(), name: '批量' }))
    const made = (await vault.findOrCreate(CITY, inputs)).map((f) => (f.ok ? f.value : assert.fail()))
    await insertResidents(
      db.pool,
      made.flatMap((f) => f.rows),
    )
    const again = await vault.findOrCreate(CITY, inputs)
    assert.deepEqual(
      again.map((f) => f.ok && f.value.residentId),
      made.map((f) => f.residentId),
    )
    assert.ok(again.every((f) => f.ok && f.value.rows.length === 0))
  })
})

describe('a look at the full data', () => {
  it('needs a matter that shows the reporter and a reason, and is on record for the person', async () => {
    const number = phone()
    const id = await keep({ phone: number, name: '孙七', address: '乐山小区2号楼101室' })
    await db.owner.query(
      `insert into account (id, name, email) values ('officer', '经办人', 'officer@account.invalid') on conflict do nothing`,
    )
    const asked = {
      actor: officer,
      basis: basis(id),
      fields: ['phone', 'name'] as const,
      reason: ' 回访核实 ',
    }
    assert.deepEqual(await vault.reveal(CITY, id, asked), {
      ok: true,
      value: { name: '孙七', phone: number },
    })
    const record = await vault.revealsOf(CITY, id, person(id))
    assert.ok(record.ok)
    assert.deepEqual(
      record.value.map(({ revealedAt: _, ...r }) => r).sort((a, b) => (a.field < b.field ? -1 : 1)),
      [
        { by: '经办人', field: 'name', reason: '回访核实', matterId: basis().matterId },
        { by: '经办人', field: 'phone', reason: '回访核实', matterId: basis().matterId },
      ],
    )
    const { rows } = await db.owner.query(`select account_id, what, detail from audit where subject = $1`, [
      id,
    ])
    assert.deepEqual(rows, [
      {
        account_id: 'officer',
        what: 'resident.revealed',
        detail: { fields: ['name', 'phone'], matterId: basis().matterId },
      },
    ])
  })

  it('is refused otherwise, shows nothing and leaves no record', async () => {
    const id = await keep({ phone: phone(), name: '周八' })
    const asked = { actor: officer, basis: basis(id), fields: ['phone'] as const, reason: '回访核实' }
    const look =
      (change: object, whom = id) =>
      () =>
        vault.reveal(CITY, whom, { ...asked, ...change })
    for (const reason of ['', '  ', ' x ', 'x'.repeat(201)])
      await refused('resident.reveal_reason', look({ reason }))
    await refused('not_found', look({ basis: basis() }))
    await refused('not_found', look({ basis: basis(randomUUID()) }))
    await refused('not_found', look({ actor: person(id) }))
    await refused('not_found', look({ actor: person(randomUUID()) }))
    await refused('not_found', look({ actor: SYSTEM }))
    await refused(
      'not_found',
      look({ basis: basis('01900000-0000-7000-8000-0000000000ff') }, '01900000-0000-7000-8000-0000000000ff'),
    )
    await refused('resident.invalid', look({ fields: [] }))
    await refused('resident.invalid', look({ fields: ['phone', 'sealed'] }))
  })

  it('is shown to the person and to nobody else, like the data itself', async () => {
    const id = await keep({ phone: phone() })
    for (const actor of [officer, SYSTEM, person(randomUUID())])
      await refused('not_found', () => vault.revealsOf(CITY, id, actor))
    for (const actor of [officer, SYSTEM, person(randomUUID())])
      await refused('not_found', () => vault.own(CITY, actor))
  })
})

describe('correcting', () => {
  it('is for the person, and for staff whose matter shows the reporter; it is on record', async () => {
    const id = await keep({ phone: phone(), name: '吴九', address: '旧址' })
    const number = phone()
    assert.deepEqual(await vault.correct(CITY, id, { actor: person(id), basis: null }, { phone: number }), {
      ok: true,
      value: { changed: true },
    })
    assert.ok(
      (await vault.correct(CITY, id, { actor: officer, basis: basis(id) }, { address: null, name: '' })).ok,
    )
    assert.deepEqual(await full(id), { name: '吴九', phone: number, address: null })
    const [found] = await vault.findOrCreate(CITY, [{ phone: number }])
    assert.equal(found?.ok && found.value.residentId, id)
    const { rows } = await db.owner.query(
      'select what, detail from audit where subject = $1 order by happened_at',
      [id],
    )
    assert.deepEqual(rows, [
      { what: 'resident.corrected', detail: { fields: ['phone'], matterId: null } },
      { what: 'resident.corrected', detail: { fields: ['address'], matterId: basis().matterId } },
    ])
  })

  it('is for nobody else, never with a masked value, and never takes a number from another', async () => {
    const taken = phone()
    await keep({ phone: taken })
    const id = await keep({ phone: phone(), name: '郑十' })
    const change = (actor: Actor, of: RevealBasis | null, input: ResidentInput) => () =>
      vault.correct(CITY, id, { actor, basis: of }, input)
    await refused('not_found', change(officer, null, { name: '改' }))
    await refused('not_found', change(officer, basis(randomUUID()), { name: '改' }))
    await refused('not_found', change(person(randomUUID()), null, { name: '改' }))
    await refused('not_found', change(person(randomUUID()), basis(id), { name: '改' }))
    await refused('resident.masked_value', change(person(id), null, { name: '郑**' }))
    await refused('resident.phone_taken', change(person(id), null, { phone: taken }))
  })

  it('with what the screen shows masked changes nothing, whatever the data', async () => {
    const text = fc.string({
      unit: fc.constantFrom(...'张乐山小区号楼单元室栋座12359A -'),
      minLength: 1,
      maxLength: 12,
    })
    await fc.assert(
      fc.asyncProperty(text, text, async (name, address) => {
        const id = await keep({ name: `张${name}`, phone: phone(), address: `乐${address}` })
        const before = await full(id)
        const back = await vault.correct(CITY, id, { actor: person(id), basis: null }, mask(before))
        if (!back.ok) assert.equal(back.refusal.code, 'resident.masked_value')
        for (const field of ['name', 'phone', 'address'] as const)
          await vault.correct(CITY, id, { actor: person(id), basis: null }, { [field]: mask(before)[field] })
        assert.deepEqual(await full(id), before)
      }),
      { numRuns: 40 },
    )
  })

  it('by two at once loses neither', async () => {
    const id = await keep({ phone: phone(), name: '初', address: '初' })
    const by = { actor: person(id), basis: null }
    await Promise.all([
      vault.correct(CITY, id, by, { name: '新名' }),
      vault.correct(CITY, id, by, { address: '新址' }),
    ])
    const { name, address } = await full(id)
    assert.deepEqual({ name, address }, { name: '新名', address: '新址' })
  })
})

describe('erasing', () => {
  it('is for the person and the system; then nothing is left but the opaque id', async () => {
    for (const by of ['person', 'system']) {
      const number = phone()
      const id = await keep({ phone: number, name: '忘我' })
      assert.deepEqual(await vault.erase(CITY, id, by === 'person' ? person(id) : SYSTEM), {
        ok: true,
        value: null,
      })
      const { rows } = await db.owner.query(
        'select length(sealed) as length, phone_index from resident where id = $1',
        [id],
      )
      assert.deepEqual(rows, [{ length: 0, phone_index: null }])
      assert.deepEqual(await vault.masked(CITY, id), { name: null, phone: null, address: null, erased: true })
      const [found] = await vault.findOrCreate(CITY, [{ phone: number }])
      assert.notEqual(found?.ok && found.value.residentId, id)
      await refused('not_found', () => vault.erase(CITY, id, SYSTEM))
      await refused('not_found', () => vault.own(CITY, person(id)))
      await refused('not_found', () =>
        vault.correct(CITY, id, { actor: person(id), basis: null }, { name: '回来' }),
      )
      await refused('not_found', () =>
        vault.reveal(CITY, id, { actor: officer, basis: basis(id), fields: ['name'], reason: '回访' }),
      )
    }
  })

  it('is for nobody else', async () => {
    const id = await keep({ phone: phone() })
    for (const actor of [officer, person(randomUUID())])
      await refused('not_found', () => vault.erase(CITY, id, actor))
  })
})

describe('a new vault key', () => {
  it('writes from then on, the old one still reads, and after re-sealing it is needed no more', async () => {
    const id = await keep({ phone: phone(), name: '轮换' })
    const base64 = (keyId: string, ring: Keys) => `${keyId}:${ring.vault.byId.get(keyId)?.toString('base64')}`
    const fresh = `new:${Buffer.alloc(32, 7).toString('base64')}`
    const both = await loadKeys(folder, { HUYING_VAULT_KEY: `${fresh},${base64(keys.vault.current, keys)}` })
    const rotated = openVault({ pool: db.pool, keys: both })
    assert.equal((await rotated.masked(CITY, id))?.name, '轮**')
    assert.ok((await rotated.reseal(CITY)) > 0)
    assert.equal(await rotated.reseal(CITY), 0)
    const only = openVault({ pool: db.pool, keys: await loadKeys(folder, { HUYING_VAULT_KEY: fresh }) })
    assert.equal((await only.masked(CITY, id))?.name, '轮**')
    await assert.rejects(vault.masked(CITY, id), /the vault key new is not known here/)
  })
})
