/** 通知对象 — whom a notice reaches: relations of the loop file turned into organisations, posts and residents. */
import { resolveTarget } from '../catalogue/dispatch.ts'
import type { Directory } from '../organisation/directory.ts'
import { innerHolder, isLive, leadOf, type Matter } from './matter.ts'

/** Addressees: organisation ids, `post:<id>`, `resident:<id>`; each once. Nobody complained about is ever told. */
export function addresseesOf(matter: Matter, whom: readonly string[], directory: Directory): string[] {
  const found = whom.flatMap((relation) => addressees(matter, relation, directory))
  return [...new Set(found)].filter((id) => !matter.against.includes(id))
}

function addressees(matter: Matter, relation: string, directory: Directory): (string | never)[] {
  const present = (...ids: (string | null | undefined)[]) => ids.filter((id): id is string => id != null)
  const live = matter.assignments.filter(isLive)
  switch (relation) {
    case 'lead':
      return present(leadOf(matter)?.unit)
    case 'assist':
      return live.filter((a) => a.as === 'assist').map((a) => a.unit)
    case 'inner':
      return live.map(innerHolder).filter((id) => !live.some((a) => a.unit === id))
    case 'reporter':
      return matter.reporter.residentId ? [`resident:${matter.reporter.residentId}`] : []
    case 'followers':
      return matter.followers.map((id) => `resident:${id}`)
    case 'caller':
      return present(matter.reporter.organisationId)
    case 'first_handler':
      return present(matter.firstHandler)
    case 'informed':
      return [...matter.informed]
    default:
      return present(
        resolveTarget(directory, relation, relation.startsWith('duty:') ? matter.level : matter.territory),
      )
  }
}
