/** 洞察接口 — the search over everything. */
import { Search, SearchQuery } from '@huying/contract/insight/search.ts'
import type { App } from '../app.ts'
import { wordsOf } from '../kernel/cut.ts'
import type { Services } from '../services.ts'
import { search } from './search.ts'

export function registerSearchRoute(app: App, services: Services): void {
  // The dictionary is read before anybody waits for it.
  app.addHook('onListen', async () => void wordsOf(''))
  app.get(
    '/api/search',
    {
      config: { policy: 'signed-in' },
      schema: {
        tags: ['insight'],
        summary: 'One search for everything that you may know of',
        querystring: SearchQuery,
        response: { 200: Search },
      },
    },
    async (request) => search(services, request.signed, request.query),
  )
}
