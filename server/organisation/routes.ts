/** 组织接口 — to whom a unit may pass work on inside; only its own people are told who works there. */
import { Inner, UnitParams } from '@huying/contract/organisation/inner.ts'
import { localDate } from '@huying/core/kernel/calendar/civil-date.ts'
import { isPartOf } from '@huying/core/organisation/directory.ts'
import type { App, Signed } from '../app.ts'
import { sendProblem } from '../kernel/reply.ts'
import type { Services } from '../services.ts'
import { postsHeldIn } from './posts.ts'

export function registerOrganisationRoutes(app: App, services: Services): void {
  app.get(
    '/api/units/:id/inner',
    {
      config: { policy: 'signed-in' },
      schema: {
        tags: ['organisation'],
        summary: 'Parts and posts of your own unit, to pass work on to',
        params: UnitParams,
        response: { 200: Inner },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const isOwn = request.signed.actor.posts.some((post) => post.organisationId === id)
      return isOwn
        ? innerOf(services, request.signed, id)
        : sendProblem(request, reply, { code: 'not_found' })
    },
  )
}

async function innerOf(services: Services, { account }: Signed, unit: string): Promise<Inner> {
  const { rules, content } = services.registry.current(account.jurisdiction)
  const { directory, calendar } = rules
  const name = (id: string) => ({ id, name: directory.byId.get(id)?.name ?? { zh: id } })
  const within = [...directory.byId.keys()].filter((id) => isPartOf(directory, id, unit))
  const today = localDate(calendar.zone.dayOf(services.now()))
  const posts = await postsHeldIn(services.db, account.jurisdiction, within, today)
  return {
    organisations: within.filter((id) => id !== unit).map(name),
    posts: posts.map(({ id, person, role, organisationId }) => ({
      id,
      person,
      role: { id: role, name: content.vocabularies.roles[role] ?? { zh: role } },
      organisation: name(organisationId),
    })),
  }
}
