/** 辖区树 — what of the tree a screen is shown: tops, what lies below them, and what a few typed letters find. */
import type { TerritoryItem, TerritoryView } from '@huying/contract/territory/territory.ts'
import type { Words } from '@huying/core/kernel/words.ts'
import { isWithin, levelOf } from '@huying/core/territory/code.ts'
import type { Territory } from '@huying/core/territory/types.ts'
import { type Places, pathName, pathOf, zonesOf } from './places.ts'

/** The territory with this code, or what has become of it; null where there never was one. */
export function territoryNow(places: Places, code: string): Territory | null {
  return places.byCode.get(places.former.get(code) ?? code) ?? null
}

export function itemOf(places: Places, { code, name, level }: Territory): TerritoryItem {
  return {
    ...{ code, name, level, path: pathName(places, code) },
    children: places.children.get(code)?.length ?? 0,
  }
}

/** Tops of several subtrees; the jurisdiction itself stands for a code that is not listed. */
export function rootsOf(places: Places, codes: readonly string[], jurisdiction: Words): TerritoryItem[] {
  const roots = codes.map((code) => {
    const territory = territoryNow(places, code)
    return territory ? itemOf(places, territory) : topOf(places, code, jurisdiction)
  })
  return [...new Map(roots.map((root) => [root.code, root])).values()]
}

function topOf(places: Places, code: string, name: Words): TerritoryItem {
  return { code, name, level: levelOf(code) ?? 'city', path: name, children: tops(places).length }
}

/** Territories that nothing listed lies above. */
export function tops(places: Places): Territory[] {
  return [...places.byCode.values()].filter(
    ({ parentCode }) => parentCode === null || !places.byCode.has(parentCode),
  )
}

/** Names that hold the text, or codes that begin with it, within these subtrees: best first, then the widest. */
export function searchTree(
  places: Places,
  codes: readonly string[],
  text: string,
  limit: number,
): TerritoryItem[] {
  const sought = text.trim().toLowerCase()
  if (sought === '') return []
  const found = [...places.byCode.values()].flatMap((territory) => {
    const rank = codes.some((code) => isWithin(territory.code, code)) ? rankOf(territory, sought) : null
    return rank === null ? [] : [{ territory, rank }]
  })
  found.sort((a, b) => a.rank - b.rank || a.territory.code.length - b.territory.code.length)
  return found.slice(0, limit).map(({ territory }) => itemOf(places, territory))
}

function rankOf({ code, name }: Territory, sought: string): number | null {
  const names = [name.zh, name.en ?? ''].map((each) => each.toLowerCase())
  if (code === sought || names.includes(sought)) return 0
  if (names.some((each) => each.startsWith(sought))) return 1
  if (code.startsWith(sought)) return 2
  return names.some((each) => each.includes(sought)) ? 3 : null
}

export function viewOf(places: Places, territory: Territory): TerritoryView {
  const { code, name, level, gridKind, households, geometry } = territory
  return {
    ...{ code, name, level },
    path: pathOf(places, code).map((each) => ({ ...each, level: levelOf(each.code) ?? '' })),
    children: (places.children.get(code) ?? []).map((child) => itemOf(places, child)),
    zones: zonesOf(places, code),
    gridKind: gridKind ?? null,
    households: households ?? null,
    hasBoundary: geometry !== undefined,
  }
}
