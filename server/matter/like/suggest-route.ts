/** 登记建议接口 — asked again and again while somebody types; a POST, because what people say does not belong into addresses and logs. */
import { SuggestAsked, Suggested } from '@huying/contract/matter/suggest.ts'
import type { App } from '../../app.ts'
import type { Services } from '../../services.ts'
import { suggest } from './suggest.ts'

export function registerSuggestRoute(app: App, services: Services): void {
  app.post(
    '/api/matters/suggest',
    {
      config: { policy: 'signed-in', keyless: true },
      schema: {
        tags: ['matter'],
        summary: 'What a report would be, and who would answer',
        description: 'Kind, place, unit and deadlines for what has been typed so far. Nothing is kept.',
        body: SuggestAsked,
        response: { 200: Suggested },
      },
    },
    async (request) => suggest(services, request.signed, request.body),
  )
}
