/** 搜索 — one search for everything, over HTTP on a real database: what is found, and above all by whom. */
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { cutWords } from '../matter/record/cut-words.ts'
import { rebuild } from '../matter/record/rebuild.ts'
import { redact } from '../matter/record/redact.ts'
import { verify } from '../matter/record/verify.ts'
import { act, opened, PLACE } from '../testing/requests.ts'
import { type Answer, type Client, type TestServer, testServer } from '../testing/server.ts'

type Found = { matter: { id: string; number: string }; by: string; title: Piece[]; snippet: Piece[] }
type Piece = { text: string; hit: boolean }

const NOISE = { kind: 'environment', place: PLACE }

describe('search', () => {
  let city: TestServer
  let operator: Client
  let lamp: { id: string; number: string }

  const find = (client: Client, text: string, more = ''): Promise<Answer> =>
    client.get(`/api/search?text=${encodeURIComponent(text)}${more}`)
  const idsOf = async (client: Client, text: string, more = ''): Promise<string[]> => {
    const { status, body } = await find(client, text, more)
    assert.equal(status, 200, text)
    return body.matters.map(({ matter }: Found) => matter.id)
  }
  const report = (text: string, more: object = {}) => opened(operator, { ...NOISE, text, ...more })

  before(async () => {
    city = await testServer()
    operator = await city.signIn('operator')
    lamp = await report('路灯不亮，走夜路害怕。家里ＷｉＦｉ也断了，３号楼', { title: '门口没有灯' })
    for (let n = 0; n < 3; n++) await report(`第${n}次反映烧烤店油烟扰民`)
  })

  it('finds a word inside a text without spaces, marks it, and shows no markup', async () => {
    const { body } = await find(operator, '路灯')
    assert.equal(body.matters.length, 1)
    const [found] = body.matters as [Found]
    assert.equal(found.matter.id, lamp.id)
    assert.deepEqual(found.snippet[0], { text: '路灯', hit: true })
  })

  it('finds two words in any order, one character, a beginning, and the same in other widths and cases', async () => {
    for (const text of [
      '夜路 路灯',
      '灯',
      '路灯不',
      '害',
      'wifi',
      'WIFI',
      'wi',
      '3号楼',
      '路灯，',
      '「路灯」',
    ])
      assert.deepEqual(await idsOf(operator, text), [lamp.id], text)
    assert.deepEqual(await idsOf(operator, '路灯 油烟'), [])
  })

  it('takes everything that is typed as words: operators, quotes, markup, emoji, 300 characters', async () => {
    for (const mark of ["'", "' or true --", '&|!:*<->()', '\\', '%_', '<b>', '😀', '"', "路灯':*", ';'])
      assert.equal((await find(operator, mark)).status, 200, mark)
    assert.deepEqual(await idsOf(operator, "路灯' & !害怕 | (x:*"), [])
    assert.deepEqual(await idsOf(operator, "路灯:* & '害怕'"), [lamp.id])
    assert.deepEqual(await idsOf(operator, '😀'), [])
    assert.deepEqual(
      await idsOf(operator, '烧烤店油烟扰民'.repeat(42)),
      await idsOf(operator, '烧烤店油烟扰民'),
    )
    for (const text of ['', 'x'.repeat(301), '\u0000'])
      assert.equal((await find(operator, text)).status, 400, text)
  })

  it('cannot be made to ask for a place, a reader or a time by typing how they are kept', async () => {
    for (const text of ['t:990101', 'r:hotline', "'r:hotline'", 'k:environment'])
      assert.deepEqual(await idsOf(operator, text), [], text)
  })

  it('finds a matter by the beginning of its number, first, and by its number elsewhere', async () => {
    await city.owner.query("update matter set source = 'old-line:AB-77123' where id = $1", [lamp.id])
    for (const text of [
      lamp.number,
      lamp.number.slice(0, -1),
      lamp.number.toLowerCase(),
      'AB-77',
      'old-line:AB-77123',
    ]) {
      const { body } = await find(operator, text)
      assert.ok(
        body.matters.some(({ matter, by }: Found) => matter.id === lamp.id && by === 'number'),
        text,
      )
    }
    assert.equal((await find(operator, lamp.number)).body.matters[0].matter.id, lamp.id)
  })

  it('finds places and units by name and code, and matters by them', async () => {
    const street = city.world.services.places(city.pack.rules.jurisdiction).byCode.get('990101001')
    const { body } = await find(operator, street?.name.zh ?? '')
    assert.equal(body.territories[0].code, '990101001')
    assert.equal(body.matters.length, 4)
    assert.equal((await find(operator, '990101001001')).body.territories[0].code, '990101001001')
    assert.deepEqual(await idsOf(operator, `${street?.name.zh} 路灯`), [lamp.id])
    const unit = city.pack.rules.directory.byId.get('d1-urban')?.name.zh ?? ''
    const found = (await find(operator, unit)).body
    assert.equal(found.organisations[0].organisation.id, 'd1-urban')
    assert.equal(found.matters.length, 4)
  })

  it('looks within a territory where one is named, and says when there is more', async () => {
    assert.deepEqual(await idsOf(operator, '路灯', '&territory=990101001'), [lamp.id])
    assert.deepEqual(await idsOf(operator, '路灯', '&territory=990102'), [])
    const { body } = await find(operator, '油烟', '&limit=2')
    assert.equal(body.matters.length, 2)
    assert.equal(body.more, true)
    assert.equal((await find(operator, '油烟', '&limit=3')).body.more, false)
  })

  it('finds nothing for whoever may not read it, neither by word, number, place nor unit', async () => {
    const outsiders = await Promise.all(['officer.housing', 'duty5'].map((username) => city.signIn(username)))
    const resident = await city.signInResident('res.search', { name: '李小明', phone: '19933330009' })
    for (const client of [...outsiders, resident]) {
      for (const text of ['路灯', '灯', lamp.number, 'AB-77123', '990101001001']) {
        const { body } = await find(client, text)
        assert.deepEqual([body.matters, body.more], [[], false], text)
      }
    }
    // and the unit that leads it, the street and the desk do
    for (const username of ['officer', 'duty', 'mayor'])
      assert.deepEqual(await idsOf(await city.signIn(username), '路灯'), [lamp.id], username)
  })

  it('finds a confidential matter for its desk only, and a complaint never for whom it is about', async () => {
    const secret = await report('举报某工地偷排泥浆', { confidential: true })
    const against = await report('城管执法态度蛮横', { against: ['d1-urban'] })
    const [officer, mayor] = [await city.signIn('officer'), await city.signIn('mayor')]
    assert.deepEqual(await idsOf(operator, '偷排'), [secret.id])
    assert.deepEqual(await idsOf(mayor, '偷排'), [])
    assert.deepEqual(await idsOf(operator, '蛮横'), [against.id])
    assert.deepEqual(await idsOf(officer, '蛮横'), [])
    for (const [client, { id }] of [
      [mayor, secret],
      [officer, against],
    ] as const)
      assert.equal((await client.get(`/api/matters/${id}`)).status, 404)
  })

  it('never finds what was typed about a reporter', async () => {
    await report('楼道堆物', { reporter: { name: '欧阳雪松', phone: '19955550123', address: '玉兰苑9号楼' } })
    for (const text of ['欧阳雪松', '欧阳', '19955550123', '玉兰苑9号楼'])
      assert.deepEqual(await idsOf(operator, text), [], text)
  })

  it('finds a matter by what was written in it later, and a resident not by what only staff are told', async () => {
    const resident = await city.signInResident('res.later', { name: '王小红', phone: '19933330011' })
    const { id } = await opened(resident, { ...NOISE, text: '垃圾桶周围污水横流' })
    const officer = await city.signIn('officer')
    assert.equal((await act(officer, id, 'sign')).status, 200)
    // A step that its reporter is not told of.
    assert.equal((await act(operator, id, 'set_confidential', { text: '涉及螺蛳湾专案' })).status, 200)
    assert.deepEqual(await idsOf(resident, '污水'), [id])
    assert.deepEqual(await idsOf(resident, '螺蛳湾'), [])
    assert.equal((await act(officer, id, 'contact', { way: 'phone', text: '答应周五清洗地面' })).status, 200)
    assert.deepEqual(await idsOf(officer, '清洗 污水'), [id])
  })

  it('does not find what was redacted, at once, and still finds the rest', async () => {
    const { id } = await report('泄露身份的线索在此', { title: '举报黑作坊' })
    const where = { jurisdiction: city.pack.rules.jurisdiction, matterId: id, seq: 1, field: 'text' }
    assert.deepEqual(await idsOf(operator, '泄露'), [id])
    assert.ok(await redact(city.pool, { ...where, why: '个人信息保护法 §47', accountId: null }))
    assert.deepEqual(await idsOf(operator, '泄露'), [])
    assert.equal(await cutWords(city.pool, city.world.services), 1)
    assert.deepEqual(await idsOf(operator, '泄露'), [])
    assert.deepEqual(await idsOf(operator, '作坊'), [id])
  })

  it('is filled in for what was there before it, proven by verify and made anew by rebuild', async () => {
    const { jurisdiction } = city.pack.rules
    const { registry } = city.world.services
    const differing = async () => {
      const { findings } = await verify(city.pool, registry, city.keys, jurisdiction)
      return findings.map(({ code }) => code)
    }
    assert.deepEqual(await differing(), [])
    // given: rows as the migration leaves them, and one that was written to meanwhile
    await city.owner.query("update matter_words set words = '', whole = false")
    assert.deepEqual(await idsOf(operator, '油烟'), [])
    while ((await cutWords(city.pool, city.world.services)) > 0);
    assert.equal((await idsOf(operator, '油烟')).length, 3)
    assert.deepEqual(await differing(), [])
    // given: rows that somebody changed
    await city.owner.query(
      "update matter_words set words = words || '''暗语'''::tsvector where matter_id = $1",
      [lamp.id],
    )
    assert.deepEqual(await differing(), ['words.differ'])
    await rebuild(city.pool, registry, jurisdiction)
    assert.deepEqual(await differing(), [])
  })
})
