/** 岗位名称 — names for the ids of a post, by the pack in force. What the pack no longer knows is shown by its id. */
import type { Words } from '@huying/core/kernel/words.ts'
import type { Services } from '../services.ts'

type Named = { readonly id: string; readonly name: { zh: string; en?: string } }

export type PostNamer = {
  organisation(id: string): Named
  role(id: string): Named
  territory(code: string): Named
}

export function postNamer(services: Services, jurisdiction: string): PostNamer {
  const { rules, content } = services.registry.current(jurisdiction)
  const places = services.places(jurisdiction)
  const named = (id: string, name: Words | undefined): Named => ({ id, name: name ?? { zh: id } })
  return {
    organisation: (id) => named(id, rules.directory.byId.get(id)?.name),
    role: (id) => named(id, content.vocabularies.roles[id]),
    territory: (code) =>
      named(
        code,
        places.byCode.get(code)?.name ?? (code === jurisdiction ? content.jurisdiction?.name : undefined),
      ),
  }
}
