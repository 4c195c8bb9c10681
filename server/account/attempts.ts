/**
 * 登录失败处理 — five failures in a row shut a sign-in name for 15 minutes (GB/T 22239-2019 8.1.4.1).
 * A name that does not exist is treated alike, so that nobody learns who has an account.
 */
import { createHmac } from 'node:crypto'
import type { Pool } from '../database/pool.ts'

export const ALLOWED_FAILURES = 5
export const LOCK_MINUTES = 15

export type Attempts = {
  /**
   * Counts an attempt before its password is looked at, so that a hundred guesses sent at once are not all heard.
   * False when the name is shut.
   */
  begin(name: string): Promise<boolean>
  succeeded(name: string): Promise<void>
  failed(name: string): Promise<void>
}

export function openAttempts(pool: Pool, secret: string): Attempts {
  const digest = (name: string): Buffer =>
    createHmac('sha256', secret).update('account_attempt\n').update(name.trim().toLowerCase()).digest()
  return {
    begin: async (name) => {
      const { rows } = await pool.query(begin, [digest(name), ALLOWED_FAILURES, LOCK_MINUTES])
      return rows[0].failures <= ALLOWED_FAILURES
    },
    succeeded: async (name) => {
      await pool.query('delete from account_attempt where name_digest = $1 or until <= now()', [digest(name)])
    },
    failed: async (name) => {
      await pool.query(failed, [digest(name), name.trim().toLowerCase(), LOCK_MINUTES])
    },
  }
}

/** While shut, further attempts do not prolong it. */
const begin = `
  insert into account_attempt as a (name_digest, failures, until) values ($1, 1, now() + make_interval(mins => $3))
  on conflict (name_digest) do update set
    failures = case when a.until <= now() then 1 else least(a.failures, $2) + 1 end,
    until = case when a.until > now() and a.failures >= $2 then a.until else excluded.until end
  returning failures`

/** One statement that always writes: a known name, whose failure is audited, takes no longer than an unknown one. */
const failed = `
  with counted as (
    update account_attempt set until = now() + make_interval(mins => $3) where name_digest = $1
  )
  insert into audit (jurisdiction, id, account_id, what, subject)
  select jurisdiction, gen_random_uuid(), id, 'account.sign_in_failed', id
  from account where username = $2 and jurisdiction is not null`
