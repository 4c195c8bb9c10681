/** 关注 — matters that an account keeps an eye on. It is shown only what it may read, so a follow outlives no right. */
import type { Db } from '../../database/db.ts'

export type Following = {
  readonly jurisdiction: string
  readonly accountId: string
  readonly matterId: string
}

export async function setFollow(
  db: Db,
  { jurisdiction, accountId, matterId }: Following,
  follow: boolean,
): Promise<void> {
  await db.query(
    follow
      ? 'insert into follow (jurisdiction, account_id, matter_id) values ($1, $2, $3) on conflict do nothing'
      : 'delete from follow where jurisdiction = $1 and account_id = $2 and matter_id = $3',
    [jurisdiction, accountId, matterId],
  )
}

export async function isFollowed(db: Db, { jurisdiction, accountId, matterId }: Following): Promise<boolean> {
  const { rowCount } = await db.query(
    'select from follow where jurisdiction = $1 and account_id = $2 and matter_id = $3',
    [jurisdiction, accountId, matterId],
  )
  return rowCount === 1
}
