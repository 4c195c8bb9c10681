/**
 * 关系 — how an actor stands to a matter. Packs never name users, only relations: `reporter`, `caller`, `lead`,
 * `assist`, `inner` (a section or person the work was passed on to), `first_handler`, `informed`, `follower`, `grid`,
 * `street`, `community`, `duty:<duty>`, `staff`, `resident`, `system`.
 */
import { resolveTarget } from '../catalogue/dispatch.ts'
import type { Directory } from '../organisation/directory.ts'
import type { ActivePost, Actor } from '../organisation/types.ts'
import type { By } from './loop.ts'
import { type Assignment, innerHolder, isLive, leadOf, type Matter } from './matter.ts'

export type Standing = {
  readonly relation: string
  readonly post: ActivePost | null
  readonly assignment: Assignment | null
}

export const RELATIONS = [
  'reporter',
  'caller',
  'lead',
  'assist',
  'inner',
  'first_handler',
  'informed',
  'follower',
  'grid',
  'street',
  'community',
  'staff',
  'resident',
  'system',
] as const

/**
 * Every standing of the actor. Who belongs to an organisation complained about has none
 * (济南市12345条例 §32: conflicted staff recuse).
 */
export function standingsOf(matter: Matter, actor: Actor, directory: Directory): Standing[] {
  if (actor.kind === 'system') return [{ relation: 'system', post: null, assignment: null }]
  if (isRecused(matter, actor)) return []
  const standings: Standing[] = []
  const add = (relation: string, post: ActivePost | null = null, assignment: Assignment | null = null) =>
    standings.push({ relation, post, assignment })
  if (actor.residentId !== null) {
    if (matter.reporter.residentId === actor.residentId) add('reporter')
    if (matter.followers.includes(actor.residentId)) add('follower')
  }
  if (actor.kind === 'resident') add('resident')
  for (const post of actor.posts) addPostStandings(matter, post, directory, add)
  return standings
}

type Add = (relation: string, post?: ActivePost, assignment?: Assignment) => void

function addPostStandings(matter: Matter, post: ActivePost, directory: Directory, add: Add): void {
  for (const assignment of matter.assignments) {
    if (!isLive(assignment) || (assignment.as === 'lead' && assignment !== leadOf(matter))) continue
    if (post.organisationId === assignment.unit) add(assignment.as, post, assignment)
    const inner = innerHolder(assignment)
    if (inner !== assignment.unit && (inner === post.organisationId || inner === `post:${post.postId}`)) {
      add('inner', post, assignment)
    }
  }
  if (post.organisationId === matter.firstHandler) add('first_handler', post)
  if (post.organisationId === matter.reporter.organisationId) add('caller', post)
  if (matter.informed.includes(post.organisationId)) add('informed', post)
  if (!matter.territory.startsWith(post.territory) && !matter.level.startsWith(post.territory)) return
  for (const duty of dutiesOf(matter, post, directory)) add(`duty:${duty}`, post)
  for (const kind of ['street', 'community']) {
    if (resolveTarget(directory, kind, matter.territory, matter.against) === post.organisationId)
      add(kind, post)
  }
  if (post.role === 'grid_worker') add('grid', post)
  add('staff', post)
}

/** The duties of the post, and those it stands in for because who has them is complained about. */
function dutiesOf(matter: Matter, post: ActivePost, directory: Directory): Iterable<string> {
  if (matter.against.length === 0) return post.duties
  const desks = [...directory.byWork.keys()].filter((work) => work.startsWith('duty:'))
  const stoodIn = desks.filter(
    (desk) => resolveTarget(directory, desk, placeOf(matter, desk), matter.against) === post.organisationId,
  )
  return new Set([...post.duties, ...stoodIn.map((desk) => desk.slice('duty:'.length))])
}

/** True when the actor belongs to an organisation that the matter complains about. */
export function isRecused(matter: Matter, actor: Actor): boolean {
  return (
    matter.against.length > 0 &&
    actor.posts.some((post) => post.chain.some((id) => matter.against.includes(id)))
  )
}

/** Standings that satisfy one entry of an action's `by`. */
export function satisfies(standing: Standing, by: By): boolean {
  if (typeof by === 'string') return standing.relation === by
  return standing.relation === by.relation && standing.post !== null && by.roles.includes(standing.post.role)
}

/** Where a target is looked for: desks at the level that the matter was raised to, all else at its own place. */
export function placeOf(matter: Matter, target: string): string {
  return /^(duty|up):/.test(target) ? matter.level : matter.territory
}
