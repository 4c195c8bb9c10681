/** 辖区树接口 — the tree of territories. Names and borders are public to staff; a resident's screens do not need them. */
import {
  Territories,
  TerritoriesQuery,
  TerritoryHistory,
  TerritoryParams,
  TerritoryView,
} from '@huying/contract/territory/territory.ts'
import type { App, Signed } from '../app.ts'
import { sendProblem } from '../kernel/reply.ts'
import type { Services } from '../services.ts'
import { historyOf } from './history.ts'
import { rootsOf, searchTree, territoryNow, viewOf } from './tree.ts'

/** `overseen`: subtrees that an actor oversees. Whoever oversees none works on matters of the whole city. */
export function registerTreeRoutes(
  app: App,
  services: Services,
  overseen: (actor: Signed['actor']) => readonly string[],
): void {
  const tags = ['territory']
  const config = { policy: 'signed-in' } as const
  const placesOf = ({ account }: Signed) => services.places(account.jurisdiction)
  const known = (signed: Signed, code: string) =>
    signed.actor.kind === 'staff' ? territoryNow(placesOf(signed), code) : null

  app.get(
    '/api/territories',
    {
      config,
      schema: {
        tags,
        summary: 'Tops of what you oversee, or what a text finds below them',
        querystring: TerritoriesQuery,
        response: { 200: Territories },
      },
    },
    async (request, reply) => {
      const { actor, account } = request.signed
      if (actor.kind !== 'staff') return sendProblem(request, reply, { code: 'not_found' })
      const places = placesOf(request.signed)
      const found = overseen(actor)
      const codes = found.length > 0 ? found : [account.jurisdiction]
      const { text, limit = 20 } = request.query
      const { content } = services.registry.current(account.jurisdiction)
      const name = content.jurisdiction?.name ?? { zh: account.jurisdiction }
      return {
        territories:
          text === undefined ? rootsOf(places, codes, name) : searchTree(places, codes, text, limit),
      }
    },
  )
  app.get(
    '/api/territories/:code',
    {
      config,
      schema: {
        tags,
        summary: 'One territory and what lies below it',
        params: TerritoryParams,
        response: { 200: TerritoryView },
      },
    },
    async (request, reply) => {
      const territory = known(request.signed, request.params.code)
      return territory
        ? viewOf(placesOf(request.signed), territory)
        : sendProblem(request, reply, { code: 'not_found' })
    },
  )
  app.get(
    '/api/territories/:code/history',
    {
      config,
      schema: {
        tags,
        summary: 'What a territory was called, came from and gave off',
        params: TerritoryParams,
        response: { 200: TerritoryHistory },
      },
    },
    async (request, reply) => {
      const territory = known(request.signed, request.params.code)
      return territory
        ? historyOf(services.db, request.signed.account.jurisdiction, territory.id)
        : sendProblem(request, reply, { code: 'not_found' })
    },
  )
}
