/** 人员批次 — what a batch of rows would add beside what is there; told row by row, stored as a whole. */
import { randomUUIDv7 } from 'node:crypto'
import { SYSTEM } from '@huying/core/organisation/types.ts'
import { firstPassword } from '../account/first-password.ts'
import { checkPost, insertAccounts, insertPosts, type NewPost, type People } from '../account/people.ts'
import { transaction } from '../database/transaction.ts'
import { type Reject, rejected } from '../import/note.ts'
import type { Line, PostWanted } from './import-people-rows.ts'

type Known = {
  readonly id: string
  readonly name: string
  /** Staff of this authority. */
  readonly isOurs: boolean
  readonly posts: PostHeld[]
}
type PostHeld = Omit<NewPost, 'accountId'>

export type NewAccount = { readonly id: string; readonly username: string; readonly name: string }

export type Plan = {
  readonly accounts: NewAccount[]
  readonly posts: (NewPost & { readonly id: string })[]
}

export type Told =
  | { readonly ok: true; readonly adds: { readonly account: boolean; readonly post: boolean } }
  | { readonly ok: false; readonly reject: Reject }

type Setting = { readonly people: People; readonly jurisdiction: string; readonly today: string }

/** Rows that are in already add nothing; whatever would change what is there is rejected: that is done at the desk. */
export async function planBatch(
  { people, jurisdiction, today }: Setting,
  lines: readonly Line[],
): Promise<{ readonly plan: Plan; readonly told: readonly Told[] }> {
  const known = await loadKnown(people, jurisdiction, lines)
  const plan: Plan = { accounts: [], posts: [] }
  const tell = ({ username, name, post }: Line): Told => {
    const found = known.get(username)
    if (!found && name === null) return rejected('people.unknown', { username })
    if (found && !found.isOurs) return rejected('account.username_taken')
    if (found && name !== null && name.trim() !== found.name)
      return rejected('people.name_differs', { username, name: found.name })
    const wanted = post && { ...post, fromOn: post.fromOn ?? today }
    const refused = wanted && checkPost(people.rulesOf(jurisdiction), SYSTEM, wanted)
    if (refused) return rejected(refused.refusal.code, refused.refusal.params as Reject['params'])
    const held = post && found?.posts.find((one) => isSame(one, post, today))
    if (held && !isEqual(held, post))
      return rejected('people.post_differs', { from: held.fromOn, to: held.toOn ?? '…' })
    const account = found ?? { id: randomUUIDv7(), name: (name ?? '').trim(), isOurs: true, posts: [] }
    known.set(username, account)
    if (!found) plan.accounts.push({ id: account.id, username, name: account.name })
    if (wanted && !held) {
      account.posts.push(wanted)
      plan.posts.push({ ...wanted, id: randomUUIDv7(), accountId: account.id })
    }
    return { ok: true, adds: { account: !found, post: wanted !== null && !held } }
  }
  return { told: lines.map(tell), plan }
}

/** The same place at the same time: two posts that differ in nothing but their days are one. */
function isSame(held: PostHeld, wanted: PostWanted, today: string): boolean {
  const isThere =
    held.organisationId === wanted.organisationId &&
    held.role === wanted.role &&
    held.territory === wanted.territory
  const from = wanted.fromOn ?? today
  return isThere && (held.toOn ?? '9') >= from && held.fromOn <= (wanted.toOn ?? '9')
}

const isEqual = (held: PostHeld, { fromOn, toOn }: PostWanted): boolean =>
  (fromOn === null || held.fromOn === fromOn) && held.toOn === toOn

async function loadKnown(
  { pool }: People,
  jurisdiction: string,
  lines: readonly Line[],
): Promise<Map<string, Known>> {
  const { rows } = await pool.query<Known & { username: string }>(
    `select a.id, a.name, a.username, a.jurisdiction = $1 and a."residentId" is null as "isOurs",
       coalesce((select jsonb_agg(jsonb_build_object('organisationId', organisation_id, 'role', role,
           'territory', territory, 'fromOn', from_on, 'toOn', to_on))
         from post p where p.jurisdiction = $1 and p.account_id = a.id), '[]') as posts
     from account a where a.username = any ($2)`,
    [jurisdiction, lines.map(({ username }) => username)],
  )
  return new Map(rows.map((row) => [row.username, row]))
}

export type Handed = NewAccount & { readonly password: string }

/** `keep` gets the new first passwords before anything is stored: none is ever lost. */
export async function storeBatch(
  people: People,
  jurisdiction: string,
  { accounts, posts }: Plan,
  keep: (accounts: readonly Handed[]) => Promise<void>,
): Promise<void> {
  if (accounts.length + posts.length === 0) return
  const { password } = await people.auth.$context
  const handed = accounts.map((account) => ({ ...account, password: firstPassword() }))
  const rows = await Promise.all(
    handed.map(async ({ password: plain, ...account }) => ({
      ...{ ...account, passwordHash: await password.hash(plain), mustChangePassword: true },
    })),
  )
  await keep(handed)
  const by = { actor: SYSTEM, jurisdiction }
  await transaction(people.pool, async (client) => {
    const made = await insertAccounts(client, by, rows)
    const given = await insertPosts(client, by, posts)
    if (made !== rows.length || given !== posts.length)
      throw new Error(
        'somebody else added people at the same time: nothing of this batch is in, run it again',
      )
  })
}
