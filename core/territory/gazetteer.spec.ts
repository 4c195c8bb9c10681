import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { normaliseAddress } from './address.ts'
import { buildGazetteer, type GazetteerEntry, rangeOf } from './gazetteer.ts'
import { resolve } from './resolve.ts'
import { suggest } from './suggest.ts'

const range = (parity: 'odd' | 'even' | 'all', from: number, to: number, territoryCode: string) => ({
  parity,
  from,
  to,
  territoryCode,
})
const entries: GazetteerEntry[] = [
  { name: { zh: '历下区' }, kind: 'area', territoryCode: '990102' },
  { name: { zh: '槐荫区' }, kind: 'area', territoryCode: '990104' },
  {
    name: { zh: '泺源大街', en: 'Luoyuan Street' },
    kind: 'road',
    territoryCode: '990102',
    numbers: [
      range('odd', 1, 199, '990102001001001'),
      range('even', 2, 150, '990102001002001'),
      range('even', 152, 300, '990102001002002'),
    ],
  },
  { name: { zh: '乐山小区' }, kind: 'estate', territoryCode: '990104001001' },
  {
    name: { zh: '乐山小区南区' },
    kind: 'estate',
    aliases: ['乐山南区'],
    territoryCode: '990104001001',
    numbers: [range('all', 1, 12, '990104001001003'), range('all', 13, 30, '990104001001004')],
  },
  { name: { zh: '解放桥社区居民委员会' }, kind: 'community', territoryCode: '990102001002' },
  { name: { zh: '银座大厦A座' }, kind: 'building', territoryCode: '990102001002001' },
  { name: { zh: '中心医院' }, kind: 'place', aliases: ['市立二院'], territoryCode: '990102001003' },
  { name: { zh: '和平路' }, kind: 'road', territoryCode: '990102001' },
  { name: { zh: '和平路' }, kind: 'road', territoryCode: '990104001' },
  { name: { zh: '经七路' }, kind: 'road', territoryCode: '990104' },
  {
    name: { zh: 'GARRISON BLVD' },
    kind: 'road',
    territoryCode: '880101001',
    numbers: [range('even', 3400, 3498, '880101001002'), range('odd', 3401, 3499, '880101001003')],
  },
  { name: { zh: 'N CHARLES ST' }, kind: 'road', territoryCode: '880101002' },
  { name: { zh: 'Oldtown' }, kind: 'community', territoryCode: '880101002001' },
]
const gazetteer = buildGazetteer(entries)
const codeOf = (text: string): string | null => {
  const result = resolve(gazetteer, text)
  return result.found ? result.territoryCode : null
}

describe('address text', () => {
  const same: [string, string][] = [
    ['泺源大街 １８０ 号', '泺源大街180号'],
    ['灤源大街，180號', '滦源大街180号'],
    ['泺源大街一百八十号', '泺源大街180号'],
    ['泺源大街一八〇号', '泺源大街180号'],
    ['乐山小区南区9栋', '乐山小区南区9号楼'],
    ['乐山小区南区九幢', '乐山小区南区9号楼'],
    ['樂山小區', '樂山小区'],
    ['乐山小区9#楼', '乐山小区9号楼'],
    ['银座大厦a栋', '银座大厦A座'],
    ['十二号楼', '12号楼'],
    ['经七路', '经7路'],
    ['3400 Garrison Boulevard, Baltimore', '3400 GARRISON BLVD BALTIMORE'],
    ['12－3号', '12-3号'],
    ['  （东）门 ', '东门'],
  ]
  for (const [written, normal] of same) {
    it(`${written} is ${normal}`, () => assert.equal(normaliseAddress(written), normal))
  }

  it('is stable: a normalised text stays as it is', () => {
    const pieces = fc.constantFrom(...'一十百零九号楼栋幢座区路街园東門A B3 9-,，#STREET 乐山'.split(''))
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (chars) => {
        const once = normaliseAddress(chars.join(''))
        assert.equal(normaliseAddress(once), once)
      }),
    )
  })
})

