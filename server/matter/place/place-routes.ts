/** 网格与单位接口 — for staff: who serves a place or works in a unit is public to them; residents have screens of their own. */
import { Grids, GridsQuery, GridView } from '@huying/contract/matter/grids.ts'
import { OpenCounts, OpenCountsQuery } from '@huying/contract/matter/open-counts.ts'
import { Units, UnitsQuery, UnitView } from '@huying/contract/matter/units.ts'
import { UnitParams } from '@huying/contract/organisation/inner.ts'
import { TerritoryParams } from '@huying/contract/territory/territory.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { App, Signed } from '../../app.ts'
import type { Changes } from '../../feed/changes.ts'
import { localeOf, sendProblem } from '../../kernel/reply.ts'
import { XLSX } from '../../kernel/xlsx.ts'
import type { Services } from '../../services.ts'
import { type CountedGrids, keepGrids, listGrids, viewGrid } from './grids.ts'
import { openCounts } from './open-counts.ts'
import { gridFile, unitFile } from './place-files.ts'
import { keepTallies, type PlaceTallies } from './tallies.ts'
import { keepFigures, listUnits, type UnitFigures, viewUnit } from './units.ts'

const config = { policy: 'signed-in' } as const
const isStaff = ({ actor }: Signed) => actor.kind === 'staff'
const File = { 200: Type.Unknown({ description: 'Excel file' }) }

const notFound = (request: FastifyRequest, reply: FastifyReply) =>
  sendProblem(request as never, reply as never, { code: 'not_found' })

export function registerPlaceRoutes(app: App, services: Services, changes: Changes): void {
  const tallies = keepTallies(services, changes)
  registerGrids(app, services, keepGrids(services, changes, tallies))
  registerUnits(app, services, keepFigures(services, changes))
  registerOpenCounts(app, services, tallies)
}

function registerGrids(app: App, services: Services, counted: CountedGrids): void {
  const tags = ['territory']
  app.get(
    '/api/grids',
    {
      config,
      schema: {
        ...{ tags, querystring: GridsQuery, response: { 200: Grids } },
        summary: 'Grids with who serves them and what is open there',
      },
    },
    async (request, reply) => {
      const { signed, query } = request
      return isStaff(signed) ? listGrids(services, counted, signed, query) : notFound(request, reply)
    },
  )
  app.get(
    '/api/grids.xlsx',
    {
      config,
      exposeHeadRoute: false,
      schema: {
        ...{ tags, querystring: Type.Omit(GridsQuery, ['from', 'limit']), response: File },
        summary: 'A list of grids as an Excel file',
      },
    },
    async (request, reply) => {
      const { signed, query } = request
      if (!isStaff(signed)) return notFound(request, reply)
      const file = gridFile(services, counted, signed, query, localeOf(request))
      return sendFile(reply, 'grids.xlsx').send(file)
    },
  )
  app.get(
    '/api/grids/:code',
    {
      config,
      schema: {
        ...{ tags, params: TerritoryParams, response: { 200: GridView } },
        summary: 'One grid: its team and what is open there',
      },
    },
    async (request, reply) => {
      const { signed, params } = request
      const view = isStaff(signed) ? await viewGrid(services, signed, params.code) : null
      return view ?? notFound(request, reply)
    },
  )
}

const sendFile = (reply: FastifyReply, name: string) =>
  reply.type(XLSX).header('content-disposition', `attachment; filename="${name}"`)

function registerUnits(app: App, services: Services, figures: UnitFigures): void {
  const tags = ['organisation']
  app.get(
    '/api/units',
    {
      config,
      schema: {
        ...{ tags, querystring: UnitsQuery, response: { 200: Units } },
        summary: 'Organisations you oversee, and your own, or those of a territory',
      },
    },
    async (request, reply) => {
      const { signed, query } = request
      return isStaff(signed) ? listUnits(services, figures, signed, query) : notFound(request, reply)
    },
  )
  app.get(
    '/api/units.xlsx',
    {
      config,
      exposeHeadRoute: false,
      schema: {
        ...{ tags, querystring: UnitsQuery, response: File },
        summary: 'A list of organisations as an Excel file',
      },
    },
    async (request, reply) => {
      const { signed, query } = request
      if (!isStaff(signed)) return notFound(request, reply)
      const file = await unitFile(services, figures, signed, query, localeOf(request))
      return sendFile(reply, 'units.xlsx').send(file)
    },
  )
  app.get(
    '/api/units/:id',
    {
      config,
      schema: {
        ...{ tags, params: UnitParams, response: { 200: UnitView } },
        summary: 'One organisation: its people, duties, open matters and how long it held matters',
      },
    },
    async (request, reply) => {
      const { signed, params } = request
      const view = isStaff(signed) ? await viewUnit(services, figures, signed, params.id) : null
      return view ?? notFound(request, reply)
    },
  )
}

function registerOpenCounts(app: App, services: Services, tallies: PlaceTallies): void {
  app.get(
    '/api/territories/open',
    {
      config,
      schema: {
        ...{ tags: ['territory'], querystring: OpenCountsQuery, response: { 200: OpenCounts } },
        summary: 'How much is open in each of some territories',
      },
    },
    async (request, reply) => {
      const { signed, query } = request
      return isStaff(signed)
        ? openCounts(services, tallies, signed, query.codes.split(','))
        : notFound(request, reply)
    },
  )
}
