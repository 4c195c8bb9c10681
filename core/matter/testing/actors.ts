/** 角色 — people who act in specs: a member of staff of an organisation, or a resident. */
import type { Actor } from '../../organisation/types.ts'
import type { Rules } from '../rules.ts'

/** A member of staff of this organisation, over its whole territory. */
export function staff(
  { directory }: Pick<Rules, 'directory'>,
  organisationId: string,
  role = 'officer',
): Actor {
  const organisation = directory.byId.get(organisationId)
  if (!organisation) throw new Error(`no organisation ${organisationId}`)
  const { territory, duties } = organisation
  const chain = directory.chains.get(organisationId) ?? []
  const postId = `${organisationId}-${role}`
  return {
    kind: 'staff',
    accountId: postId,
    residentId: null,
    posts: [{ postId, organisationId, chain, role, territory, duties }],
  }
}

export function resident(residentId: string): Actor {
  return { kind: 'resident', accountId: `account-${residentId}`, residentId, posts: [] }
}
