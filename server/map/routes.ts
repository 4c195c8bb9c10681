/** 一张图接口 — tiles, counts, marks and points; of matters only those that the reader's own list has. */
import {
  DAYS_BACK,
  MapDay,
  MapMarks,
  MapPoints,
  type MapQuery,
  MapTerritory,
  MarksQuery,
  MatterTileQuery,
  PointsQuery,
} from '@huying/contract/map/map.ts'
import { TerritoryParams } from '@huying/contract/territory/plan.ts'
import { TILE_TYPE, TileAnswer, TileParams } from '@huying/contract/territory/tile.ts'
import { dayNumber, localDate } from '@huying/core/kernel/calendar/civil-date.ts'
import type { LocalDate } from '@huying/core/kernel/instant.ts'
import { tileOf } from '@huying/core/territory/tile.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App, Signed } from '../app.ts'
import type { Changes } from '../feed/changes.ts'
import { sendProblem } from '../kernel/reply.ts'
import type { Services } from '../services.ts'
import { codesWithin } from '../territory/places.ts'
import { marksOf } from './marks.ts'
import { DEEPEST, matterTile } from './matter-tiles.ts'
import { keepOpenMatters, type Snapshot } from './open-matters.ts'
import { pointsOf } from './points.ts'
import { inSubtrees } from './tally.ts'
import { mapTerritory } from './territory.ts'

const config = { policy: 'signed-in' } as const
const tags = ['map']

export function registerMapRoutes(app: App, services: Services, changes: Changes): void {
  const open = keepOpenMatters(services, changes)

  app.get(
    '/api/tiles/matters/:z/:x/:y',
    {
      config,
      schema: {
        ...{ tags, params: TileParams, querystring: MatterTileQuery, response: { 200: TileAnswer } },
        summary: 'Open matters that you may read, in clusters: layer `matter`',
      },
    },
    async (request, reply) => {
      const tile = tileOf(request.params, DEEPEST)
      const { on = null } = request.query
      if (!tile || !isKept(services, request.signed, on)) return notFound(request, reply)
      const { key, matters } = narrowed(
        services,
        request.signed,
        request.query,
        await open(request.signed, on),
      )
      return reply.type(TILE_TYPE).send(Buffer.from(matterTile(key, matters, tile)) as never)
    },
  )

  app.get(
    '/api/map/territories/:code',
    {
      config,
      schema: {
        ...{ tags, params: TerritoryParams, querystring: MapDay, response: { 200: MapTerritory } },
        summary: 'What is open in a territory and in each of its parts, and who serves it',
      },
    },
    async (request, reply) => {
      const places = services.places(request.signed.account.jurisdiction)
      const { code } = request.params
      const territory = places.byCode.get(places.former.get(code) ?? code)
      const { on = null } = request.query
      if (!territory || !isKept(services, request.signed, on)) return notFound(request, reply)
      const { matters } = await open(request.signed, on)
      return mapTerritory(services, places, territory, matters)
    },
  )

  app.get(
    '/api/map/marks',
    {
      config,
      schema: {
        ...{ tags, querystring: MarksQuery, response: { 200: MapMarks } },
        summary: 'Points of open matters that you may read, late ones first',
      },
    },
    async (request, reply) => {
      const { on = null } = request.query
      if (!isKept(services, request.signed, on)) return notFound(request, reply)
      const listed = narrowed(services, request.signed, request.query, await open(request.signed, on))
      return marksOf(services, request.signed.account.jurisdiction, listed.matters, request.query.box)
    },
  )

  app.get(
    '/api/map/points',
    {
      config,
      schema: {
        ...{ tags, querystring: PointsQuery, response: { 200: MapPoints } },
        summary: 'Offices of organisations, or facilities',
      },
    },
    async (request) => {
      const { jurisdiction } = request.signed.account
      return pointsOf(request.query, services.registry.current(jurisdiction), services.places(jurisdiction))
    },
  )
}

const notFound = (request: FastifyRequest, reply: FastifyReply) =>
  sendProblem(request as never, reply as never, { code: 'not_found' })

/** Of the days to come, and of those too long ago, nothing is told. */
function isKept({ registry, now }: Services, { account }: Signed, on: LocalDate | null): boolean {
  if (on === null) return true
  const back = registry.current(account.jurisdiction).rules.calendar.zone.dayOf(now()) - dayNumber(on)
  return back >= 0 && back <= DAYS_BACK && localDate(dayNumber(on)) === on
}

function narrowed(
  services: Services,
  { account }: Signed,
  { territory, pace }: MapQuery,
  all: Snapshot,
): Snapshot {
  if (territory === undefined && pace === undefined) return all
  const inside =
    territory === undefined
      ? all.matters
      : inSubtrees(all.matters, codesWithin(services.places(account.jurisdiction), territory))
  const matters = pace === undefined ? inside : inside.filter((matter) => matter.pace === pace)
  return { key: `${all.key} ${territory ?? ''} ${pace ?? ''}`, matters }
}
