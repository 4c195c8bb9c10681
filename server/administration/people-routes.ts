/** 人员接口 — people and posts: what an administrator of the territory may see and do, each act on record. */

import { Delegations, Done, PostParams } from '@huying/contract/account/leave.ts'
import {
  AccountParams,
  EndPost,
  Handed,
  NewPerson,
  NewPost,
  People,
  PeopleOptions,
  PeopleQuery,
} from '@huying/contract/administration/people.ts'
import { IdempotencyHeaders } from '@huying/contract/kernel/common.ts'
import { type Result, refuse } from '@huying/core/kernel/refusal.ts'
import { Type } from 'typebox'
import { writeAudit } from '../account/audit.ts'
import { delegationsOf } from '../account/delegations.ts'
import { hireColleague, lockAccount, resetPassword, unlockAccount } from '../account/keeping.ts'
import { type By, createPost, endPost, type NewPost as PostToGive } from '../account/people.ts'
import type { App, Signed } from '../app.ts'
import { answer, localeOf } from '../kernel/reply.ts'
import { XLSX } from '../kernel/xlsx.ts'
import type { Administration } from './administration.ts'
import { listPeople, optionsOf } from './people.ts'
import { peopleSheet } from './people-sheet.ts'
import { scopeOf } from './scope.ts'

const config = { policy: 'administration' } as const
const tags = ['administration']

export function registerPeopleRoutes(app: App, administration: Administration): void {
  const { services, people } = administration
  app.get(
    '/api/admin/people',
    { config, schema: { tags, summary: 'People', querystring: PeopleQuery, response: { 200: People } } },
    ({ signed, query }) => listPeople(services, signed, query),
  )
  app.get(
    '/api/admin/options',
    { config, schema: { tags, summary: 'What can be chosen', response: { 200: PeopleOptions } } },
    async ({ signed }) => optionsOf(services, signed),
  )
  app.get(
    '/api/admin/leave',
    { config, schema: { tags, summary: 'Posts handed over', response: { 200: Delegations } } },
    async ({ signed }) => ({
      rows: await delegationsOf(services, signed, {
        accountId: null,
        territories: scopeOf(signed).territories,
      }),
    }),
  )
  app.get(
    '/api/admin/people.xlsx',
    {
      config,
      schema: {
        tags,
        summary: 'People as an Excel file',
        querystring: PeopleQuery,
        response: { 200: Type.Unknown({ description: 'Excel file' }) },
      },
    },
    async (request, reply) => {
      const { signed, query } = request
      const { jurisdiction, id: accountId } = signed.account
      const subject = jurisdiction
      await writeAudit(people.pool, { jurisdiction, accountId, what: 'people.exported', subject })
      return reply
        .header('content-type', XLSX)
        .header('content-disposition', 'attachment; filename="people.xlsx"')
        .send(peopleSheet(services, signed, query, localeOf(request)))
    },
  )
  registerHiring(app, administration)
  registerKeeping(app, administration)
}

const byOf = ({ actor, account }: Signed): By => ({ actor, jurisdiction: account.jurisdiction })

/** Posts in roles that the pack does not know give nothing; they are refused before anybody relies on one. */
function knownRole({ services }: Administration, signed: Signed, role: string): Result<object> {
  const { vocabularies } = services.registry.current(signed.account.jurisdiction).content
  return Object.hasOwn(vocabularies.roles, role)
    ? { ok: true, value: {} }
    : refuse('form.invalid', { field: 'role' })
}

const postOf = (post: NewPost): Omit<PostToGive, 'accountId'> => {
  const { organisation, role, territory, fromOn, toOn } = post
  return { organisationId: organisation, role, territory, fromOn, toOn }
}

function registerHiring(app: App, administration: Administration): void {
  const { people, actors } = administration
  app.post(
    '/api/admin/people',
    {
      config,
      schema: {
        headers: IdempotencyHeaders,
        tags,
        summary: 'Add a person with a first post',
        body: NewPerson,
        response: { 201: Handed },
      },
    },
    async (request, reply) => {
      const { signed, body } = request
      const known = knownRole(administration, signed, body.post.role)
      const made = known.ok
        ? await hireColleague(people, byOf(signed), { ...body, post: postOf(body.post) })
        : known
      if (made.ok) reply.code(201)
      return answer(request, reply, made)
    },
  )
  app.post(
    '/api/admin/people/:id/posts',
    {
      config,
      schema: {
        headers: IdempotencyHeaders,
        ...{ tags, summary: 'Give a post', params: AccountParams, body: NewPost },
        response: { 200: Done },
      },
    },
    async (request, reply) => {
      const { signed, body, params } = request
      const known = knownRole(administration, signed, body.role)
      const made = known.ok
        ? await createPost(people, byOf(signed), { ...postOf(body), accountId: params.id })
        : known
      if (made.ok) actors.forgetAccount(params.id)
      return answer(request, reply, made.ok ? { ok: true as const, value: {} } : made)
    },
  )
  app.post(
    '/api/admin/posts/:id/end',
    {
      config,
      schema: {
        headers: IdempotencyHeaders,
        ...{ tags, summary: 'End a post', params: PostParams, body: EndPost },
        response: { 200: Done },
      },
    },
    async (request, reply) => {
      const ended = await endPost(people, byOf(request.signed), request.params.id, request.body.toOn)
      if (ended.ok) actors.forgetAccount(ended.value.accountId)
      return answer(request, reply, ended.ok ? { ok: true as const, value: {} } : ended)
    },
  )
}

function registerKeeping(app: App, { people, actors }: Administration): void {
  const acts = {
    lock: { summary: 'Shut an account: nobody signs in by it, all its sessions end', run: lockAccount },
    unlock: { summary: 'Open an account again', run: unlockAccount },
  }
  for (const [name, { summary, run }] of Object.entries(acts)) {
    app.post(
      `/api/admin/people/:id/${name}`,
      {
        config,
        schema: {
          headers: IdempotencyHeaders,
          tags,
          summary,
          params: AccountParams,
          response: { 200: Done },
        },
      },
      async (request, reply) => {
        const done = await run(people, byOf(request.signed), request.params.id)
        if (done.ok) actors.forgetAccount(request.params.id)
        return answer(request, reply, done)
      },
    )
  }
  app.post(
    '/api/admin/people/:id/password',
    {
      config,
      schema: {
        headers: IdempotencyHeaders,
        tags,
        summary: 'A new first password',
        params: AccountParams,
        response: { 200: Handed },
      },
    },
    async (request, reply) => {
      const handed = await resetPassword(people, byOf(request.signed), request.params.id)
      if (handed.ok) actors.forgetAccount(request.params.id)
      return answer(request, reply, handed)
    },
  )
}
