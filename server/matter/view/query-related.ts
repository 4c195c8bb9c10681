/** 相关事项 — matters that belong to one, as rows of a list: those the reader may read, and only a number for the others. */
import type { Related } from '@huying/contract/matter/related.ts'
import type { Matter } from '@huying/core/matter/matter.ts'
import type { Signed } from '../../app.ts'
import type { Services } from '../../services.ts'
import { listMatters } from '../list/query-list.ts'

/** Most that are shown: hundreds may be merged into one. The nearest relatives come first. */
const SHOWN = 100

type Relation = Related['matters'][number]['relation']

export async function relatedTo(services: Services, signed: Signed, matter: Matter): Promise<Related> {
  const relations = relationsOf(matter)
  const ids = [...relations.keys()].slice(0, SHOWN)
  if (ids.length === 0) return { matters: [], more: 0, hidden: 0 }
  const { rows } = await listMatters(services, signed, { ids: ids.join(','), limit: SHOWN })
  const byId = new Map(rows.map((row) => [row.id, row]))
  const matters = ids.flatMap((id) => {
    const row = byId.get(id)
    return row ? [{ relation: relations.get(id) as Relation, matter: row }] : []
  })
  return { matters, more: relations.size - ids.length, hidden: ids.length - matters.length }
}

function relationsOf({ parentId, mergedInto, children, merged }: Matter): Map<string, Relation> {
  const relations = new Map<string, Relation>()
  if (parentId !== null) relations.set(parentId, 'parent')
  if (mergedInto !== null) relations.set(mergedInto, 'merged_into')
  for (const { id, why } of children) relations.set(id, why)
  for (const id of merged) relations.set(id, 'merged')
  return relations
}
