/** 附件核验 — every file that the journal speaks of is there as it was sent in, or its removal is explained. */
import { createHash } from 'node:crypto'
import { pipeline } from 'node:stream/promises'
import type { Files } from '../../attachment/files.ts'
import { keyOf } from '../../attachment/finish.ts'
import { type AttachmentRow, findAttachments } from '../../attachment/rows.ts'
import type { Db } from '../../database/db.ts'
import type { Line } from './chain.ts'
import type { StoredMatter } from './history.ts'
import type { Finding } from './verify.ts'

type Told = { readonly matterId: string; readonly id: string; readonly sha256: string }

/** Without `files` the bytes themselves are not read. */
export async function verifyAttachments(
  db: Db,
  jurisdiction: string,
  batch: readonly StoredMatter[],
  files: Files | null,
): Promise<Finding[]> {
  const told = batch.flatMap(toldBy)
  const ids = [...new Set(told.map(({ id }) => id))]
  const rows = await findAttachments(db, jurisdiction, ids)
  const redacted = [...rows.values()].filter((row) => row.redacted_at !== null).map(({ id }) => id)
  const explained = await redactionsOf(db, jurisdiction, redacted)
  const findings: Finding[] = []
  for (const { matterId, id, sha256 } of told) {
    const row = rows.get(id)
    const code = row
      ? await codeOf(row, sha256, explained.has(id), files && { files, key: keyOf(jurisdiction, id) })
      : 'attachment.missing'
    if (code) findings.push({ code, subject: matterId, detail: `file ${id}` })
  }
  return findings
}

function toldBy({ id: matterId, lines }: StoredMatter): Told[] {
  return lines.flatMap(({ body }) => {
    if (!body.includes('"attachments":{')) return []
    try {
      const { events } = JSON.parse(body) as Line
      return events.flatMap((event) => {
        const digests = ('attachments' in event ? event.attachments : undefined) ?? {}
        return Object.entries(digests).map(([id, sha256]) => ({ matterId, id, sha256 }))
      })
    } catch {
      return [] // a line that cannot be read has been found already
    }
  })
}

async function redactionsOf(db: Db, jurisdiction: string, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const { rows } = await db.query(
    "select subject from audit where jurisdiction = $1 and what = 'attachment.redacted' and subject = any($2)",
    [jurisdiction, ids],
  )
  return new Set(rows.map(({ subject }) => subject))
}

async function codeOf(
  row: AttachmentRow,
  sha256: string,
  isExplained: boolean,
  stored: { readonly files: Files; readonly key: string } | null,
): Promise<Finding['code'] | null> {
  if (row.sha256.toString('hex') !== sha256) return 'attachment.changed'
  if (row.redacted_at !== null) return isExplained ? null : 'attachment.unexplained'
  if (!stored) return null
  const bytes = await stored.files.read(stored.key)
  if (!bytes) return 'attachment.file_missing'
  const hash = createHash('sha256')
  await pipeline(bytes, hash)
  return hash.digest('hex') === sha256 ? null : 'attachment.file_changed'
}
