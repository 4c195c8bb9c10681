/** 随附 — the files that a command names, which must be the caller's own and not sent in before. */
import type { FileDigests } from '@huying/core/attachment/types.ts'
import { findWaiting } from '../attachment/rows.ts'
import type { Db } from '../database/db.ts'
import type { Envelope, Outcome } from './command.ts'
import type { Named } from './form.ts'
import type { Line } from './record/chain.ts'
import type { StoredMatter } from './record/history.ts'

type Attached =
  | {
      readonly ok: true
      readonly ids: readonly string[]
      readonly digests: { readonly attachments?: FileDigests }
    }
  | Extract<Outcome, { errors: readonly object[] }>

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Refusal: form.invalid, with each file that is not there for the caller. */
export async function findAttached(
  db: Db,
  { jurisdiction, actor }: Pick<Envelope, 'jurisdiction' | 'actor'>,
  files: readonly Named[],
): Promise<Attached> {
  const ids = [...new Set(files.map(({ id }) => id))].filter((id) => UUID.test(id))
  const found =
    actor.accountId === null
      ? new Map<string, never>()
      : await findWaiting(db, jurisdiction, actor.accountId, ids)
  const missing = files.filter(({ id }) => !found.has(id))
  if (missing.length > 0)
    return {
      ok: false,
      refusal: { code: 'form.invalid', params: {} },
      errors: missing.map(({ path }) => ({ path, rule: 'attachment', params: {} })),
    }
  if (ids.length === 0) return { ok: true, ids, digests: {} }
  const attachments = Object.fromEntries(
    [...found.values()].map(({ id, sha256 }) => [id, sha256.toString('hex')]),
  )
  return { ok: true, ids, digests: { attachments } }
}

/** Files that events speak of are sent in, whatever became of the rows that say so: the daily tidying must not take them. */
export async function rebuildAttachments(
  db: Db,
  jurisdiction: string,
  batch: readonly StoredMatter[],
): Promise<void> {
  const rows = batch.flatMap(({ id, lines }) => lines.flatMap((line) => rowsIn(jurisdiction, id, line.body)))
  if (rows.length === 0) return
  await db.query(
    `insert into matter_attachment
     select m.* from json_populate_recordset(null::matter_attachment, $1) m
       join attachment a on a.jurisdiction = m.jurisdiction and a.id = m.attachment_id
     on conflict do nothing`,
    [JSON.stringify(rows)],
  )
}

function rowsIn(jurisdiction: string, matter_id: string, body: string): object[] {
  if (!body.includes('"attachments":{')) return []
  const line = JSON.parse(body) as Line
  return line.events.flatMap((event, index) => {
    const ids = 'attachments' in event ? Object.keys(event.attachments ?? {}) : []
    return ids.map((attachment_id) => ({ jurisdiction, attachment_id, matter_id, seq: line.seq + index }))
  })
}
