/** 以谁的身份 — an actor for a step of history: a member of staff of whichever organisation stands in the relation then. */
import { resolveTarget } from '@huying/core/catalogue/dispatch.ts'
import type { Action, By } from '@huying/core/matter/loop.ts'
import { innerHolder, isActive, leadOf, type Matter } from '@huying/core/matter/matter.ts'
import { placeOf } from '@huying/core/matter/relations.ts'
import type { Rules } from '@huying/core/matter/rules.ts'
import { type Actor, SYSTEM } from '@huying/core/organisation/types.ts'

/** Role of whoever acted in the system of origin, where the action asks for none. */
const ROLE = 'officer'

/**
 * Somebody who may take the action on the matter as it is now: in the relation `as`, else in the first of the action's own
 * that anybody stands in. Null where nobody does. The account is unknown: no name of ours is put on another system's acts.
 */
export function actorFor(action: Action, as: string | undefined, matter: Matter, rules: Rules): Actor | null {
  const wanted = as === undefined ? action.by : action.by.filter((by) => relationOf(by) === as)
  for (const by of wanted) {
    const actor = actorOf(by, matter, rules)
    if (actor) return actor
  }
  return null
}

function relationOf(by: By): string {
  return typeof by === 'string' ? by : by.relation
}

function actorOf(by: By, matter: Matter, rules: Rules): Actor | null {
  const relation = relationOf(by)
  if (relation === 'system') return SYSTEM
  if (relation === 'reporter' || relation === 'resident') return resident(matter.reporter.residentId)
  if (relation === 'follower') return resident(matter.followers[0] ?? null)
  const organisationId = organisationIn(relation, matter, rules)
  return organisationId === null
    ? null
    : staffOf(organisationId, typeof by === 'string' ? ROLE : by.roles[0], rules)
}

function resident(residentId: string | null): Actor | null {
  return residentId === null ? null : { kind: 'resident', accountId: null, residentId, posts: [] }
}

function organisationIn(relation: string, matter: Matter, { directory }: Rules): string | null {
  const lead = leadOf(matter)
  switch (relation) {
    case 'lead':
      return lead?.unit ?? null
    case 'assist':
      return matter.assignments.find((a) => a.as === 'assist' && isActive(a))?.unit ?? null
    case 'inner':
      return lead && innerHolder(lead) !== lead.unit ? innerHolder(lead) : null
    case 'first_handler':
      return matter.firstHandler
    case 'caller':
      return matter.reporter.organisationId
    case 'informed':
      return matter.informed[0] ?? null
    case 'staff':
      return matter.firstHandler ?? lead?.unit ?? null
    case 'grid':
      return null // a person, not an organisation
    default:
      return resolveTarget(directory, relation, placeOf(matter, relation), matter.against)
  }
}

function staffOf(organisationId: string, role = ROLE, { directory }: Rules): Actor | null {
  const organisation = directory.byId.get(organisationId)
  if (!organisation) return null
  const { territory, duties } = organisation
  const chain = directory.chains.get(organisationId) ?? [organisationId]
  const post = { postId: `import-${organisationId}`, organisationId, chain, role, territory, duties }
  return { kind: 'staff', accountId: null, residentId: null, posts: [post] }
}
