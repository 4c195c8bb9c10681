/**
 * XLSX — a packed folder that is unpacked in memory as a whole, so there is a bound to what is taken, and it is checked on
 * what the file says it unpacks to before anything is unpacked.
 */
import { open } from 'node:fs/promises'
import { readSheet } from 'read-excel-file/node'
import type { ImportMap } from './map.ts'
import { BrokenFile } from './note.ts'
import type { Row, Table } from './read-rows.ts'

const MEGABYTE = 1024 * 1024
/** Measured: reading takes some ten times the unpacked bytes in memory. */
export const LARGEST_PACKED = 16 * MEGABYTE
export const LARGEST_UNPACKED = 96 * MEGABYTE

export async function readXlsxRows(
  file: string,
  bytes: number,
  options: ImportMap['file'] = {},
): Promise<Table> {
  const unpacked = bytes > LARGEST_PACKED ? bytes : await unpackedSize(file, bytes)
  if (bytes > LARGEST_PACKED || unpacked > LARGEST_UNPACKED) {
    const most = (bytes > LARGEST_PACKED ? LARGEST_PACKED : LARGEST_UNPACKED) / MEGABYTE
    throw new BrokenFile('file.xlsx_too_large', { megabytes: Math.ceil(unpacked / MEGABYTE), most })
  }
  const data = await readSheet(file, options.sheet ?? 1).catch((error: Error) => {
    throw new BrokenFile('file.xlsx', { message: error.message })
  })
  const [first, ...rest] = data
  if (!first) throw new BrokenFile('file.empty', { file })
  const header = first.map((cell) => textOf(cell).trim())
  let read = 0
  async function* rows(): AsyncGenerator<Row> {
    for (const [index, cells] of rest.entries()) {
      read = index + 1
      if (cells.every((cell) => cell === null)) continue
      yield { line: index + 2, cells: header.map((_, column) => textOf(cells[column])) }
    }
  }
  const readBytes = (): number => Math.floor((bytes * read) / Math.max(1, rest.length))
  return { header, encoding: 'xlsx', bytes, readBytes, rows: rows() }
}

/** A cell with a date is a time on the wall, without a zone: written as `yyyy-MM-dd HH:mm:ss`, which every map reads. */
function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  return cell instanceof Date ? cell.toISOString().slice(0, 19).replace('T', ' ') : String(cell)
}

const END = 0x06054b50
const ENTRY = 0x02014b50

/** The sum that the directory of the archive gives for its parts. */
async function unpackedSize(file: string, bytes: number): Promise<number> {
  const handle = await open(file)
  try {
    const tail = Buffer.alloc(Math.min(bytes, 65_557))
    await handle.read(tail, 0, tail.length, bytes - tail.length)
    const at = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
    if (at < 0 || tail.readUInt32LE(at) !== END || at + 22 > tail.length)
      throw new BrokenFile('file.xlsx', { message: 'no directory at its end' })
    const directory = Buffer.alloc(Math.min(bytes, tail.readUInt32LE(at + 12)))
    await handle.read(directory, 0, directory.length, tail.readUInt32LE(at + 16))
    return sumOf(directory)
  } finally {
    await handle.close()
  }
}

function sumOf(directory: Buffer): number {
  let sum = 0
  for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === ENTRY; ) {
    sum += directory.readUInt32LE(at + 24)
    at +=
      46 + directory.readUInt16LE(at + 28) + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  }
  return sum
}
