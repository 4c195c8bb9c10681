/** 账号审计 — administrative acts on accounts and posts, appended only. */
import type { Client, Pool } from '../database/pool.ts'

export type AuditEntry = {
  readonly jurisdiction: string
  /** Who did it; null for the system. */
  readonly accountId: string | null
  readonly what: string
  /** To what: an opaque id. */
  readonly subject: string
  /** Nothing personal. */
  readonly detail?: Readonly<Record<string, unknown>>
}

export async function writeAudit(db: Pool | Client, entry: AuditEntry): Promise<void> {
  await db.query(
    `insert into audit (jurisdiction, id, account_id, what, subject, detail)
     values ($1, gen_random_uuid(), $2, $3, $4, $5)`,
    [entry.jurisdiction, entry.accountId, entry.what, entry.subject, entry.detail ?? null],
  )
}
