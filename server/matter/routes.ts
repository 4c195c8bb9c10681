/** 事项接口 — the routes of matters. Each declares its policy; whoever is not signed in gets no further than the door. */

import { Id, IdempotencyHeaders } from '@huying/contract/kernel/common.ts'
import { Act, ActParams } from '@huying/contract/matter/act.ts'
import { Opened, OpenMatter } from '@huying/contract/matter/open.ts'
import { MatterView } from '@huying/contract/matter/view.ts'
import { toIso } from '@huying/core/kernel/instant.ts'
import { promised } from '@huying/core/matter/inbox.ts'
import { leadOf, type Matter } from '@huying/core/matter/matter.ts'
import { type Static, Type } from 'typebox'
import type { App, Signed } from '../app.ts'
import { sendProblem } from '../kernel/reply.ts'
import type { Services } from '../services.ts'
import { actOnMatter } from './handle-act.ts'
import { type OpenOutcome, openMatter } from './handle-open.ts'
import { undoOnMatter } from './handle-undo.ts'
import { viewMatter } from './view/query-view.ts'

const Params = Type.Object({ id: Id })
type Headers = { headers: Record<string, unknown> }

export function registerMatterRoutes(app: App, services: Services): void {
  const tags = ['matter']
  const key = (request: Headers) => String(request.headers['idempotency-key'])
  const envelope = (signed: Signed, request: Headers) => ({
    jurisdiction: signed.account.jurisdiction,
    actor: signed.actor,
    key: key(request),
  })

  app.post(
    '/api/matters',
    {
      config: { policy: 'signed-in' },
      schema: {
        tags,
        summary: 'Report a matter',
        headers: IdempotencyHeaders,
        body: OpenMatter,
        response: { 201: Opened },
      },
    },
    async (request, reply) =>
      answer(
        services,
        request,
        reply,
        201,
        await openMatter(services, envelope(request.signed, request), request.body),
      ),
  )
  app.post(
    '/api/matters/:id/actions/:action',
    {
      config: { policy: 'matter' },
      schema: {
        tags,
        summary: 'Take an action',
        headers: IdempotencyHeaders,
        params: ActParams,
        body: Act,
        response: { 200: Opened },
      },
    },
    async (request, reply) => {
      const { id, action } = request.params
      const { form = {}, expectedVersion = null } = request.body
      return answer(
        services,
        request,
        reply,
        200,
        await actOnMatter(services, envelope(request.signed, request), {
          matterId: id,
          action,
          form,
          expectedVersion,
        }),
      )
    },
  )
  app.post(
    '/api/matters/:id/undo',
    {
      config: { policy: 'matter' },
      schema: {
        tags,
        summary: 'Take your last act back',
        headers: IdempotencyHeaders,
        params: Params,
        response: { 200: Opened },
      },
    },
    async (request, reply) =>
      answer(
        services,
        request,
        reply,
        200,
        await undoOnMatter(services, envelope(request.signed, request), request.params.id),
      ),
  )
  app.get(
    '/api/matters/:id',
    {
      config: { policy: 'matter' },
      schema: {
        tags,
        summary: 'One matter with its history and what you may do',
        params: Params,
        response: { 200: MatterView },
      },
    },
    async (request, reply) => {
      const view = await viewMatter(services, request.signed, request.params.id)
      return view ?? sendProblem(request, reply, { code: 'not_found' })
    },
  )
}

async function answer(
  services: Services,
  request: Parameters<typeof sendProblem>[0],
  reply: Parameters<typeof sendProblem>[1],
  status: 200 | 201,
  outcome: OpenOutcome,
) {
  if (!outcome.ok) {
    const { refusal } = outcome
    return sendProblem(request, reply, { ...refusal, ...(outcome.errors ? { errors: outcome.errors } : {}) })
  }
  const { value, reporter } = outcome
  return reply.code(status).send({ ...(await opened(services, value)), ...(reporter ? { reporter } : {}) })
}

async function opened(services: Services, matter: Matter): Promise<Static<typeof Opened>> {
  const { rules } = await services.registry.version(matter.jurisdiction, matter.pack.id, matter.pack.version)
  const due = promised(matter, rules)
  const holder = matter.custody.at(-1)
  return {
    id: matter.id,
    number: matter.number,
    version: matter.version,
    state: matter.state,
    holder: holder?.to === null ? holder.holder : null,
    lead: leadOf(matter)?.unit ?? null,
    territory: matter.territory,
    dueAt: due === null ? null : toIso(due.dueAt),
  }
}
