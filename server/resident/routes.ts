/** 居民接口 — a person's own data in full, corrections of it, and who looked at it. Staff have none here. */
import { IdempotencyHeaders } from '@huying/contract/kernel/common.ts'
import { CorrectData, Corrected, OwnData, Reveals } from '@huying/contract/resident/data.ts'
import { toIso } from '@huying/core/kernel/instant.ts'
import { refuse } from '@huying/core/kernel/refusal.ts'
import type { App } from '../app.ts'
import { answer } from '../kernel/reply.ts'
import type { Services } from '../services.ts'

export function registerResidentRoutes(app: App, { vault }: Services): void {
  const tags = ['resident']
  const config = { policy: 'signed-in' as const }
  app.get(
    '/api/me/data',
    { config, schema: { tags, summary: 'Your own data, in full', response: { 200: OwnData } } },
    async (request, reply) => {
      const { account, actor } = request.signed
      return answer(request, reply, await vault.own(account.jurisdiction, actor))
    },
  )
  app.post(
    '/api/me/data',
    {
      config,
      schema: {
        tags,
        summary: 'Correct your own data',
        headers: IdempotencyHeaders,
        body: CorrectData,
        response: { 200: Corrected },
      },
    },
    async (request, reply) => {
      const { account, actor } = request.signed
      if (actor.residentId === null) return answer(request, reply, refuse('not_found'))
      const by = { actor, basis: null }
      return answer(
        request,
        reply,
        await vault.correct(account.jurisdiction, actor.residentId, by, request.body),
      )
    },
  )
  app.get(
    '/api/me/reveals',
    { config, schema: { tags, summary: 'Who looked at your data, and why', response: { 200: Reveals } } },
    async (request, reply) => {
      const { account, actor } = request.signed
      if (actor.residentId === null) return answer(request, reply, refuse('not_found'))
      const found = await vault.revealsOf(account.jurisdiction, actor.residentId, actor)
      if (!found.ok) return answer(request, reply, found)
      return { reveals: found.value.map((look) => ({ ...look, revealedAt: toIso(look.revealedAt) })) }
    },
  )
}
