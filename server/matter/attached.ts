/** 随附 — the files that a command names, which must be the caller's own and not sent in before. */
import type { FileDigests } from '@huying/core/attachment/types.ts'
import { findWaiting } from '../attachment/rows.ts'
import type { Db } from '../database/db.ts'
import type { Envelope, Outcome } from './command.ts'
import type { Named } from './form.ts'

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
