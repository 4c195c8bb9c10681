/** 计数 — every row of the file is counted once: in, changed, unchanged, or in the reject file with its reason. */
import type { Batch } from './batch.ts'
import type { Reject } from './note.ts'
import type { Row } from './read-rows.ts'
import type { RejectFile } from './reject-file.ts'
import type { Entry } from './translate.ts'

export type Counts = {
  readonly rows: number
  readonly imported: number
  readonly updated: number
  readonly unchanged: number
  readonly rejected: number
  /** Rejected rows by reason. */
  readonly reasons: Readonly<Record<string, number>>
  /** What was done to dirty input, by code; a row may have several. */
  readonly notes: Readonly<Record<string, number>>
}

export type Tally = {
  /** False, and counted, for a row whose id came before. */
  isFirst(entry: Entry): boolean
  batch(batch: Batch): void
  reject(row: Row, why: Reject): void
  counts(): Counts
}

export function newTally(rejects: RejectFile): Tally {
  const fates = { imported: 0, updated: 0, unchanged: 0, rejected: 0 }
  const reasons: Record<string, number> = {}
  const notes: Record<string, number> = {}
  const lines = new Map<string, string>()
  const count = (counts: Record<string, number>, code: string) => {
    counts[code] = (counts[code] ?? 0) + 1
  }
  const reject = (row: Row, why: Reject) => {
    fates.rejected += 1
    count(reasons, why.code)
    rejects.add(row, why)
  }
  return {
    isFirst({ source, digest, row }) {
      const mark = digest.toString('base64', 32, 44)
      const before = lines.get(source)
      if (before === undefined) {
        lines.set(source, `${row.line} ${mark}`)
        return true
      }
      const [line = '', said] = before.split(' ')
      if (said === mark) {
        fates.unchanged += 1
        count(notes, 'row.twice')
      } else reject(row, { code: 'row.id_twice', params: { line } })
      return false
    },
    batch(batch) {
      for (const [{ row }, fate] of batch.fates) {
        if (typeof fate === 'string') fates[fate] += 1
        else reject(row, fate)
      }
      for (const { code } of batch.notes) count(notes, code)
    },
    reject,
    counts: () => ({
      rows: Object.values(fates).reduce((sum, each) => sum + each, 0),
      ...fates,
      reasons,
      notes,
    }),
  }
}
