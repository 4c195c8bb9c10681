/** 网格与单位接口 — for staff: who serves a place or works in a unit is public to them; residents have screens of their own. */
import { Grids, GridsQuery, GridView } from '@huying/contract/matter/grids.ts'
import { Units, UnitView } from '@huying/contract/matter/units.ts'
import { UnitParams } from '@huying/contract/organisation/inner.ts'
import { TerritoryParams } from '@huying/contract/territory/territory.ts'
import type { App, Signed } from '../app.ts'
import { sendProblem } from '../kernel/reply.ts'
import type { Services } from '../services.ts'
import { listGrids, viewGrid } from './grids.ts'
import { listUnits, viewUnit } from './units.ts'

const config = { policy: 'signed-in' } as const
const isStaff = ({ actor }: Signed) => actor.kind === 'staff'

export function registerPlaceRoutes(app: App, services: Services): void {
  registerGrids(app, services)
  registerUnits(app, services)
}

function registerGrids(app: App, services: Services): void {
  app.get(
    '/api/grids',
    {
      config,
      schema: {
        tags: ['territory'],
        summary: 'Grids with who serves them and what is open there',
        querystring: GridsQuery,
        response: { 200: Grids },
      },
    },
    async (request, reply) =>
      isStaff(request.signed)
        ? listGrids(services, request.signed, request.query)
        : sendProblem(request, reply, { code: 'not_found' }),
  )
  app.get(
    '/api/grids/:code',
    {
      config,
      schema: {
        tags: ['territory'],
        summary: 'One grid: its team and what is open there',
        params: TerritoryParams,
        response: { 200: GridView },
      },
    },
    async (request, reply) => {
      const { signed, params } = request
      const view = isStaff(signed) ? await viewGrid(services, signed, params.code) : null
      return view ?? sendProblem(request, reply, { code: 'not_found' })
    },
  )
}

function registerUnits(app: App, services: Services): void {
  app.get(
    '/api/units',
    {
      config,
      schema: {
        tags: ['organisation'],
        summary: 'Organisations you oversee, and your own',
        response: { 200: Units },
      },
    },
    async (request, reply) =>
      isStaff(request.signed)
        ? listUnits(services, request.signed)
        : sendProblem(request, reply, { code: 'not_found' }),
  )
  app.get(
    '/api/units/:id',
    {
      config,
      schema: {
        tags: ['organisation'],
        summary: 'One organisation: its people, duties, open matters and how long it held matters',
        params: UnitParams,
        response: { 200: UnitView },
      },
    },
    async (request, reply) => {
      const { signed, params } = request
      const view = isStaff(signed) ? await viewUnit(services, signed, params.id) : null
      return view ?? sendProblem(request, reply, { code: 'not_found' })
    },
  )
}
