/** 辖区接口 — borders, which are public to everybody at work: as a drawn plan. */
import { Plan, TerritoryParams } from '@huying/contract/territory/plan.ts'
import { Type } from 'typebox'
import type { App } from '../app.ts'
import { sendProblem } from '../kernel/reply.ts'
import type { Services } from '../services.ts'
import { bordersOf } from './borders.ts'
import { planOf } from './plan.ts'

export function registerTerritoryRoutes(app: App, services: Services): void {
  app.get(
    '/api/territories/:code/plan',
    {
      config: { policy: 'signed-in' },
      schema: {
        tags: ['territory'],
        summary: 'Borders of a territory, its parts and what lies around it, simplified for a drawn plan',
        params: TerritoryParams,
        response: { 200: Plan, 304: Type.Null({ description: 'As you have it' }) },
      },
    },
    async (request, reply) => {
      const places = services.places(request.signed.account.jurisdiction)
      const etag = `"${bordersOf(places).version}"`
      reply.header('cache-control', 'private, no-cache').header('etag', etag)
      if (request.headers['if-none-match'] === etag) return reply.code(304).send(null)
      return planOf(places, request.params.code) ?? sendProblem(request, reply, { code: 'not_found' })
    },
  )
}
