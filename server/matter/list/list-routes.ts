/** 列表接口 — lists and their files, what one follows, filters under a name, and what can be done with many at once. */

import { Id, IdempotencyHeaders } from '@huying/contract/kernel/common.ts'
import { ManyMatters, SharedAbilities } from '@huying/contract/matter/bulk.ts'
import { FilterChoices, SavedFilter, SavedFilters, SaveFilter } from '@huying/contract/matter/filter.ts'
import { Follow } from '@huying/contract/matter/follow.ts'
import { InboxQuery, MatterList, MattersQuery } from '@huying/contract/matter/list.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { App, Signed } from '../../app.ts'
import type { Pool } from '../../database/pool.ts'
import { answer, localeOf, sendProblem } from '../../kernel/reply.ts'
import { XLSX } from '../../kernel/xlsx.ts'
import type { Services } from '../../services.ts'
import { loadReadable } from '../load-readable.ts'
import { setFollow } from './follow.ts'
import { listFile } from './list-file.ts'
import { fileWords } from './list-file-words.ts'
import { inboxListing, type Listing, mattersListing } from './list-request.ts'
import { listInbox, listMatters } from './query-list.ts'
import { removeFilter, savedFilters, saveFilter } from './saved-filters.ts'
import { sharedAbilities } from './shared-abilities.ts'

const tags = ['matter']
const signedIn = { policy: 'signed-in' } as const
const Nothing = Type.Object({}, { description: 'Nothing more to say' })

export function registerListRoutes(app: App, services: Services, pool: Pool): void {
  registerLists(app, services)
  registerFiles(app, services, pool)
  registerFilters(app, services)
  registerFollow(app, services)
  app.post(
    '/api/matters/abilities',
    {
      config: signedIn,
      schema: {
        tags,
        summary: 'What you may do with many matters, and with which of them',
        headers: IdempotencyHeaders,
        body: ManyMatters,
        response: { 200: SharedAbilities },
      },
    },
    async (request) => sharedAbilities(services, request.signed, request.body.ids),
  )
}

function registerLists(app: App, services: Services): void {
  app.get(
    '/api/inbox',
    {
      config: signedIn,
      schema: {
        tags,
        summary: 'What you must answer, by deadline',
        querystring: InboxQuery,
        response: { 200: MatterList },
      },
    },
    async ({ signed, query }) => listInbox(services, signed, query),
  )
  app.get(
    '/api/matters',
    {
      config: signedIn,
      schema: {
        tags,
        summary: 'Matters in your scope, or those of them that you follow',
        querystring: MattersQuery,
        response: { 200: MatterList },
      },
    },
    async ({ signed, query }) => listMatters(services, signed, query),
  )
}

/** A file is the whole list: pages and ids mean nothing to it. */
const wholeInbox = Type.Omit(InboxQuery, ['cursor', 'limit', 'ids'])
const wholeScope = Type.Omit(MattersQuery, ['cursor', 'limit', 'ids'])

function registerFiles(app: App, services: Services, pool: Pool): void {
  const send = async (request: FastifyRequest, reply: FastifyReply, signed: Signed, listing: Listing) => {
    const { jurisdiction } = signed.account
    const locale = localeOf(request)
    const name = encodeURIComponent(`${fileWords[locale].name}.xlsx`)
    reply.header('content-disposition', `attachment; filename="list.xlsx"; filename*=UTF-8''${name}`)
    reply.type(XLSX)
    return reply.send(await listFile(services, pool, jurisdiction, listing, locale))
  }
  // A head alone would have the whole file made for nothing.
  const shared = { config: signedIn, exposeHeadRoute: false } as const
  const response = { 200: Type.Unknown({ description: 'Excel file' }) }
  app.get(
    '/api/inbox.xlsx',
    {
      ...shared,
      schema: { tags, summary: 'Your inbox as an Excel file', querystring: wholeInbox, response },
    },
    (request, reply) =>
      send(request, reply, request.signed, inboxListing(services, request.signed, request.query)),
  )
  app.get(
    '/api/matters.xlsx',
    {
      ...shared,
      schema: { tags, summary: 'A list of matters as an Excel file', querystring: wholeScope, response },
    },
    (request, reply) =>
      send(request, reply, request.signed, mattersListing(services, request.signed, request.query)),
  )
}

function registerFilters(app: App, services: Services): void {
  const { db } = services
  app.get(
    '/api/matters/choices',
    {
      config: signedIn,
      schema: {
        tags,
        summary: 'Loops and states that lists can be filtered by',
        response: { 200: FilterChoices },
      },
    },
    async ({ signed }) => {
      const { rules } = services.registry.current(signed.account.jurisdiction)
      return {
        loops: [...rules.loops.values()].map(({ id, title, states }) => ({
          id,
          name: title,
          states: Object.entries(states).map(([state, { title: name }]) => ({ id: state, name })),
        })),
      }
    },
  )
  app.get(
    '/api/me/filters',
    {
      config: signedIn,
      schema: { tags, summary: 'Your saved filters', response: { 200: SavedFilters } },
    },
    async ({ signed }) => ({ filters: await savedFilters(db, signed.account) }),
  )
  app.post(
    '/api/me/filters',
    {
      config: signedIn,
      schema: {
        tags,
        summary: 'Save a filter under a name',
        headers: IdempotencyHeaders,
        body: SaveFilter,
        response: { 200: SavedFilter },
      },
    },
    async (request, reply) =>
      answer(request, reply, await saveFilter(db, request.signed.account, request.body)),
  )
  app.post(
    '/api/me/filters/:id/remove',
    {
      config: signedIn,
      schema: {
        tags,
        summary: 'Remove one of your saved filters',
        headers: IdempotencyHeaders,
        params: Type.Object({ id: Id }),
        response: { 200: Nothing },
      },
    },
    async (request, reply) => {
      const removed = await removeFilter(db, request.signed.account, request.params.id)
      return removed.ok ? {} : sendProblem(request, reply, removed.refusal)
    },
  )
}

function registerFollow(app: App, services: Services): void {
  app.post(
    '/api/matters/:id/follow',
    {
      config: { policy: 'matter' },
      schema: {
        tags,
        summary: 'Follow a matter, or no longer',
        headers: IdempotencyHeaders,
        params: Type.Object({ id: Id }),
        body: Follow,
        response: { 200: Follow },
      },
    },
    async (request, reply) => {
      const { signed, params, body } = request
      const { jurisdiction, id: accountId } = signed.account
      const readable = await loadReadable(services, { jurisdiction, actor: signed.actor }, params.id)
      if (!readable.ok) return sendProblem(request, reply, readable.refusal)
      await setFollow(services.db, { jurisdiction, accountId, matterId: params.id }, body.follow)
      return { follow: body.follow }
    },
  )
}
