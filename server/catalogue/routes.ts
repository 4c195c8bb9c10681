/** 目录接口 — what can be reported and how things are called; places while they are typed. */
import { CatalogueView } from '@huying/contract/catalogue/view.ts'
import { PlaceQuery, Places } from '@huying/contract/territory/place.ts'
import { inherited } from '@huying/core/catalogue/dispatch.ts'
import { openingForm } from '@huying/core/catalogue/opening-form.ts'
import { suggest } from '@huying/core/territory/suggest.ts'
import type { App } from '../app.ts'
import type { Ruleset, Services } from '../services.ts'
import { pathName } from '../territory/places.ts'
import { formSchema } from './form-schema.ts'

export function registerCatalogueRoutes(app: App, services: Services): void {
  app.get(
    '/api/catalogue',
    {
      config: { policy: 'signed-in' },
      schema: {
        tags: ['catalogue'],
        summary: 'Kinds, organisations and channels',
        response: { 200: CatalogueView },
      },
    },
    async (request) => catalogueView(services.registry.current(request.signed.account.jurisdiction)),
  )
  app.get(
    '/api/places',
    {
      config: { policy: 'signed-in' },
      schema: {
        tags: ['territory'],
        summary: 'Places, while they are typed',
        querystring: PlaceQuery,
        response: { 200: Places },
      },
    },
    async (request) => {
      const places = services.places(request.signed.account.jurisdiction)
      const found = suggest(places.gazetteer, request.query.text, request.query.limit ?? 8)
      return {
        places: found.map(({ entry, territoryCode }) => ({
          name: entry.name,
          territory: territoryCode,
          path: pathName(places, territoryCode),
          point: entry.point ? [...entry.point] : null,
        })),
      }
    },
  )
}

function catalogueView({ rules, content }: Ruleset): CatalogueView {
  const { catalogue } = rules
  return {
    jurisdiction: { id: rules.jurisdiction, name: content.jurisdiction?.name ?? { zh: rules.jurisdiction } },
    pack: { id: rules.id, version: rules.version },
    timeZone: rules.calendar.timeZone,
    kinds: [...catalogue.kinds.values()].map((kind) => {
      return {
        id: kind.id,
        title: kind.title,
        parentId: kind.parentId ?? null,
        loop: inherited(catalogue, kind.id, 'loop') ?? null,
        words: kind.words ?? [],
        form: formSchema(openingForm(rules, kind.id) ?? undefined),
      }
    }),
    organisations: content.organisations.map(({ id, name, kind, parentId, territory }) => ({
      id,
      name,
      kind,
      parentId,
      territory,
    })),
    attachments: (content.attachments ?? []).map(({ id, title, mediaTypes, maxBytes }) => ({
      ...{ kind: id, title, mediaTypes, maxBytes },
    })),
    channels: Object.entries(content.vocabularies.channels ?? {}).map(([id, name]) => ({ id, name })),
    // A version that was stored before it knew of dangers has none.
    dangers: Object.values(content.vocabularies.dangers ?? {}).flatMap(({ zh, en }) =>
      en ? [zh, en] : [zh],
    ),
  }
}
