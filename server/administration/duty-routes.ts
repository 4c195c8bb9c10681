/** 职责清单接口 — read only: a duty list is changed in its pack, where everybody can see who changed what. */

import { basename, join } from 'node:path'
import { DutyList, DutyTry, DutyTryQuery } from '@huying/contract/administration/duties.ts'
import type { App } from '../app.ts'
import { sendProblem } from '../kernel/reply.ts'
import type { Administration } from './administration.ts'
import { dutyList, tryDuty } from './duty-list.ts'

const config = { policy: 'administration' } as const
const tags = ['administration']

export function registerDutyRoutes(app: App, { services, packFolder }: Administration): void {
  app.get(
    '/api/admin/duties',
    { config, schema: { tags, summary: 'Duty list in force', response: { 200: DutyList } } },
    async ({ signed }) => {
      const { jurisdiction } = signed.account
      const file = packFolder === null ? null : join(basename(packFolder), 'duties.yaml')
      return dutyList(services.registry.current(jurisdiction), services.places(jurisdiction), file)
    },
  )
  app.get(
    '/api/admin/duties/try',
    {
      config,
      schema: {
        ...{ tags, summary: 'Who would answer for a kind at a place' },
        ...{ querystring: DutyTryQuery, response: { 200: DutyTry } },
      },
    },
    async (request, reply) => {
      const { jurisdiction } = request.signed.account
      const { kind, territory } = request.query
      const ruleset = services.registry.current(jurisdiction)
      const places = services.places(jurisdiction)
      if (!ruleset.rules.catalogue.kinds.has(kind))
        return sendProblem(request, reply, { code: 'kind.unknown', params: { kind } })
      if (territory !== jurisdiction && !places.byCode.has(territory))
        return sendProblem(request, reply, { code: 'place.outside', params: { place: territory } })
      return tryDuty(ruleset, places, kind, territory)
    },
  )
}
