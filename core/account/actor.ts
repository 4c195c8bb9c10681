/** 操作人 — from an account and the posts it holds or exercises today to the actor that decisions are made for. */
import type { Directory } from '../organisation/directory.ts'
import type { ActivePost, Actor } from '../organisation/types.ts'
import type { Account } from './types.ts'

/** A post in force today; `delegatedBy` is the account on leave for whom it is exercised. */
export type HeldPost = {
  readonly id: string
  readonly organisationId: string
  readonly role: string
  readonly territory: string
  readonly delegatedBy: string | null
}

/**
 * A resident never acts through posts: staff who report something of their own do so by another account.
 * A post in an organisation that the rules no longer know, or over a place it does not serve, gives nothing.
 */
export function actorOf(account: Account, held: readonly HeldPost[], directory: Directory): Actor {
  const { id: accountId, residentId } = account
  if (residentId !== null) return { kind: 'resident', accountId, residentId, posts: [] }
  return {
    kind: 'staff',
    accountId,
    residentId: null,
    posts: held.flatMap((post) => activate(post, directory)),
  }
}

function activate(post: HeldPost, directory: Directory): ActivePost[] {
  const organisation = directory.byId.get(post.organisationId)
  const chain = directory.chains.get(post.organisationId)
  if (!organisation || !chain || !post.territory.startsWith(organisation.territory)) return []
  return [
    {
      postId: post.id,
      organisationId: post.organisationId,
      organisationKind: organisation.kind,
      chain,
      role: post.role,
      territory: post.territory,
      duties: organisation.duties,
      ...(post.delegatedBy === null ? {} : { delegatedBy: post.delegatedBy }),
    },
  ]
}
