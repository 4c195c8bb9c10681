/** 事项分类 — kinds as a tree to choose from; only what a loop carries can be chosen. */
import type { Kind } from './use-catalogue.ts'

export type KindNode = {
  value: string
  title: string
  selectable: boolean
  search: string
  children: KindNode[]
}

type Named = (title: Kind['title']) => string

export function kindTree(kinds: readonly Kind[], words: Named): KindNode[] {
  const byParent = Map.groupBy(kinds, (kind) => kind.parentId)
  const nodesUnder = (parentId: string | null, above: string): KindNode[] =>
    (byParent.get(parentId) ?? []).map((kind) => {
      const title = words(kind.title)
      const children = nodesUnder(kind.id, `${above} ${title}`)
      const search = `${above} ${title} ${kind.words.join(' ')}`.toLowerCase()
      return {
        value: kind.id,
        title,
        selectable: kind.loop !== null && children.length === 0,
        search,
        children,
      }
    })
  return nodesUnder(null, '')
}

/** Names from the widest to the narrowest, e.g. 市政公用 / 照明 / 路灯. */
export function kindPath(kinds: readonly Kind[], id: string, words: Named): string {
  const names: string[] = []
  const byId = new Map(kinds.map((kind) => [kind.id, kind]))
  for (let kind = byId.get(id); kind; kind = kind.parentId ? byId.get(kind.parentId) : undefined) {
    names.unshift(words(kind.title))
  }
  return names.length > 0 ? names.join(' / ') : id
}
