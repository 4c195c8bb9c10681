/** 情境接口 — what stands beside a matter and is read after it: related matters, the duty list, who serves the place. */
import { Id } from '@huying/contract/kernel/common.ts'
import { DutyView } from '@huying/contract/matter/duty.ts'
import { MatterGrid } from '@huying/contract/matter/grid.ts'
import { Related } from '@huying/contract/matter/related.ts'
import { ok, type Result, refuse } from '@huying/core/kernel/refusal.ts'
import type { Matter } from '@huying/core/matter/matter.ts'
import { Type } from 'typebox'
import type { App, Signed } from '../../app.ts'
import { answer } from '../../kernel/reply.ts'
import type { Ruleset, Services } from '../../services.ts'
import { loadReadable } from '../load-readable.ts'
import { gridOf } from '../place/grid.ts'
import { dutyOf } from './duty.ts'
import { relatedTo } from './query-related.ts'

const params = Type.Object({ id: Id })
const config = { policy: 'matter' as const }

export function registerContextRoutes(app: App, services: Services): void {
  app.get(
    '/api/matters/:id/related',
    {
      config,
      schema: {
        tags: ['matter'],
        summary: 'Matters that belong to this one, as far as you may know of them',
        params,
        response: { 200: Related },
      },
    },
    async (request, reply) => {
      const found = await readable(services, request.signed, request.params.id)
      return found.ok
        ? relatedTo(services, request.signed, found.value.matter)
        : answer(request, reply, found)
    },
  )
  app.get(
    '/api/matters/:id/duty',
    {
      config,
      schema: {
        tags: ['matter'],
        summary: 'The duty list for this matter: who answers, how fast, on what basis; for staff',
        params,
        response: { 200: DutyView },
      },
    },
    async (request, reply) => {
      const found = await forStaff(services, request.signed, request.params.id)
      return found.ok ? dutyOf(found.value.ruleset, found.value.matter) : answer(request, reply, found)
    },
  )
  app.get(
    '/api/matters/:id/grid',
    {
      config,
      schema: {
        tags: ['matter'],
        summary: 'Who serves the place of this matter; for staff',
        params,
        response: { 200: MatterGrid },
      },
    },
    async (request, reply) => {
      const found = await forStaff(services, request.signed, request.params.id)
      if (!found.ok) return answer(request, reply, found)
      const grid = await gridOf(services, found.value.ruleset, found.value.matter)
      return answer(request, reply, grid ? ok(grid) : refuse('not_found'))
    },
  )
}

type Read = { readonly matter: Matter; readonly ruleset: Ruleset }

async function readable(services: Services, { account, actor }: Signed, id: string): Promise<Result<Read>> {
  const { jurisdiction } = account
  const found = await loadReadable(services, { jurisdiction, actor }, id)
  if (!found.ok) return found
  const { matter } = found.value.loaded
  const ruleset = await services.registry.version(jurisdiction, matter.pack.id, matter.pack.version)
  return ok({ matter, ruleset })
}

/** Names and work telephones of colleagues are for colleagues. */
async function forStaff(services: Services, signed: Signed, id: string): Promise<Result<Read>> {
  return signed.actor.posts.length > 0 ? readable(services, signed, id) : refuse('not_found')
}
