/** 相似接口 — what is like a matter, solved, and what a new report may repeat. */
import { Id } from '@huying/contract/kernel/common.ts'
import { Nearby, NearbyQuery } from '@huying/contract/matter/nearby.ts'
import { Similar } from '@huying/contract/matter/similar.ts'
import { Type } from 'typebox'
import type { App } from '../../app.ts'
import { sendProblem } from '../../kernel/reply.ts'
import type { Services } from '../../services.ts'
import { loadReadable } from '../load-readable.ts'
import { nearby } from './nearby.ts'
import { similarTo } from './similar.ts'

export function registerLikenessRoutes(app: App, services: Services): void {
  const tags = ['matter']
  app.get(
    '/api/matters/nearby',
    {
      config: { policy: 'signed-in' },
      schema: {
        tags,
        summary: 'Open matters that a new report may repeat, as far as you may know of them',
        querystring: NearbyQuery,
        response: { 200: Nearby },
      },
    },
    async (request) => nearby(services, request.signed, request.query),
  )
  app.get(
    '/api/matters/:id/similar',
    {
      config: { policy: 'matter' },
      schema: {
        tags,
        summary: 'How matters like this one were solved, as far as you may know of them',
        params: Type.Object({ id: Id }),
        response: { 200: Similar },
      },
    },
    async (request, reply) => {
      const { actor, account } = request.signed
      const found = await loadReadable(
        services,
        { jurisdiction: account.jurisdiction, actor },
        request.params.id,
      )
      return found.ok
        ? similarTo(services, request.signed, found.value.loaded.matter)
        : sendProblem(request, reply, found.refusal)
    },
  )
}
