import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Finding } from '@huying/core/territory/finding.ts'
import { buildLocator, locate } from '@huying/core/territory/locate.ts'
import { decodeFile } from './encoding.ts'
import { readTerritories, readTerritoryCsv, readTerritoryGeoJson, type TerritorySource } from './read.ts'
import type { CsvMapping } from './read-csv.ts'
import type { GeoJsonMapping } from './read-geojson.ts'

const fixture = (name: string): string => join(import.meta.dirname, 'fixtures', name)
const shared = join(import.meta.dirname, '../../../shared/data/territory')
const real = existsSync(shared)
  ? {}
  : { skip: `real territory data is absent (looked in ../shared/data/territory)` }
const brief = (findings: readonly Finding[]) => findings.map((each) => [each.code, each.index])
const validFrom = '2020-01-01'

const communities: CsvMapping = {
  columns: { code: '代码', name: '名称', households: '户数', validFrom: '起始日' },
  validFrom,
}
const streets: GeoJsonMapping = { name: ['name'], code: { numbered: { parentCode: '990101' } }, validFrom }

let folder = ''
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'territory-'))
})
after(() => rm(folder, { recursive: true, force: true }))
async function written(name: string, content: string | Uint8Array): Promise<string> {
  await writeFile(join(folder, name), content)
  return join(folder, name)
}

describe('a CSV of codes and names', () => {
  it('gives a territory or a rejected row with a reason for every row', async () => {
    const { territories, findings, rejected } = await readTerritoryCsv(
      fixture('dirty-communities.csv'),
      communities,
    )
    assert.deepEqual(
      territories.map((each) => each.code),
      ['990101001001', '990101001003', '990101001003', '990101009001'],
    )
    assert.deepEqual(
      rejected.map((each) => each.index),
      [1, 2, 5, 7, 8],
    )
    assert.deepEqual(brief(findings), [
      ['name.missing', 1],
      ['code.shape', 2],
      ['households.invalid', 3],
      ['code.missing', 5],
      ['row.malformed', 7],
      ['row.malformed', 8],
    ])
    assert.equal(territories[0]?.households, 320)
    assert.deepEqual(rejected[3]?.values, {
      代码: '990101001004',
      名称: '多格社区',
      户数: '80',
      起始日: '2020-01-01',
      rest: ['多余'],
    })
  })

  it('is checked as a whole: orphan and duplicates are named', async () => {
    const report = await readTerritories([{ file: fixture('dirty-communities.csv'), csv: communities }], {
      knownParents: ['990101001'],
    })
    assert.deepEqual(brief(report.findings), [
      ['code.duplicate', 2],
      ['id.duplicate', 2],
      ['name.duplicate', 2],
      ['parent.orphan', 3],
    ])
  })

  it('may be in GB18030, with characters that GBK lacks', async () => {
    const { territories, findings } = await readTerritoryCsv(fixture('communities-gb18030.csv'), {
      columns: { code: '代码', name: '名称' },
      validFrom,
    })
    assert.deepEqual(
      territories.map((each) => each.name.zh),
      ['桃源社区', '䶮溪社区'],
    )
    assert.deepEqual(findings, [])
  })

  it('without a column that the mapping names is not read, and the report lists what is there', async () => {
    const { territories, findings } = await readTerritoryCsv(fixture('dirty-communities.csv'), {
      columns: { code: 'code', name: '名称' },
      validFrom,
    })
    assert.deepEqual(territories, [])
    assert.deepEqual(findings[0]?.params, { missing: 'code', present: '代码, 名称, 户数, 起始日' })
  })

  it('that breaks off inside a quotation, is empty or is no text gives a report, not a crash', async () => {
    const mapping: CsvMapping = { columns: { code: 'code', name: 'name' }, validFrom }
    const broken = await readTerritoryCsv(
      await written('broken.csv', 'code,name\n990101001,"甲街道"\n990101002,"乙街道\n'),
      mapping,
    )
    assert.deepEqual(
      broken.territories.map((each) => each.name.zh),
      ['甲街道'],
    )
    assert.deepEqual(brief(broken.findings), [['row.malformed', null]])
    assert.deepEqual(brief((await readTerritoryCsv(await written('empty.csv', ''), mapping)).findings), [
      ['file.column_missing', null],
    ])
    const noise = Uint8Array.from({ length: 400 }, (_, at) => (at * 151 + 129) % 256)
    assert.equal(
      (await readTerritoryCsv(await written('noise.csv', noise), mapping)).findings[0]?.severity,
      'error',
    )
  })
})

