/**
 * 依法删改 — takes a text out of the record on a legal basis; the event and its digest stay, so the gap is explained, not hidden. The matter is
 * found by none of its words until what is left has been cut anew (`cut-words.ts`).
 */
import { deleteFiles } from '../../attachment/finish.ts'
import type { Db } from '../../database/db.ts'
import { newId } from '../../kernel/ids.ts'
import type { Services } from '../../services.ts'

export type Redaction = {
  readonly jurisdiction: string
  readonly matterId: string
  readonly seq: number
  readonly field: string
  readonly why: string
  readonly accountId: string | null
}

/** True when a text was there and is now redacted. */
export async function redact(
  db: Db,
  { jurisdiction, matterId, seq, field, why, accountId }: Redaction,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `with redacted as (
       update content set body = null, redacted_at = now(), redacted_why = $5
       where jurisdiction = $1 and matter_id = $2 and seq = $3 and field = $4 and redacted_at is null returning 1
     ),
     unfound as (
       update matter_words set words = '', whole = false
       where jurisdiction = $1 and matter_id = $2 and exists (select from redacted)
     )
     insert into audit (jurisdiction, id, account_id, what, subject, detail)
     select $1, $6, $7, 'content.redacted', $2::text, jsonb_build_object('seq', $3::integer, 'field', $4::text, 'why', $5::text) from redacted`,
    [jurisdiction, matterId, seq, field, why, newId(), accountId],
  )
  return rowCount === 1
}

export type FileRedaction = Omit<Redaction, 'field'> & { readonly attachmentId: string }

/** True when the event had this file and its bytes and name are now gone; its digest stays. */
export async function redactFile(
  { db, files }: Pick<Services, 'db' | 'files'>,
  { jurisdiction, matterId, seq, attachmentId, why, accountId }: FileRedaction,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `with redacted as (
       update attachment a set name = null, redacted_at = now(), redacted_why = $5
       where jurisdiction = $1 and id = $2 and redacted_at is null and exists (
         select from matter_attachment m
         where m.jurisdiction = a.jurisdiction and m.attachment_id = a.id and m.matter_id = $3 and m.seq = $4)
       returning 1
     )
     insert into audit (jurisdiction, id, account_id, what, subject, detail)
     select $1, $6, $7, 'attachment.redacted', $2::text,
       jsonb_build_object('matter', $3::text, 'seq', $4::integer, 'why', $5::text) from redacted`,
    [jurisdiction, attachmentId, matterId, seq, why, newId(), accountId],
  )
  // Nobody is given them from here on; where the store fails now, the same command removes them later.
  const { rows } = await db.query(
    'select from attachment where jurisdiction = $1 and id = $2 and redacted_at is not null',
    [jurisdiction, attachmentId],
  )
  if (rows.length > 0) await deleteFiles(files, jurisdiction, attachmentId)
  return rowCount === 1
}
