/**
 * 诉求人接口 — personal data of the reporter of a matter, for staff who have that matter before them: in full with a reason and on
 * record, or corrected. Everybody else is told that there is nothing.
 */
import { Id, IdempotencyHeaders } from '@huying/contract/kernel/common.ts'
import { CorrectData, Corrected, RevealData, Revealed } from '@huying/contract/resident/data.ts'
import { ok, type Result, refuse } from '@huying/core/kernel/refusal.ts'
import { revealBasis } from '@huying/core/matter/policy.ts'
import type { RevealBasis } from '@huying/core/resident/types.ts'
import { Type } from 'typebox'
import type { App, Signed } from '../app.ts'
import { answer } from '../kernel/reply.ts'
import type { Services } from '../services.ts'
import { loadReadable } from './load-readable.ts'

const Params = Type.Object({ id: Id })

export function registerReporterRoutes(app: App, services: Services): void {
  const config = { policy: 'matter' as const }
  const command = { tags: ['resident'], headers: IdempotencyHeaders, params: Params }
  app.post(
    '/api/matters/:id/reporter/reveal',
    {
      config,
      schema: {
        ...command,
        summary: 'See data of the reporter in full',
        description:
          'Each look is recorded with its reason, a repeated one too; the person can read the record.',
        body: RevealData,
        response: { 200: Revealed },
      },
    },
    async (request, reply) => {
      const { account, actor } = request.signed
      const found = await reporterOf(services, request.signed, request.params.id)
      if (!found.ok) return answer(request, reply, found)
      const { residentId, basis } = found.value
      const asked = { actor, basis, ...request.body }
      return answer(request, reply, await services.vault.reveal(account.jurisdiction, residentId, asked))
    },
  )
  app.post(
    '/api/matters/:id/reporter',
    {
      config,
      schema: {
        ...command,
        summary: 'Correct data of the reporter',
        body: CorrectData,
        response: { 200: Corrected },
      },
    },
    async (request, reply) => {
      const { account, actor } = request.signed
      const found = await reporterOf(services, request.signed, request.params.id)
      if (!found.ok) return answer(request, reply, found)
      const { residentId, basis } = found.value
      const by = { actor, basis }
      return answer(
        request,
        reply,
        await services.vault.correct(account.jurisdiction, residentId, by, request.body),
      )
    },
  )
}

/** The reporter of a matter for somebody who may see both, and on what basis; else there is nothing. */
async function reporterOf(
  services: Services,
  { account, actor }: Signed,
  matterId: string,
): Promise<Result<{ residentId: string; basis: RevealBasis }>> {
  const readable = await loadReadable(services, { jurisdiction: account.jurisdiction, actor }, matterId)
  if (!readable.ok) return readable
  const basis = revealBasis(actor, readable.value.loaded.matter)
  const [residentId] = basis.residentIds
  return residentId === undefined ? refuse('not_found') : ok({ residentId, basis })
}
