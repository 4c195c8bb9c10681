/** 请假代理接口 — one's own posts handed over and taken back; what others have handed to me. */

import {
  ColleagueQuery,
  Colleagues,
  Delegations,
  Done,
  LeaveParams,
  NewLeave,
  PostParams,
} from '@huying/contract/account/leave.ts'
import { IdempotencyHeaders } from '@huying/contract/kernel/common.ts'
import type { App, Signed } from '../app.ts'
import { answer, sendProblem } from '../kernel/reply.ts'
import type { Services } from '../services.ts'
import type { Actors } from './actor.ts'
import { colleaguesOf, delegationsOf, mayHandOver } from './delegations.ts'
import { endDelegation } from './keeping.ts'
import { delegatePost, type People } from './people.ts'

type Leave = { readonly services: Services; readonly people: People; readonly actors: Actors }

const config = { policy: 'signed-in' } as const
const tags = ['account']

export function registerLeaveRoutes(app: App, { services, people, actors }: Leave): void {
  app.get(
    '/api/leave',
    { config, schema: { tags, summary: 'Posts handed over by me or to me', response: { 200: Delegations } } },
    async ({ signed }) => ({
      rows: await delegationsOf(services, signed, { accountId: signed.account.id, territories: [] }),
    }),
  )
  app.get(
    '/api/leave/posts/:id/colleagues',
    {
      config,
      schema: {
        ...{ tags, summary: 'Who may stand in for a post', params: PostParams },
        ...{ querystring: ColleagueQuery, response: { 200: Colleagues } },
      },
    },
    async (request, reply) => {
      const { signed, params, query } = request
      if (!(await mayHandOver(services, signed, params.id)))
        return sendProblem(request, reply, { code: 'not_found' })
      return { rows: await colleaguesOf(services, signed, params.id, query.text ?? '') }
    },
  )
  app.post(
    '/api/leave',
    {
      config,
      schema: {
        headers: IdempotencyHeaders,
        tags,
        summary: 'Hand a post over',
        body: NewLeave,
        response: { 200: Done },
      },
    },
    async (request, reply) => {
      const { signed, body } = request
      const made = await delegatePost(people, byOf(signed), {
        ...{ postId: body.postId, accountId: body.accountId },
        ...{ fromAt: Date.parse(body.fromAt), toAt: Date.parse(body.toAt) },
      })
      if (made.ok) actors.forgetAccount(body.accountId)
      return answer(request, reply, made.ok ? { ok: true as const, value: {} } : made)
    },
  )
  app.post(
    '/api/leave/:id/end',
    {
      config,
      schema: {
        headers: IdempotencyHeaders,
        tags,
        summary: 'End it now',
        params: LeaveParams,
        response: { 200: Done },
      },
    },
    async (request, reply) => {
      const ended = await endDelegation(people, byOf(request.signed), request.params.id)
      if (ended.ok) actors.forgetAccount(ended.value.accountId)
      return answer(request, reply, ended.ok ? { ok: true as const, value: {} } : ended)
    },
  )
}

const byOf = ({ actor, account }: Signed) => ({
  actor,
  jurisdiction: account.jurisdiction,
})
