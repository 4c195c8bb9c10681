/**
 * 退回文件 — the rows that did not go in, with all their cells, the line they stood on and the reason in both languages.
 * Corrected, it can be imported with the same map: the added columns come last and no map asks for them.
 */

import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { finished } from 'node:stream/promises'
import { csvCell } from '../kernel/csv.ts'
import type { Reject } from './note.ts'
import type { Row } from './read-rows.ts'
import { sentenceOf } from './sentences.ts'

export const REJECT_COLUMNS = [
  'import_line',
  'import_reason',
  'import_reason_zh',
  'import_reason_en',
] as const

export type RejectFile = {
  add(row: Row, reject: Reject): void
  /** Puts the file in its place; without rejects there is none. */
  close(): Promise<void>
  /** Leaves nothing behind. */
  discard(): Promise<void>
}

/** Written beside its place and put there when complete, so that what lies there is never half a file. */
export function openRejectFile(file: string, header: readonly string[]): RejectFile {
  const draft = `${file}.part`
  const stream = createWriteStream(draft, { mode: 0o600 })
  const failed = finished(stream)
  failed.catch(() => {}) // asked for by close()
  let count = 0
  // A corrected reject file that is imported again brings these columns along.
  const kept = header.flatMap((name, at) =>
    (REJECT_COLUMNS as readonly string[]).includes(name) ? [] : [at],
  )
  const write = (cells: readonly (string | number)[]) => stream.write(`${cells.map(csvCell).join(',')}\r\n`)
  stream.write('\uFEFF') // spreadsheets take a CSV without it for the local encoding
  write([...kept.map((at) => header[at] ?? ''), ...REJECT_COLUMNS])
  return {
    add({ line, cells }, reject) {
      count += 1
      const sentences = [sentenceOf(reject, 'zh'), sentenceOf(reject, 'en')]
      write([...kept.map((at) => cells[at] ?? ''), line, reject.code, ...sentences])
    },
    async close() {
      stream.end()
      await failed
      if (count > 0) await rename(draft, file)
      else await Promise.all([rm(draft, { force: true }), rm(file, { force: true })])
    },
    async discard() {
      stream.destroy()
      await failed.catch(() => {})
      await rm(draft, { force: true })
    },
  }
}
