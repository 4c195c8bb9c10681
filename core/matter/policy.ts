/**
 * 事项策略 — who may know of a matter, and who of its reporter. Deny by default: to everybody else it does not exist.
 * One definition for the single matter and for lists: a `ReadScope` is what an actor may read, `ReadKeys` is what of a
 * matter decides it; both are plain values that a list can be filtered by.
 */
import { ADMINISTRATION } from '../account/policy.ts'
import { resolveTarget } from '../catalogue/dispatch.ts'
import type { Directory } from '../organisation/directory.ts'
import type { ActivePost, Actor } from '../organisation/types.ts'
import type { RevealBasis } from '../resident/types.ts'
import { innerHolder, isLive, type Matter } from './matter.ts'
import { isRecused } from './relations.ts'

/** Kinds of organisation that answer for a place as a whole, whatever the field of work. */
const GOVERNING = ['government', 'street', 'community', 'grid_team']
/** Duties that speak with reporters and watch over the work: confidential matters of their territory are theirs too. */
const DESKS = ['triage', 'callback', 'review', 'supervision']

export type ReadScope = {
  /** Sees everything: the system itself. */
  readonly all: boolean
  /** Subtrees whose matters are read, unless confidential. */
  readonly prefixes: readonly string[]
  /** Subtrees whose confidential matters are read too. */
  readonly confidentialPrefixes: readonly string[]
  /** By whom the actor answers: organisations, `post:<id>`, `resident:<id>`. */
  readonly readers: readonly string[]
  /** Organisations with the territory that each post in them is limited to. */
  readonly seats: readonly Pick<ActivePost, 'organisationId' | 'territory'>[]
  /** Organisations, and all above them: nothing that complains about one of these is ever shown. */
  readonly recusedFrom: readonly string[]
}

export type ReadKeys = {
  readonly territory: string
  readonly confidential: boolean
  readonly readers: readonly string[]
  /** Organisations that act for one complained about, each within its territory. */
  readonly standIns: readonly string[]
  readonly against: readonly string[]
}

export function readScopeOf(actor: Actor): ReadScope {
  const { posts, residentId } = actor
  const own = posts.flatMap((post) => [post.organisationId, `post:${post.postId}`])
  return {
    all: actor.kind === 'system',
    prefixes: scopePrefixes(actor),
    confidentialPrefixes: narrowest(posts.filter((post) => hasDuty(post, DESKS))),
    readers: [...new Set([...own, ...(residentId === null ? [] : [`resident:${residentId}`])])],
    seats: posts,
    recusedFrom: [...new Set(posts.flatMap((post) => post.chain))],
  }
}

/**
 * Codes whose subtrees the actor oversees: by a standing duty, by governing the place, or as its grid worker. Keeping
 * accounts is no oversight: who hands out rights does not thereby read what they are for.
 */
export function scopePrefixes(actor: Actor): string[] {
  const overseeing = ({ duties, organisationKind = '', role }: ActivePost): boolean =>
    duties.some((duty) => duty !== ADMINISTRATION) ||
    GOVERNING.includes(organisationKind) ||
    role === 'grid_worker'
  return narrowest(actor.posts.filter(overseeing))
}

/** Territories of the posts without those inside another: no row is found twice. */
function narrowest(posts: readonly ActivePost[]): string[] {
  const codes = [...new Set(posts.map(({ territory }) => territory))]
  return codes.filter((code) => !codes.some((other) => other !== code && code.startsWith(other)))
}

/**
 * Whom a matter concerns beyond its place: who reported, took in, called, was asked (also before), was informed,
 * follows, or holds it. Of a confidential one: only who reported, took in, called, is at work on it, or holds it.
 */
export function readKeysOf(matter: Matter, directory: Directory): ReadKeys {
  const { territory, against } = matter
  const confidential = matter.overlays.confidential !== undefined
  const readers = new Set([...involved(matter), ...(confidential ? [] : formerlyInvolved(matter))])
  return {
    territory,
    confidential,
    readers: [...readers],
    standIns: standIns(matter, directory, confidential),
    against,
  }
}

function involved(matter: Matter): string[] {
  const { reporter, firstHandler } = matter
  const holder = matter.custody.at(-1)
  return [
    reporter.residentId && `resident:${reporter.residentId}`,
    reporter.organisationId,
    firstHandler,
    holder?.to === null && holder.holder !== 'reporter' ? holder.holder : null,
    ...matter.assignments.filter(isLive).flatMap((a) => [a.unit, innerHolder(a)]),
  ].filter((id) => typeof id === 'string')
}

function formerlyInvolved(matter: Matter): string[] {
  return [
    ...matter.assignments.flatMap((a) => [a.unit, ...a.relay.map((step) => step.to)]),
    ...matter.informed,
    ...matter.followers.map((id) => `resident:${id}`),
  ]
}

/** Where a desk or the street is complained about, the organisation that stands in acts for it (济南市12345条例 §32). */
function standIns(matter: Matter, directory: Directory, confidential: boolean): string[] {
  const { against, territory } = matter
  if (against.length === 0) return []
  const desks = [...directory.byWork.keys()].filter((work) => work.startsWith('duty:'))
  const targets = confidential ? DESKS.map((duty) => `duty:${duty}`) : [...desks, 'street', 'community']
  return targets.flatMap((target) => resolveTarget(directory, target, territory, against) ?? [])
}

/** The whole rule. A list that is filtered by the same conditions shows exactly what may be read. */
export function admits(scope: ReadScope, keys: ReadKeys): boolean {
  if (scope.all) return true
  if (keys.against.some((id) => scope.recusedFrom.includes(id))) return false
  const prefixes = keys.confidential ? scope.confidentialPrefixes : scope.prefixes
  return (
    prefixes.some((prefix) => keys.territory.startsWith(prefix)) ||
    keys.readers.some((id) => scope.readers.includes(id)) ||
    scope.seats.some(
      (seat) => keys.standIns.includes(seat.organisationId) && keys.territory.startsWith(seat.territory),
    )
  )
}

export function mayRead(matter: Matter, actor: Actor, directory: Directory): boolean {
  return admits(readScopeOf(actor), readKeysOf(matter, directory))
}

/**
 * Who may know who reported: the reporter, the desks that speak with reporters, and the units at work on the matter.
 * Of a confidential one only the desks and whoever took it in. Never who is complained about, never a follower, never
 * a unit that was merely informed (个人信息保护法 §6: no more than is needed).
 */
export function reporterVisible(actor: Actor, matter: Matter): boolean {
  if (actor.kind === 'system') return true
  if (isRecused(matter, actor)) return false
  if (actor.residentId !== null) return actor.residentId === matter.reporter.residentId
  const confidential = matter.overlays.confidential !== undefined
  const handling = confidential ? [matter.firstHandler] : involved(matter)
  return actor.posts.some(
    (post) =>
      (hasDuty(post, DESKS) && matter.territory.startsWith(post.territory)) ||
      handling.includes(post.organisationId) ||
      handling.includes(`post:${post.postId}`),
  )
}

/** Whose data this actor may ask the vault for on behalf of this matter, with a reason. */
export function revealBasis(actor: Actor, matter: Matter): RevealBasis {
  const { residentId } = matter.reporter
  const visible = residentId !== null && reporterVisible(actor, matter)
  return { matterId: matter.id, residentIds: visible ? [residentId] : [] }
}

function hasDuty(post: ActivePost, duties: readonly string[]): boolean {
  return post.duties.some((duty) => duties.includes(duty))
}
