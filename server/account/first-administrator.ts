/** 第一个管理员 — who adds everybody else; made on the machine itself, because before them nobody can sign in. */
import { ADMINISTRATION } from '@huying/core/account/policy.ts'
import { localDate } from '@huying/core/kernel/calendar/civil-date.ts'
import { type Result, refuse } from '@huying/core/kernel/refusal.ts'
import { type Organisation, SYSTEM } from '@huying/core/organisation/types.ts'
import type { Standing } from './actor.ts'
import { type Handed, hireColleague } from './keeping.ts'
import type { People } from './people.ts'

/** Where an administrator can stand: the organisation, or why there is none and which could be named. */
export type Found =
  | { readonly ok: true; readonly organisation: Organisation }
  | {
      readonly ok: false
      readonly why: 'none' | 'several' | 'part' | 'unknown' | 'no_duty'
      readonly known: readonly Organisation[]
    }

/** The organisation that has the duty over the whole authority; or the named one, whatever part it serves. */
export function findAdministration(
  { directory }: Pick<Standing, 'directory'>,
  jurisdiction: string,
  wanted?: string,
): Found {
  const known = [...directory.byId.values()].filter(({ duties }) => duties.includes(ADMINISTRATION))
  if (wanted !== undefined) {
    const organisation = directory.byId.get(wanted)
    if (!organisation) return { ok: false, why: 'unknown', known }
    const has = organisation.duties.includes(ADMINISTRATION)
    return has ? { ok: true, organisation } : { ok: false, why: 'no_duty', known }
  }
  const [first, ...others] = known.filter(({ territory }) => jurisdiction.startsWith(territory))
  if (!first) return { ok: false, why: known.length > 0 ? 'part' : 'none', known }
  return others.length > 0 ? { ok: false, why: 'several', known } : { ok: true, organisation: first }
}

type NewAdministrator = {
  readonly username: string
  readonly name: string
  readonly organisation: Organisation
  readonly role: string
}

/** Account, first password and the post over all that the organisation serves, from today on. */
export async function addAdministrator(
  people: People,
  jurisdiction: string,
  { username, name, organisation, role }: NewAdministrator,
  now: number,
): Promise<Result<Handed>> {
  const zone = people.rulesOf(jurisdiction)?.calendar.zone
  if (!zone) return refuse('not_found')
  const { id: organisationId, territory } = organisation
  const fromOn = localDate(zone.dayOf(now))
  const post = { organisationId, role, territory, fromOn, toOn: null }
  return hireColleague(people, { actor: SYSTEM, jurisdiction }, { username, name, post })
}