describe('bytes of a file', () => {
  it('are read by their BOM, as UTF-8, or else as GB18030', () => {
    assert.deepEqual(decodeFile(Buffer.from('\uFEFF街道')), {
      text: '街道',
      encoding: 'utf-8',
      unreadable: 0,
    })
    assert.deepEqual(decodeFile(Buffer.from([0xff, 0xfe, 0x57, 0x88])), {
      text: '街',
      encoding: 'utf-16le',
      unreadable: 0,
    })
    assert.deepEqual(decodeFile(Buffer.from([0xfe, 0xff, 0x88, 0x57])), {
      text: '街',
      encoding: 'utf-16be',
      unreadable: 0,
    })
    assert.deepEqual(decodeFile(Buffer.from([0xbd, 0xd6])), {
      text: '街',
      encoding: 'gb18030',
      unreadable: 0,
    })
    assert.equal(decodeFile(Buffer.from([0xbd, 0xd6, 0xff, 0x20])).unreadable > 0, true)
  })
})

describe('a GeoJSON of borders', () => {
  it('gives a territory or a rejected feature with a reason for every feature', async () => {
    const { territories, findings, rejected } = await readTerritoryGeoJson(
      fixture('dirty-streets.geojson'),
      streets,
    )
    assert.deepEqual(
      territories.map((each) => each.code),
      ['990101001', '990101003', '990101004', '990101005', '990101006', '990101010'],
    )
    assert.deepEqual(brief(findings), [
      ['name.missing', 1],
      ['geometry.unreadable', 6],
      ['geometry.unreadable', 7],
      ['geometry.unreadable', 8],
      ['name.missing', 10],
    ])
    assert.deepEqual(findings[0]?.params, { looksLike: 'na me', value: '长河街道' })
    assert.deepEqual(
      rejected.map((each) => each.index),
      [1, 6, 7, 8, 10],
    )
    assert.deepEqual(territories.at(-1)?.geometry?.coordinates[0]?.[0]?.[0], [120.05, 30])
  })

  it('is checked as a whole: unclosed, overlapping, swapped, crossing itself, a name twice', async () => {
    const report = await readTerritories([{ file: fixture('dirty-streets.geojson'), geojson: streets }], {
      knownParents: ['990101'],
    })
    assert.deepEqual(
      report.findings.map((each) => [each.code, each.territoryCode]),
      [
        ['name.duplicate', '990101010'],
        ['ring.unclosed', '990101003'],
        ['geometry.swapped', '990101005'],
        ['ring.self_intersection', '990101006'],
        ['siblings.overlap', '990101003'],
      ],
    )
  })

  it('is not read where nothing declares its coordinates, and warns where file and mapping differ', async () => {
    const feature = {
      type: 'Feature',
      properties: { name: '甲' },
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [120, 30],
            [121, 30],
            [121, 31],
            [120, 30],
          ],
        ],
      },
    }
    const silent = await written(
      'silent.geojson',
      JSON.stringify({ type: 'FeatureCollection', features: [feature] }),
    )
    const unread = await readTerritoryGeoJson(silent, streets)
    assert.deepEqual(
      [brief(unread.findings), unread.rejected.length],
      [[['file.coordinates_undeclared', null]], 1],
    )
    const told = await readTerritoryGeoJson(silent, { ...streets, coordinates: 'GCJ02' })
    assert.notDeepEqual(told.territories[0]?.geometry?.coordinates[0]?.[0], [120, 30])
    const differing = await readTerritoryGeoJson(fixture('dirty-streets.geojson'), {
      ...streets,
      coordinates: 'GCJ02',
    })
    assert.equal(differing.findings[0]?.code, 'file.coordinates_differ')
  })

  it('that is no FeatureCollection gives a report, not a crash', async () => {
    for (const text of ['', '{', '[]', '{"type":"Feature"}', '{"type":"FeatureCollection","features":{}}']) {
      assert.deepEqual(
        brief((await readTerritoryGeoJson(await written('bad.geojson', text), streets)).findings),
        [['file.unreadable', null]],
      )
    }
  })

  it('finds its territories by name, and says which it could not tell', async () => {
    const csv: CsvMapping = { columns: { code: 'code', name: 'name' }, validFrom }
    const table = await written(
      'known.csv',
      'code,name\n990101001,桃源街道\n990101002,北山街道\n990101003,重叠街道\n990101004,重叠街道\n',
    )
    const byName: GeoJsonMapping = { ...streets, code: { byName: { parentCode: '990101' } } }
    const report = await readTerritories(
      [
        { file: table, csv },
        { file: fixture('dirty-streets.geojson'), geojson: byName },
      ],
      { knownParents: ['990101'] },
    )
    assert.deepEqual(
      report.territories.map((each) => [each.code, each.geometry !== undefined]),
      [
        ['990101001', true],
        ['990101002', true],
        ['990101003', false],
        ['990101004', false],
        ['990101001', true],
      ],
    )
    const codes = report.files[1]?.findings.map((each) => each.code) ?? []
    assert.deepEqual([codes.includes('feature.ambiguous'), codes.includes('feature.unmatched')], [true, true])
    assert.ok(report.findings.some((each) => each.code === 'code.duplicate' && each.index === 4))
  })
})

