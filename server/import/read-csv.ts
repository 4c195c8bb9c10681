/** CSV — read as a stream: a file of any size takes the memory of a few rows. */
import { finished } from 'node:stream'
import { type CsvError, type Options, type Parser, parse } from 'csv-parse'
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
  const text = counted(decodeChunks(file, encoding), (chars) => {
    read += chars
  })
  const records = parseRows(text, delimiter === '\\t' ? '\t' : delimiter)
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

/**
 * Rows are taken as the parser finds them, not from the stream that it is: a stream that fails forgets what it has not handed
 * out, and the rows before a broken one are good.
 */
async function* parseRows(text: AsyncIterable<string>, delimiter: string): AsyncGenerator<Row> {
  let found: Row[] = []
  let line = 1
  const settings: Options<string[]> = {
    delimiter,
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_ROW,
    on_record: (cells: string[], { lines }) => {
      found.push({ line: lines - lineBreaks(cells), cells })
      line = lines + 1
      return null
    },
  }
  const parser = parse(settings)
  parser.on('error', () => {}) // given to whoever writes
  parser.resume()
  for await (const chunk of text) {
    const error = await written(parser, chunk)
    yield* found
    found = []
    if (error) throw brokenAt(error, line)
  }
  const error = await written(parser, null)
  yield* found
  if (error) throw brokenAt(error, line)
}

/** Gives the parser a piece of text, or the end of it; answers with what it has against it. */
function written(parser: Parser, chunk: string | null): Promise<CsvError | null> {
  return new Promise((settle) => {
    const done = (error?: Error | null) => settle((error as CsvError | null | undefined) ?? null)
    if (chunk !== null) parser.write(chunk, done)
    else {
      finished(parser, done)
      parser.end()
    }
  })
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
