/** 城市包接口 — versions, check report, diagrams, differences; of the whole authority, for its administrators. */
import { basename } from 'node:path'
import {
  LoopParams,
  PackChanges,
  PackCompareQuery,
  PackReport,
  PackVersions,
} from '@huying/contract/administration/packs.ts'
import { loopDiagram } from '@huying/core/matter/diagram.ts'
import { changeNamer } from '@huying/core/pack/change-names.ts'
import { comparePacks } from '@huying/core/pack/compare.ts'
import { Type } from 'typebox'
import type { App } from '../app.ts'
import { localeOf, sendProblem } from '../kernel/reply.ts'
import type { Administration } from './administration.ts'
import { packContent, packReport, packVersions } from './packs.ts'
import { todayOf } from './people.ts'

const config = { policy: 'administration' } as const
const tags = ['administration']

export function registerPackRoutes(app: App, { services, packFolder }: Administration): void {
  app.get(
    '/api/admin/packs',
    { config, schema: { tags, summary: 'Versions of the city pack', response: { 200: PackVersions } } },
    async ({ signed }) => ({
      folder: packFolder === null ? null : basename(packFolder),
      rows: await packVersions(services.db, signed.account.jurisdiction),
    }),
  )
  app.get(
    '/api/admin/packs/report',
    { config, schema: { tags, summary: 'Check of the folder', response: { 200: PackReport } } },
    async (request) => {
      const { jurisdiction } = request.signed.account
      const today = todayOf(services, jurisdiction)
      return packReport(services, jurisdiction, packFolder, localeOf(request), today)
    },
  )
  app.get(
    '/api/admin/packs/compare',
    {
      config,
      schema: {
        ...{ tags, summary: 'What changed between two versions' },
        ...{ querystring: PackCompareQuery, response: { 200: PackChanges } },
      },
    },
    async (request, reply) => {
      const { jurisdiction } = request.signed.account
      const { fromPack, from, toPack, to } = request.query
      const [before, after] = await Promise.all([
        packContent(services.db, jurisdiction, fromPack, from),
        packContent(services.db, jurisdiction, toPack, to),
      ])
      if (!before || !after) return sendProblem(request, reply, { code: 'not_found' })
      const namesIn = changeNamer(before, after)
      return {
        changes: comparePacks(before, after).map((change) => ({
          ...change,
          names: namesIn(change),
          fields: change.fields.map(({ path, before: was = null, after: is = null }) => ({
            ...{ path, before: was, after: is },
          })),
        })),
      }
    },
  )
  registerDiagram(app, services)
}

function registerDiagram(app: App, services: Administration['services']): void {
  app.get(
    '/api/admin/packs/:pack/:version/loops/:loop',
    {
      config,
      schema: {
        ...{ tags, summary: 'A loop as a drawing', params: LoopParams, produces: ['image/svg+xml'] },
        querystring: Type.Object({
          locale: Type.Optional(Type.Enum(['zh', 'en'], { description: 'Language of its words' })),
        }),
        response: { 200: Type.String({ description: 'SVG' }) },
      },
    },
    async (request, reply) => {
      const { pack, version, loop: id } = request.params
      const content = await packContent(services.db, request.signed.account.jurisdiction, pack, version)
      const loop = content?.loops.find((each) => each.id === id)
      if (!loop) return sendProblem(request, reply, { code: 'not_found' })
      return reply
        .header('content-type', 'image/svg+xml; charset=utf-8')
        .send(loopDiagram(loop, request.query.locale === 'en' ? 'en' : 'zh'))
    },
  )
}