describe('the real files', () => {
  const cities = ['370100', '370300', '371600', '430600', '511100']
  const sources: TerritorySource[] = [
    ...cities.map(
      (city): TerritorySource => ({
        file: join(shared, `city_${city}.json`),
        geojson: {
          coordinates: 'GCJ02',
          name: ['name'],
          code: { properties: ['adcode'] },
          padded: true,
          validFrom,
        },
      }),
    ),
    {
      file: join(shared, 'streets.csv'),
      csv: { columns: { code: 'code', name: 'name', parent: 'areaCode' }, validFrom },
    },
    {
      file: join(shared, 'communities.csv'),
      csv: { columns: { code: 'code', name: 'name', parent: 'streetCode' }, validFrom },
    },
  ]

  it('of five cities load completely: 47 districts, 614 streets, 15,168 communities', real, async () => {
    const report = await readTerritories(sources, { knownParents: cities.map((city) => city.slice(0, 4)) })
    assert.deepEqual(
      report.files.map((each) => [each.read, each.rejected.length]),
      [
        [12, 0],
        [8, 0],
        [7, 0],
        [9, 0],
        [11, 0],
        [614, 0],
        [15168, 0],
      ],
    )
    assert.equal(report.territories.length, 47 + 614 + 15168)
    assert.deepEqual(
      report.files.flatMap((each) => each.findings),
      [],
    )
    // Two functional zones have streets but no polygon and no line of their own.
    const errors = report.findings.filter((each) => each.severity === 'error')
    assert.deepEqual(
      new Set(errors.map((each) => `${each.code} ${each.params.parent}`)),
      new Set(['parent.orphan 370176', 'parent.orphan 430671']),
    )
    assert.equal(errors.length, 9)
    // Each city's districts fit together; only borders between cities, drawn in different files, overlap.
    const overlaps = report.findings.filter((each) => each.code === 'siblings.overlap')
    assert.ok(
      overlaps.length > 0 &&
        overlaps.every((each) => each.territoryCode?.slice(0, 4) !== String(each.params.other).slice(0, 4)),
    )
    const districts = buildLocator(report.territories)
    assert.equal(locate(districts, 117.02, 36.66), '370102')
  })

  it('with one feature that lacks a name gives 59 streets and a report that points at it', real, async () => {
    const source = {
      file: join(shared, 'streets-renshou.geojson'),
      geojson: { ...streets, code: { numbered: { parentCode: '511421' } } },
    }
    const report = await readTerritories([source], { knownParents: ['511421'] })
    assert.equal(report.territories.length, 59)
    assert.deepEqual(
      report.files[0]?.findings.map((each) => [each.code, each.index, each.params]),
      [['name.missing', 1, { looksLike: 'na me', value: '大化镇' }]],
    )
    assert.deepEqual(report.findings, [])
    const whole = await readTerritories(
      [{ ...source, geojson: { ...source.geojson, name: ['name', 'na me'] } }],
      { knownParents: ['511421'] },
    )
    assert.equal(whole.territories.length, 60)
  })

  it('without a coordinate system are read only when it is told', real, async () => {
    const geojson: GeoJsonMapping = { ...streets, code: { numbered: { parentCode: '330110' } } }
    const file = join(shared, 'streets-yuhang.geojson')
    assert.equal((await readTerritoryGeoJson(file, geojson)).territories.length, 0)
    assert.equal(
      (await readTerritoryGeoJson(file, { ...geojson, coordinates: 'WGS84' })).territories.length,
      12,
    )
  })
})
