/** 姓名 — names of accounts as a process remembers them: every look at a matter shows who acted, and names hardly ever change. */
import type { Db } from '../database/db.ts'

export type AccountNames = {
  /** By id; without those that there are not. A name that changed is seen within `REMEMBERED`. */
  of(accountIds: readonly string[]): Promise<ReadonlyMap<string, string>>
}

/** How long a name is remembered, in milliseconds. */
export const REMEMBERED = 60_000
const CAPACITY = 20_000

export function openNames(db: Db, now: () => number = Date.now): AccountNames {
  let names = new Map<string, string>()
  let until = 0
  return {
    async of(accountIds) {
      if (now() >= until || names.size > CAPACITY) {
        names = new Map()
        until = now() + REMEMBERED
      }
      const known = names
      const missing = accountIds.filter((id) => !known.has(id))
      for (const [id, name] of await read(db, missing)) known.set(id, name)
      return new Map(accountIds.map((id) => [id, known.get(id)] as const).filter(isNamed))
    },
  }
}

function isNamed(entry: readonly [string, string | undefined]): entry is [string, string] {
  return entry[1] !== undefined
}

async function read(db: Db, ids: readonly string[]): Promise<[string, string][]> {
  if (ids.length === 0) return []
  const { rows } = await db.query({
    name: 'account-names',
    text: 'select id, name from account where id = any($1)',
    values: [ids],
  })
  return rows.map((row) => [row.id, row.name])
}
