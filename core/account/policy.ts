/** 账号策略 — who may make accounts and hand out posts. Everybody else may not. */
import type { Actor } from '../organisation/types.ts'

/** Standing duty of the organisation that keeps accounts and posts for its territory. */
export const ADMINISTRATION = 'administration'

/**
 * True for the system, and for a post with the duty of administration over the whole of `territory`. Nobody hands a
 * post to himself: that takes a second administrator (GB/T 22239-2019 8.1.4.2: separated rights).
 */
export function mayAdminister(by: Actor, territory: string, accountId: string | null): boolean {
  if (by.kind === 'system') return true
  if (by.kind !== 'staff' || (accountId !== null && by.accountId === accountId)) return false
  return by.posts.some((post) => post.duties.includes(ADMINISTRATION) && territory.startsWith(post.territory))
}

/** Territories that somebody administers, none inside another; empty for everybody else. */
export function administeredBy(by: Actor): string[] {
  const codes = by.posts.filter((post) => post.duties.includes(ADMINISTRATION)).map((post) => post.territory)
  const unique = [...new Set(codes)]
  return unique.filter((code) => !unique.some((other) => other !== code && code.startsWith(other)))
}

/** The holder hands over a post for leave; a delegated post cannot be passed on. Or an administrator does it. */
export function mayDelegate(by: Actor, post: { id: string; accountId: string; territory: string }): boolean {
  const isHolder =
    by.kind === 'staff' && by.posts.some((p) => p.postId === post.id && p.delegatedBy === undefined)
  return isHolder || mayAdminister(by, post.territory, post.accountId)
}