describe('resolving', () => {
  it('finds the grid by the side of the road and the number', () => {
    assert.equal(codeOf('泺源大街 180 号'), '990102001002002')
    assert.equal(codeOf('泺源大街１８１号'), '990102001001001')
    assert.equal(codeOf('泺源大街一百五十号'), '990102001002001')
    assert.equal(codeOf('泺源大街180'), '990102001002002')
  })

  it('finds the building of an estate, however it is said', () => {
    for (const text of [
      '乐山小区南区 9 号楼',
      '乐山小区南区九号楼',
      '乐山南区9栋',
      '乐山小区（南区）9幢2单元301室',
      '乐山小區南區9號樓',
    ]) {
      assert.equal(codeOf(text), '990104001001003', text)
    }
    assert.equal(codeOf('乐山小区南区13号楼'), '990104001001004')
  })

  it('finds an address inside a sentence', () => {
    const result = resolve(
      gazetteer,
      '您好，我住在槐荫区乐山小区南区15号楼，3月5日起楼下烧烤到12点，请处理。',
    )
    assert.ok(result.found)
    assert.deepEqual(
      [result.territoryCode, result.reason, result.matched],
      ['990104001001004', 'number', '乐山小区南区15号楼'],
    )
    assert.ok(result.confidence > 0.95)
  })

  it('does not take a year or a bus for a house number', () => {
    const result = resolve(gazetteer, '泺源大街2024年修过')
    assert.ok(result.found)
    assert.deepEqual([result.territoryCode, result.reason], ['990102', 'name'])
  })

  it('says so when the number lies in no known range', () => {
    const result = resolve(gazetteer, '泺源大街 900 号')
    assert.ok(result.found)
    assert.deepEqual(
      [result.territoryCode, result.reason, result.confidence],
      ['990102', 'number_unknown', 0.5],
    )
  })

  it('knows committees by their communities, and spoken names', () => {
    assert.equal(codeOf('解放桥社区'), '990102001002')
    assert.equal(codeOf('解放桥社区居委会'), '990102001002')
    const villages = buildGazetteer(
      ['东河村村民委员会', '西河一村民委员会'].map((zh, at) => ({
        name: { zh },
        kind: 'community',
        territoryCode: `99010200100${at}`,
      })),
    )
    for (const [said, at] of [
      ['东河村', 0],
      ['东河村委会', 0],
      ['西河一村', 1],
      ['西河一村委会', 1],
    ] as const) {
      const place = resolve(villages, `我住${said}东头`)
      assert.ok(place.found && place.territoryCode === `99010200100${at}`, said)
    }
    const result = resolve(gazetteer, '市立二院门口')
    assert.ok(result.found)
    assert.deepEqual([result.territoryCode, result.reason], ['990102001003', 'alias'])
  })

  it('asks when two places of one name are equally likely, and needs not ask when the district is named', () => {
    const result = resolve(gazetteer, '和平路上的路灯坏了')
    assert.ok(!result.found)
    assert.deepEqual(result.candidates.map((each) => each.territoryCode).sort(), ['990102001', '990104001'])
    assert.equal(codeOf('槐荫区和平路上的路灯坏了'), '990104001')
  })

  it('falls back to the area, with less confidence', () => {
    const result = resolve(gazetteer, '历下区有个路灯坏了')
    assert.ok(result.found)
    assert.deepEqual([result.territoryCode, result.reason], ['990102', 'area'])
  })

  it('offers similar names, unsure, when nothing is recognised', () => {
    const result = resolve(gazetteer, '乐山小')
    assert.ok(!result.found)
    assert.equal(result.candidates[0]?.entry.name.zh, '乐山小区')
    assert.ok(result.candidates.every((each) => each.confidence <= 0.4))
    assert.deepEqual(resolve(gazetteer, ''), { found: false, candidates: [] })
    assert.deepEqual(resolve(gazetteer, '完全无关'), { found: false, candidates: [] })
  })

  it('reads western addresses through the same entries, by whole words', () => {
    assert.equal(codeOf('3400 GARRISON BLVD, BALTIMORE, MD, 21215'), '880101001002')
    assert.equal(codeOf('3401 garrison boulevard'), '880101001003')
    assert.equal(codeOf('3400 BLK GARRISON BLVD'), '880101001002')
    assert.equal(codeOf('10 North Charles Street'), '880101002')
    assert.equal(codeOf('OLDTOWNS'), null)
  })

  it('takes any text without an exception', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: fc.constantFrom(...'号楼栋9a # \u0000\ud800𠀀é-（'.split('')) }),
          fc
            .array(
              fc.constantFrom(
                '泺源大街',
                '乐山小区',
                '南区',
                '9',
                '号',
                '楼',
                ' ',
                'GARRISON',
                '历下区',
                '一',
              ),
              { maxLength: 10 },
            )
            .map((each) => each.join('')),
        ),
        (text) => {
          const result = resolve(gazetteer, text)
          assert.ok(result.found ? result.confidence > 0 : result.candidates.length <= 5)
          assert.ok(suggest(gazetteer, text, 3).length <= 3)
        },
      ),
    )
  })

  it('finds every number of every range, and only there', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 320 }), (number) => {
        const expected = rangeOf(entries[2] as GazetteerEntry, number)?.territoryCode ?? '990102'
        assert.equal(codeOf(`泺源大街${number}号`), expected)
      }),
    )
  })
})

describe('suggesting', () => {
  const names = (text: string, limit = 5): string[] =>
    suggest(gazetteer, text, limit).map((each) => each.entry.name.zh)

  it('helps from the first character', () => {
    assert.deepEqual(names('泺'), ['泺源大街'])
    assert.deepEqual(names('乐山'), ['乐山小区', '乐山小区南区'])
  })

  it('finds a piece in the middle and a name with one wrong character', () => {
    assert.deepEqual(names('源大'), ['泺源大街'])
    assert.equal(names('洛源大街')[0], '泺源大街')
    assert.equal(names('garr')[0], 'GARRISON BLVD')
  })

  it('gives the territory of the number once it is typed', () => {
    assert.equal(suggest(gazetteer, '泺源大街 180 号', 1)[0]?.territoryCode, '990102001002002')
    assert.equal(suggest(gazetteer, '3401 garr', 1)[0]?.territoryCode, '880101001003')
    assert.equal(suggest(gazetteer, '乐山小区南区9', 1)[0]?.territoryCode, '990104001001003')
  })

  it('keeps to the limit, lists an entry once, and has nothing to say to nothing', () => {
    assert.equal(names('乐山', 1).length, 1)
    assert.deepEqual(names('乐山南区'), ['乐山小区南区'])
    assert.deepEqual(names(''), [])
    assert.deepEqual(names('乐山', 0), [])
    assert.deepEqual(names('   ，'), [])
  })
})
