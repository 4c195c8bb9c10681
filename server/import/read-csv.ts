/** CSV — read as a stream: a file of any size takes the memory of a few rows. */
import { Readable } from 'node:stream'
import { type CsvError, type Info, type Options, parse } from 'csv-parse'
import { decodeChunks, detectEncoding } from './encoding.ts'
import type { ImportMap } from './map.ts'
import { BrokenFile } from './note.ts'
import type { Row, Table } from './read-rows.ts'

/** A row longer than this is a quote that was never closed, not a row. */
const LONGEST_ROW = 1_000_000

export async function readCsvRows(
  file: string,
  bytes: number,
  options: ImportMap['file'] = {},
): Promise<Table> {
  const { encoding: declared = 'auto', delimiter = ',' } = options
  const encoding = declared === 'auto' ? await detectEncoding(file) : declared
  let read = 0
  const text = Readable.from(counted(decodeChunks(file, encoding), (chars) => (read += chars)))
  const records = parseRows(text, { delimiter: delimiter === '\\t' ? '\t' : delimiter })
  const first = await records.next()
  if (first.done) throw new BrokenFile('file.empty', { file })
  const header = first.value.cells.map((cell) => cell.trim())
  return {
    header,
    encoding,
    bytes,
    // Characters are not bytes, but near enough for a bar.
    readBytes: () => Math.min(bytes, encoding === 'utf-8' ? read : read * 2),
    rows: checkLength(records, header.length),
  }
}

async function* counted(
  chunks: AsyncIterable<string>,
  count: (chars: number) => void,
): AsyncGenerator<string> {
  for await (const chunk of chunks) {
    count(chunk.length)
    yield chunk
  }
}

type Parsed = { readonly record: string[]; readonly info: Info }

async function* parseRows(text: Readable, { delimiter }: { delimiter: string }): AsyncGenerator<Row> {
  const settings: Options = {
    delimiter,
    info: true,
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_ROW,
  }
  const parser = parse(settings)
  text.on('error', (error) => parser.destroy(error))
  text.pipe(parser)
  let line = 1
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      yield { line: info.lines - lineBreaks(record), cells: record }
      line = info.lines + 1
    }
  } catch (error) {
    throw brokenAt(error as CsvError, line)
  } finally {
    text.destroy()
  }
}

/** Line breaks inside the cells: a row begins that many lines before it ends. */
function lineBreaks(cells: readonly string[]): number {
  return cells.reduce((sum, cell) => (cell.includes('\n') ? sum + cell.split('\n').length - 1 : sum), 0)
}

/** Where quoting goes wrong nobody can tell where the next row begins: the rest of the file is not read. */
function brokenAt(error: CsvError, line: number): Error {
  if (!error.code?.startsWith('CSV_')) return error
  const quote = error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE'
  return new BrokenFile(quote ? 'file.quote_open' : 'file.csv', { line, message: error.message })
}

async function* checkLength(rows: AsyncIterable<Row>, expected: number): AsyncGenerator<Row> {
  for await (const row of rows) {
    if (row.cells.every((cell) => cell === '')) continue
    const found = row.cells.length
    yield found === expected ? row : { ...row, reject: { code: 'row.columns', params: { expected, found } } }
  }
}
