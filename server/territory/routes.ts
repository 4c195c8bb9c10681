/** 辖区接口 — borders, which are public to everybody at work: as a drawn plan, and as tiles of a map. */
import { Plan, TerritoryParams } from '@huying/contract/territory/plan.ts'
import { MapSetup, TILE_TYPE, TileAnswer, TileParams } from '@huying/contract/territory/tile.ts'
import { tileOf } from '@huying/core/territory/tile.ts'
import { Type } from 'typebox'
import type { App } from '../app.ts'
import { sendProblem } from '../kernel/reply.ts'
import type { Services } from '../services.ts'
import { bordersOf } from './borders.ts'
import { planOf } from './plan.ts'
import { DEEPEST, territoryTile } from './tiles.ts'

export function registerTerritoryRoutes(app: App, services: Services, basemap: string | null): void {
  app.get(
    '/api/territories/:code/plan',
    {
      config: { policy: 'signed-in' },
      schema: {
        tags: ['territory'],
        summary: 'Borders of a territory, its parts and what lies around it, simplified for a drawn plan',
        params: TerritoryParams,
        response: { 200: Plan, 304: Type.Null({ description: 'As you have it' }) },
      },
    },
    async (request, reply) => {
      const places = services.places(request.signed.account.jurisdiction)
      const etag = `"${bordersOf(places).version}"`
      reply.header('cache-control', 'private, no-cache').header('etag', etag)
      if (request.headers['if-none-match'] === etag) return reply.code(304).send(null)
      return planOf(places, request.params.code) ?? sendProblem(request, reply, { code: 'not_found' })
    },
  )
  app.get(
    '/api/tiles/territory/:z/:x/:y',
    {
      config: { policy: 'signed-in' },
      schema: {
        tags: ['territory'],
        summary:
          'A vector tile with layers `border` and `name`; which levels a zoom shows depends on how dense they lie',
        params: TileParams,
        response: { 200: TileAnswer, 304: Type.Null({ description: 'As you have it' }) },
      },
    },
    async (request, reply) => {
      const tile = tileOf(request.params, DEEPEST)
      if (!tile) return sendProblem(request, reply, { code: 'not_found' })
      const borders = bordersOf(services.places(request.signed.account.jurisdiction))
      const etag = `"${borders.version}"`
      reply.header('cache-control', 'private, max-age=300').header('etag', etag)
      if (request.headers['if-none-match'] === etag) return reply.code(304).send(null)
      return reply.type(TILE_TYPE).send(Buffer.from(territoryTile(borders, tile)) as never)
    },
  )
  app.get(
    '/api/map/setup',
    {
      config: { policy: 'signed-in' },
      schema: {
        tags: ['territory'],
        summary: 'What this installation lays under its maps',
        response: { 200: MapSetup },
      },
    },
    async () => ({ basemap }),
  )
}
