import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import iconv from 'iconv-lite'
import type { ImportMap } from './map.ts'
import { BrokenFile } from './note.ts'
import { openTable, type Row } from './read-rows.ts'
import { xlsxOf, zipOf } from './testing/zip.ts'

const TEXT = '编号,标题\r\n1,"路灯，""不亮"""\r\n\r\n2,"两行\n标题"\r\n'
const ROWS = [
  ['1', '路灯，"不亮"'],
  ['2', '两行\n标题'],
]

let folder: string
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huying-rows-'))
})
after(() => rm(folder, { recursive: true, force: true }))

async function table(bytes: string | Uint8Array, options?: ImportMap['file']) {
  const file = join(folder, 'file')
  await writeFile(file, bytes)
  const opened = await openTable(file, options)
  const rows: Row[] = []
  for await (const row of opened.rows) rows.push(row)
  return { ...opened, rows }
}

async function cells(bytes: string | Uint8Array, options?: ImportMap['file']) {
  const { header, rows } = await table(bytes, options)
  assert.deepEqual(header, ['编号', '标题'])
  return rows.map((row) => row.cells)
}

const broken =
  (code: string, params: object = {}) =>
  (error: unknown) => {
    assert.ok(error instanceof BrokenFile)
    assert.equal(error.code, code)
    for (const [name, value] of Object.entries(params)) assert.equal(error.params[name], value)
    return true
  }

describe('a CSV file', () => {
  it('is read whatever its encoding, with the lines its rows begin on', async () => {
    assert.deepEqual(await cells(TEXT), ROWS)
    assert.deepEqual(await cells(`\uFEFF${TEXT}`), ROWS)
    assert.deepEqual(await cells(iconv.encode(TEXT, 'gb18030')), ROWS)
    assert.deepEqual(await cells(iconv.encode(TEXT, 'utf-16le', { addBOM: true })), ROWS)
    assert.deepEqual(await cells(iconv.encode(TEXT, 'utf-16be', { addBOM: true })), ROWS)
    assert.deepEqual(await cells(iconv.encode(TEXT, 'utf-16le'), { encoding: 'utf-16le' }), ROWS)
    const { rows } = await table(TEXT)
    assert.deepEqual(
      rows.map(({ line }) => line),
      [2, 4],
    )
  })

  it('is GB18030 even where the first byte that shows it comes late', async () => {
    const long = `编号,标题\n${'1,plain\n'.repeat(100_000)}`
    const bytes = Buffer.concat([
      Buffer.from('a,b\n'),
      Buffer.from(long.slice(6)),
      iconv.encode('2,路灯\n', 'gb18030'),
    ])
    const { encoding, rows } = await table(bytes)
    assert.equal(encoding, 'gb18030')
    assert.deepEqual(rows.at(-1)?.cells, ['2', '路灯'])
  })

  it('may have another delimiter', async () => {
    assert.deepEqual(await cells('编号;标题\n1;灯\n', { delimiter: ';' }), [['1', '灯']])
    assert.deepEqual(await cells('编号\t标题\n1\t灯\n', { delimiter: '\\t' }), [['1', '灯']])
  })

  it('with a row of another length has that row refused and the others read', async () => {
    const { rows } = await table('a,b\n1,2\n3\n4,5,6\n7,8\n')
    assert.deepEqual(
      rows.map(({ line, reject }) => [line, reject?.code ?? null]),
      [
        [2, null],
        [3, 'row.columns'],
        [4, 'row.columns'],
        [5, null],
      ],
    )
  })

  it('with a quote that is never closed is read up to there and says on which line it opens', async () => {
    await assert.rejects(table('a,b\n1,2\n3,"open\n4,5\n'), broken('file.quote_open', { line: 3 }))
    await assert.rejects(
      table(`a,b\n1,2\n3,"${'x,y\n'.repeat(300_000)}`),
      broken('file.quote_open', { line: 3 }),
    )
    await assert.rejects(table('a,b\n1,2\n3,"x"y\n'), broken('file.csv', { line: 3 }))
  })
})

describe('what is no table', () => {
  it('is refused with a reason', async () => {
    await assert.rejects(openTable(join(folder, 'gone')), broken('file.missing'))
    await assert.rejects(openTable(folder), broken('file.missing'))
    await assert.rejects(table(''), broken('file.empty'))
    await assert.rejects(table(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1])), broken('file.xls'))
    await assert.rejects(table(Buffer.from('PK\x03\x04 and nothing more')), broken('file.xlsx'))
    await assert.rejects(table(zipOf({ 'a.txt': 'no sheet' })), broken('file.xlsx'))
  })
})

describe('an XLSX file', () => {
  it('is read like a CSV', async () => {
    assert.deepEqual(await cells(xlsxOf([['编号', '标题'], ...ROWS])), ROWS)
  })

  it('too large to be unpacked is refused before that, and CSV is named as the way', async () => {
    const bomb = zipOf({ 'xl/worksheets/sheet1.xml': 'small' }, 2_000_000_000)
    await assert.rejects(table(bomb), broken('file.xlsx_too_large', { megabytes: 1908, most: 96 }))
    const large = Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(50 * 1024 * 1024)])
    await assert.rejects(table(large), broken('file.xlsx_too_large', { megabytes: 51, most: 16 }))
  })
})
