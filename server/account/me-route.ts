/** 我 — who is signed in, and in which posts. */
import { Me } from '@huying/contract/account/me.ts'
import { administeredBy } from '@huying/core/account/policy.ts'
import type { Actor } from '@huying/core/organisation/types.ts'
import type { App } from '../app.ts'
import type { Services } from '../services.ts'

export function registerMeRoute(app: App, services: Services): void {
  app.get(
    '/api/me',
    {
      config: { policy: 'signed-in' },
      schema: { tags: ['account'], summary: 'Who is signed in', response: { 200: Me } },
    },
    async (request) => {
      const { account, actor } = request.signed
      const { rules, content } = services.registry.current(account.jurisdiction)
      const places = services.places(account.jurisdiction)
      return {
        accountId: account.id,
        name: account.name,
        kind: actor.kind,
        locale: account.locale,
        abilities: abilitiesOf(actor, account.jurisdiction),
        mustChangePassword: account.mustChangePassword,
        duties: [...new Set(actor.posts.flatMap((post) => post.duties))].sort(),
        posts: actor.posts.map((post) => ({
          id: post.postId,
          organisation: {
            id: post.organisationId,
            name: rules.directory.byId.get(post.organisationId)?.name ?? { zh: post.organisationId },
          },
          role: { id: post.role, name: content.vocabularies.roles[post.role] ?? { zh: post.role } },
          territory: {
            code: post.territory,
            name: places.byCode.get(post.territory)?.name ??
              content.jurisdiction?.name ?? { zh: post.territory },
          },
          delegated: post.delegatedBy !== undefined,
        })),
      }
    },
  )
}

function abilitiesOf(actor: Actor, jurisdiction: string): string[] {
  const territories = administeredBy(actor)
  if (territories.length === 0) return []
  const isWhole = territories.some((code) => jurisdiction.startsWith(code))
  return ['administration', ...(isWhole ? ['administration.all'] : [])]
}
