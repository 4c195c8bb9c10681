/** 读取城市包 — what is read, and how what is wrong is told: with file and line, never with a crash. */
import assert from 'node:assert/strict'
import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { rulesFromContent } from '@huying/core/pack/compile.ts'
import fc from 'fast-check'
import { type FileTexts, square, TOWN, writeTown } from './folder.fixture.ts'
import { readPack } from './read.ts'
import { sentenceOf } from './render.ts'

const on = '2026-03-02'

/** A file of the town with one text replaced; fails where the text is not there. */
function edited(path: string, from: string | RegExp, to: string): FileTexts {
  const text = String(TOWN[path])
  const changed = text.replace(from, to)
  assert.notEqual(changed, text, `${path} has no ${from}`)
  return { [path]: changed }
}

describe('a sound pack folder', () => {
  it('is read with everything it extends', async (t) => {
    const { pack, findings } = await readPack(await writeTown(t), { on })
    assert.deepEqual(findings, [])
    assert.ok(pack)
    assert.match(pack.version, /^7\+[0-9a-f]{12}$/)
    assert.equal(pack.calendar?.id, 'plain')
    assert.deepEqual(pack.rules.directory.byId.get('desk')?.duties, ['triage'])
    assert.ok(pack.rules.loops.get('plain')?.actions.note, 'shared actions are taken in')
    assert.equal(pack.territories.find((each) => each.code === '9903')?.parentCode, null)
    assert.equal(pack.territories.find((each) => each.code === '990301001001002')?.geometry?.type, 'Polygon')
    assert.deepEqual(
      pack.gazetteer.map(({ kind, name }) => `${kind} ${name.zh}`),
      ['area 一区', 'area 甲街', 'community 东社', 'road 一路'],
    )
    const road = pack.gazetteer.at(-1)
    assert.deepEqual(road?.aliases, ['老街', '前街'])
    assert.deepEqual(road?.numbers?.[1], {
      parity: 'even',
      from: 2,
      to: 98,
      territoryCode: '990301001001002',
    })
    assert.deepEqual(pack.demo.posts[0]?.organisationId, 'jia')
  })

  it('keeps content that makes the same rules without any file', async (t) => {
    const { pack } = await readPack(await writeTown(t), { on })
    assert.ok(pack)
    const rules = rulesFromContent(JSON.parse(JSON.stringify(pack.content)))
    assert.deepEqual(rules.loops, pack.rules.loops)
    assert.equal(rules.version, pack.version)
  })

  it('has another version as soon as any file of it or of the extended pack differs, demo people aside', async (t) => {
    const folder = await writeTown(t)
    const version = async () => (await readPack(folder, { on })).pack?.version
    const first = await version()
    assert.equal(await version(), first)
    await appendFile(join(folder, 'demo/people.csv'), 'b,乙,\n')
    assert.equal(await version(), first)
    await appendFile(join(folder, '../ground/kinds.yaml'), '# a remark\n')
    assert.notEqual(await version(), first)
  })

  it('may change what it extends by the same id', async (t) => {
    const profiles = '- {id: ordinary, title: {zh: 本市}, limits: {handle: {amount: 3, unit: working_day}}}\n'
    const { pack } = await readPack(await writeTown(t, { 'town/profiles.yaml': profiles }), { on })
    assert.equal(pack?.rules.profiles.get('ordinary')?.limits.handle?.amount, 3)
    assert.equal(pack?.profiles.length, 1)
  })

  it('may lay its own hours over the calendar it extends', async (t) => {
    const changes = {
      ...edited('town/pack.yaml', 'coordinates: WGS84', 'calendar: hours.yaml'),
      'town/hours.yaml': "{id: town, version: '2', hours: {friday: ['10:00-16:00']}}\n",
    }
    const { pack, findings } = await readPack(await writeTown(t, changes), { on })
    assert.deepEqual(findings, [])
    assert.deepEqual([pack?.calendar?.version, pack?.calendar?.timeZone], ['1+2', 'Asia/Shanghai'])
  })

  it('turns GCJ-02 borders and points into WGS-84', async (t) => {
    const changes = edited('town/pack.yaml', 'WGS84', 'GCJ02')
    const { pack } = await readPack(await writeTown(t, changes), { on })
    const [lon = 0] = pack?.gazetteer.at(-1)?.point ?? []
    assert.ok(Math.abs(lon - 120.005) > 0.001 && Math.abs(lon - 120.005) < 0.01, String(lon))
  })
})

