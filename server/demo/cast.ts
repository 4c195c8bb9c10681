/** 演职员 — the demo people as actors: each with the posts they really hold, found by organisation. */
import { actorOf } from '@huying/core/account/actor.ts'
import type { Directory } from '@huying/core/organisation/directory.ts'
import type { Actor } from '@huying/core/organisation/types.ts'
import type { Pack } from '@huying/core/pack/types.ts'
import type { Db } from '../database/db.ts'

export type Cast = {
  readonly all: readonly Actor[]
  /** Who holds a post in the organisation, or the post `post:<id>` itself. */
  of(addressee: string): readonly Actor[]
  /** Residents who have an account. */
  readonly residents: readonly Actor[]
}

export async function readCast(db: Db, pack: Pack, directory: Directory): Promise<Cast> {
  const { jurisdiction } = pack.rules
  const { rows } = await db.query(
    'select id, username, name, "residentId", locale from account where jurisdiction = $1 order by username',
    [jurisdiction],
  )
  const actors = rows.map((row) => {
    const held = pack.demo.posts
      .filter((post) => post.username === row.username)
      .map(({ id, organisationId, role, territory }) => ({
        id,
        organisationId,
        role,
        territory,
        delegatedBy: null,
      }))
    return actorOf({ ...row, jurisdiction }, held, directory)
  })
  const staff = actors.filter((actor) => actor.posts.length > 0)
  const byAddressee = new Map<string, Actor[]>()
  for (const actor of staff) {
    for (const { organisationId, postId } of actor.posts) {
      for (const key of [organisationId, `post:${postId}`]) {
        byAddressee.set(key, [...(byAddressee.get(key) ?? []), actor])
      }
    }
  }
  return {
    all: staff,
    of: (addressee) => byAddressee.get(addressee) ?? [],
    residents: actors.filter((actor) => actor.kind === 'resident'),
  }
}

/** The same person, acting in the post that serves this place. */
export function servingAt(actor: Actor, territory: string): Actor {
  const rank = (post: Actor['posts'][number]) =>
    territory.startsWith(post.territory) ? -post.territory.length : 1
  return { ...actor, posts: [...actor.posts].sort((a, b) => rank(a) - rank(b)) }
}
