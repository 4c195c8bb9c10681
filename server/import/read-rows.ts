/** 读行 — the rows of a CSV or XLSX file, one at a time; what kind of file it is shows in its first bytes, not in its name. */
import { access, stat } from 'node:fs/promises'
import { type Encoding, firstBytes } from './encoding.ts'
import type { ImportMap } from './map.ts'
import { BrokenFile, type Reject } from './note.ts'
import { readCsvRows } from './read-csv.ts'
import { readXlsxRows } from './read-xlsx.ts'

/** One row as it stands in the file; `line` is where it begins. `reject` where it could not even be taken apart. */
export type Row = { readonly line: number; readonly cells: readonly string[]; readonly reject?: Reject }

export type Table = {
  readonly header: readonly string[]
  readonly encoding: Encoding | 'xlsx'
  /** Bytes of the file, and how many are read by now, for a progress bar. */
  readonly bytes: number
  readBytes(): number
  readonly rows: AsyncIterable<Row>
}

/** @throws BrokenFile where there is no such file or it is no table */
export async function openTable(file: string, options: ImportMap['file'] = {}): Promise<Table> {
  const found = await stat(file).catch(() => null)
  if (!found?.isFile()) throw new BrokenFile('file.missing', { file })
  await access(file).catch(() => {
    throw new BrokenFile('file.unreadable', { file })
  })
  const [a, b, c, d] = await firstBytes(file, 4)
  if (a === undefined) throw new BrokenFile('file.empty', { file })
  if (a === 0xd0 && b === 0xcf && c === 0x11 && d === 0xe0) throw new BrokenFile('file.xls', { file })
  const isZip = a === 0x50 && b === 0x4b && c === 0x03 && d === 0x04
  return isZip ? readXlsxRows(file, found.size, options) : readCsvRows(file, found.size, options)
}
