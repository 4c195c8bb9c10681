/**
 * 演示人员 — the made-up staff of a pack, with one password that everybody may know. Only ever in the embedded
 * database: a default account where real people sign in is a hole (GB/T 22239-2019 8.1.4.2: no default accounts).
 */

import { randomUUIDv7 } from 'node:crypto'
import { SYSTEM } from '@huying/core/organisation/types.ts'
import type { Database } from '../database/open.ts'
import type { Pool } from '../database/pool.ts'
import type { Auth } from './auth.ts'
import { type By, insertAccounts, insertPosts, type NewPost } from './people.ts'

/** Printed at start beside the demo sign-ins, and in the documentation. */
export const DEMO_PASSWORD = 'huying-demo-2026'

/** What is needed of a pack (`core/pack/types.ts`). */
export type PackWithDemo = {
  readonly jurisdiction: { readonly code: string } | null
  readonly demo: {
    readonly people: readonly { readonly username: string; readonly name: { readonly zh: string } }[]
    readonly posts: readonly (Omit<NewPost, 'accountId'> & {
      readonly id: string
      readonly username: string
    })[]
  }
}

/** A made-up resident who can sign in, beside the staff of the pack. */
export type DemoResident = { readonly username: string; readonly name: string; readonly residentId: string }

/**
 * Makes the accounts and posts that are not there yet; a second time does nothing, and hashes nothing.
 * @throws on an external database, on a pack without jurisdiction, and when a name is taken in another authority
 */
export async function seedDemo(
  pool: Pool,
  auth: Auth,
  pack: PackWithDemo,
  kind: Database['kind'],
  residents: readonly DemoResident[] = [],
): Promise<{ accounts: number; posts: number }> {
  if (kind !== 'embedded') throw new Error('Demo accounts are never made in an external database')
  if (!pack.jurisdiction) throw new Error('A pack without jurisdiction has no demo')
  const by: By = { actor: SYSTEM, jurisdiction: pack.jurisdiction.code }
  const staff = pack.demo.people.map(({ username, name }) => ({ username, name: name.zh }))
  const rows = [...staff, ...residents].map((row) => ({ ...row, id: randomUUIDv7() }))
  const known = await findAccounts(pool, by.jurisdiction, rows)
  const missing = rows.filter(({ username }) => !known.has(username))
  let accounts = 0
  if (missing.length > 0) {
    const passwordHash = await (await auth.$context).password.hash(DEMO_PASSWORD)
    const accountRows = missing.map((row) => ({ ...row, passwordHash }))
    accounts = await insertAccounts(pool, by, accountRows)
  }
  const ids = accounts > 0 ? await findAccounts(pool, by.jurisdiction, rows) : known
  const posts = pack.demo.posts.map(({ username, ...post }) => ({ ...post, accountId: idOf(ids, username) }))
  return { accounts, posts: await insertPosts(pool, by, posts) }
}

async function findAccounts(
  pool: Pool,
  jurisdiction: string,
  rows: readonly { readonly username: string }[],
): Promise<ReadonlyMap<string, string>> {
  const { rows: found } = await pool.query<{ username: string; id: string }>(
    'select username, id from account where jurisdiction = $1 and username = any ($2)',
    [jurisdiction, rows.map(({ username }) => username)],
  )
  return new Map(found.map(({ username, id }) => [username, id]))
}

function idOf(ids: ReadonlyMap<string, string>, username: string): string {
  const id = ids.get(username)
  if (id === undefined) throw new Error(`The demo person ${username} has no account in this authority`)
  return id
}