describe('what is wrong is told with file and line', () => {
  const cases: [string, FileTexts, string, string][] = [
    [
      'a misspelt key',
      edited('ground/kinds.yaml', 'profile:', 'profil:'),
      'shape.unknown_key',
      'ground/kinds.yaml:4',
    ],
    [
      'a key that is missing',
      edited('ground/loops/plain.yaml', /^track:.*\n/m, ''),
      'shape.missing',
      'ground/loops/plain.yaml:1',
    ],
    [
      'a verb nobody knows',
      edited('ground/loops/plain.yaml', 'do: close', 'do: shut'),
      'shape.not_one_of',
      'ground/loops/plain.yaml:20',
    ],
    [
      'a state nobody knows',
      edited('ground/loops/plain.yaml', 'from: [handling]', 'from: [handing]'),
      'loop.state_unknown',
      'ground/loops/plain.yaml:18',
    ],
    [
      'a message nobody wrote',
      edited('ground/loops/plain.yaml', 'message: overdue', 'message: late'),
      'loop.message_unknown',
      'ground/loops/plain.yaml:31',
    ],
    [
      'a form in a shared action',
      edited('ground/actions/common.yaml', 'form: note', 'form: memo'),
      'loop.form_unknown',
      'ground/actions/common.yaml:7',
    ],
    [
      'a lead nobody knows',
      edited('town/duties.yaml', 'lead: street', "lead: 'fn:roads'"),
      'target.word_unknown',
      'town/duties.yaml:2',
    ],
    [
      'an organisation of no kind',
      edited('town/organisations.csv', ',street,desk', ',club,desk'),
      'organisation.kind_unknown',
      'town/organisations.csv:3',
    ],
    [
      'a household number that is none',
      edited('town/territories.csv', ',280', ',many'),
      'territory.households.invalid',
      'town/territories.csv:7',
    ],
    [
      'a code that is none',
      edited('town/territories.csv', '990301001001002,', '99030100100100,'),
      'territory.code.shape',
      'town/territories.csv:7',
    ],
    [
      'a border without a territory',
      edited('town/territories.csv', /^990301001001002.*\n/m, ''),
      'geojson.unmatched',
      'town/territories.geojson:3',
    ],
    [
      'borders that overlap',
      edited('town/territories.geojson', square(120.01), square(120.005)),
      'territory.siblings.overlap',
      'town/territories.geojson:2',
    ],
    [
      'a point that is no surface',
      edited('town/territories.geojson', /"geometry":\{"type":"Polygon"/, '"geometry":{"type":"Point"'),
      'geojson.no_surface',
      'town/territories.geojson:2',
    ],
    [
      'a feature without a code',
      edited('town/territories.geojson', '"code":"990301001001001"', '"nam":"x"'),
      'geojson.no_code',
      'town/territories.geojson:1',
    ],
    [
      'house numbers that are none',
      edited('town/gazetteer.csv', 'odd 1-99', 'odd one'),
      'shape.type',
      'town/gazetteer.csv:2',
    ],
    [
      'a place that is nowhere',
      edited('town/gazetteer.csv', ',990301001001,', ',990309,'),
      'gazetteer.territory_unknown',
      'town/gazetteer.csv:2',
    ],
    [
      'a role nobody knows',
      edited('town/demo/posts.csv', 'officer', 'king'),
      'post.role_unknown',
      'town/demo/posts.csv:2',
    ],
    [
      'a sign-in of nobody',
      edited('town/pack.yaml', 'username: a', 'username: z'),
      'post.person_unknown',
      'town/pack.yaml:10',
    ],
    [
      'a column nobody knows',
      edited('town/organisations.csv', 'parent', 'above'),
      'csv.column_unknown',
      'town/organisations.csv:1',
    ],
    [
      'a column that is missing',
      edited('town/organisations.csv', 'territory', 'duty'),
      'csv.column_missing',
      'town/organisations.csv:1',
    ],
    [
      'a row with too many cells',
      edited('town/organisations.csv', '0000-1', '0000-1,x'),
      'file.csv',
      'town/organisations.csv:2',
    ],
    [
      'the same id twice',
      edited('town/organisations.csv', 'jia,', 'desk,'),
      'entry.twice',
      'town/organisations.csv:3',
    ],
    [
      'the same key twice in YAML',
      edited('ground/kinds.yaml', 'loop: plain', 'title: {zh: 又}'),
      'file.yaml',
      'ground/kinds.yaml:3',
    ],
    [
      'YAML that ends in the middle',
      edited('town/duties.yaml', '清单一}', '清单一'),
      'file.yaml',
      'town/duties.yaml:4',
    ],
    [
      'JSON that is none',
      { 'town/territories.geojson': `{"type":"FeatureCollection","features":\n${'[1,'.repeat(20)}\n[,]}` },
      'file.json',
      'town/territories.geojson:3',
    ],
    [
      'a text that is not UTF-8',
      { 'town/duties.yaml': Buffer.from([0x6b, 0xc3, 0x28]) },
      'file.not_utf8',
      'town/duties.yaml:1',
    ],
    ['a file nobody reads', { 'town/dutys.yaml': '[]\n' }, 'file.unread', 'town/dutys.yaml:1'],
    ['no manifest', { 'town/pack.yaml': null }, 'pack.no_manifest', 'town/pack.yaml:1'],
    [
      'a manifest without a version',
      edited('town/pack.yaml', "version: '7'\n", ''),
      'shape.missing',
      'town/pack.yaml:1',
    ],
    [
      'a pack to extend that is not there',
      edited('town/pack.yaml', 'extends: ground', 'extends: grund'),
      'pack.extends_missing',
      'town/pack.yaml:3',
    ],
    [
      'packs that extend each other',
      edited('ground/pack.yaml', "version: '1'\n", "version: '1'\nextends: town\n"),
      'pack.extends_circle',
      'ground/pack.yaml:3',
    ],
    [
      'a calendar that is not there',
      edited('ground/pack.yaml', 'plain.json', 'none.json'),
      'pack.calendar_missing',
      'ground/pack.yaml:4',
    ],
    [
      'a calendar of an unknown place',
      edited('ground/calendar/plain.json', 'Asia/Shanghai', 'Mars/Base'),
      'calendar.time_zone',
      'ground/calendar/plain.json:1',
    ],
    [
      'a photo that must be taken',
      edited('ground/forms/note.yaml', 'properties:\n  text:', 'required: [photo]\nproperties:\n  photo:'),
      'burden.photo_required',
      'ground/forms/note.yaml:5',
    ],
  ]
  for (const [what, changes, code, place] of cases) {
    it(`${what}: ${code}`, async (t) => {
      const { pack, findings } = await readPack(await writeTown(t, changes), { on })
      const places = findings.map((each) => `${each.code} ${each.file}:${each.line}`)
      const found = findings.find((each) => each.code === code && `${each.file}:${each.line}` === place)
      assert.ok(found, `${code} ${place} is not among:\n${places.join('\n')}`)
      assert.equal(
        pack === null,
        findings.some((each) => each.severity === 'error'),
      )
      for (const locale of ['zh', 'en'] as const)
        assert.doesNotMatch(sentenceOf(found, locale), /^[a-z_.]+$|\{\w+\}/)
    })
  }

  it('at its first mention in a CSV with a byte-order mark and Windows line ends', async (t) => {
    const text = `\uFEFF${String(TOWN['town/organisations.csv'])}`
      .replaceAll('\n', '\r\n')
      .replace(',street,desk', ',club,desk')
    const { findings } = await readPack(await writeTown(t, { 'town/organisations.csv': text }), { on })
    assert.ok(findings.some(({ code, line }) => code === 'organisation.kind_unknown' && line === 3))
  })
})

describe('a damaged file', () => {
  const broken = async (t: TestContext, path: string, text: string) => {
    const { pack, findings } = await readPack(await writeTown(t, { [path]: text }), { on })
    return pack === null ? findings.map(({ code }) => code) : []
  }

  it('with a border that is no list of rings of positions is reported', async (t) => {
    const feature = {
      type: 'Feature',
      properties: { code: '990101' },
      geometry: { type: 'Polygon', coordinates: [[1, 2], 3] },
    }
    const text = JSON.stringify({ type: 'FeatureCollection', features: [feature] })
    assert.ok((await broken(t, 'town/territories.geojson', text)).includes('geojson.no_surface'))
  })

  it('whose aliases unfold without end is reported', async (t) => {
    const lines = ['a: &a [x, x, x, x, x, x, x, x, x]']
    for (let level = 1; level < 9; level++) {
      const [name, below] = ['abcdefghi'[level], 'abcdefghi'[level - 1]]
      lines.push(`${name}: &${name} [${Array(9).fill(`*${below}`).join(', ')}]`)
    }
    assert.ok((await broken(t, 'town/kinds.yaml', lines.join('\n'))).includes('file.yaml'))
  })
})

describe('whatever a file holds', () => {
  const paths = Object.keys(TOWN).filter((path) => !path.endsWith('.md'))

  it('reading it is a list of findings, never a crash', async (t) => {
    const damage = fc.record({
      path: fc.constantFrom(...paths),
      at: fc.nat(),
      length: fc.nat(12),
      by: fc.constantFrom(
        '',
        ' ',
        '\n',
        ':',
        '- ',
        '{',
        '}',
        '[]',
        'null',
        '0',
        '"',
        ',',
        'x',
        '\u0000',
        '9903',
      ),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 3 }), async (damages) => {
        const texts: Record<string, string> = {}
        for (const { path, at, length, by } of damages) {
          const text = texts[path] ?? String(TOWN[path])
          const from = at % (text.length + 1)
          texts[path] = text.slice(0, from) + by + text.slice(from + length)
        }
        const { pack, findings } = await readPack(await writeTown(t, texts), { on })
        assert.equal(
          pack === null,
          findings.some((each) => each.severity === 'error'),
        )
        for (const each of findings) {
          assert.ok(each.line >= 1 && each.file !== '', JSON.stringify(each))
          assert.doesNotMatch(sentenceOf(each, 'en'), /^[a-z_.]+$/, each.code)
        }
      }),
      { numRuns: 200 },
    )
  })
})
