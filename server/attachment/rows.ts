/** 附件行 — what the database knows of files; their bytes lie in the file store. */
import type { AttachmentView } from '@huying/contract/attachment/view.ts'
import type { AttachmentKind } from '@huying/core/attachment/types.ts'
import type { Db } from '../database/db.ts'

export type AttachmentRow = {
  readonly id: string
  readonly account_id: string
  readonly kind: AttachmentKind
  readonly name: string | null
  readonly media_type: string
  /** PostgreSQL's bigint comes as text. */
  readonly bytes: string
  readonly sha256: Buffer
  readonly width: number | null
  readonly height: number | null
  readonly redacted_at: Date | null
}

const COLUMNS = 'id, account_id, kind, name, media_type, bytes, sha256, width, height, redacted_at'

const WAITING = `not exists (
  select from matter_attachment m where m.jurisdiction = a.jurisdiction and m.attachment_id = a.id)`

export async function findAttachments(
  db: Db,
  jurisdiction: string,
  ids: readonly string[],
): Promise<Map<string, AttachmentRow>> {
  if (ids.length === 0) return new Map()
  const { rows } = await db.query({
    name: 'find-attachments',
    text: `select ${COLUMNS} from attachment where jurisdiction = $1 and id = any($2)`,
    values: [jurisdiction, ids],
  })
  return new Map(rows.map((row: AttachmentRow) => [row.id, row]))
}

/** Of these, the account's own that nobody has sent in yet. */
export async function findWaiting(
  db: Db,
  jurisdiction: string,
  accountId: string,
  ids: readonly string[],
): Promise<Map<string, AttachmentRow>> {
  if (ids.length === 0) return new Map()
  const { rows } = await db.query({
    name: 'find-waiting-attachments',
    text: `select ${COLUMNS} from attachment a
      where jurisdiction = $1 and account_id = $2 and id = any($3) and redacted_at is null and ${WAITING}`,
    values: [jurisdiction, accountId, ids],
  })
  return new Map(rows.map((row: AttachmentRow) => [row.id, row]))
}

export async function countWaiting(db: Db, jurisdiction: string, accountId: string): Promise<number> {
  const { rows } = await db.query(
    `select count(*)::int as waiting from attachment a
     where jurisdiction = $1 and account_id = $2 and uploaded_at > now() - interval '2 days' and ${WAITING}`,
    [jurisdiction, accountId],
  )
  return rows[0].waiting
}

export async function insertAttachment(
  db: Db,
  jurisdiction: string,
  row: Omit<AttachmentRow, 'bytes' | 'redacted_at'> & { readonly bytes: number },
): Promise<void> {
  const { id, account_id, kind, name, media_type, bytes, sha256, width, height } = row
  await db.query(
    `insert into attachment (jurisdiction, id, account_id, kind, name, media_type, bytes, sha256, width, height)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing`,
    [jurisdiction, id, account_id, kind, name, media_type, bytes, sha256, width, height],
  )
}

/** True where it waited and is now gone. */
export async function deleteWaiting(
  db: Db,
  jurisdiction: string,
  accountId: string,
  id: string,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `delete from attachment a where jurisdiction = $1 and account_id = $2 and id = $3 and ${WAITING}`,
    [jurisdiction, accountId, id],
  )
  return rowCount === 1
}

/** Rows that nobody sent in within a day, now gone. Older than a month none can be left, so nothing else is looked at. */
export async function deleteExpired(db: Db): Promise<{ jurisdiction: string; id: string }[]> {
  const { rows } = await db.query(
    `delete from attachment a where uploaded_at < now() - interval '24 hours'
       and uploaded_at > now() - interval '31 days' and ${WAITING} returning jurisdiction, id`,
  )
  return rows
}

export function attachmentView(row: AttachmentRow, mayName: boolean): AttachmentView {
  return {
    id: row.id,
    kind: row.kind,
    name: mayName ? row.name : null,
    mediaType: row.media_type,
    bytes: Number(row.bytes),
    width: row.width,
    height: row.height,
    redacted: row.redacted_at !== null,
  }
}
