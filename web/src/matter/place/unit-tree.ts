/** 单位树 — a flat list of units as a tree; a search keeps what it finds and the way up to it. */
import type { UnitRow } from '@huying/contract/matter/units.ts'

export type Branch = UnitRow & { children?: Branch[] }

export function shownUnits(units: readonly UnitRow[], text: string): readonly UnitRow[] {
  if (text === '') return units
  const sought = text.toLowerCase()
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  const kept = new Set<string>()
  for (const unit of units) {
    if (!`${unit.name.zh}\n${unit.name.en ?? ''}`.toLowerCase().includes(sought)) continue
    for (let at: UnitRow | undefined = unit; at && !kept.has(at.id); at = byId.get(at.parentId ?? ''))
      kept.add(at.id)
  }
  return units.filter(({ id }) => kept.has(id))
}

/** A unit whose parent is not in the list stands at the top. */
export function treeOf(units: readonly UnitRow[]): Branch[] {
  const ids = new Set(units.map(({ id }) => id))
  const below = Map.groupBy(units, ({ parentId }) => (parentId !== null && ids.has(parentId) ? parentId : ''))
  const grow = (parent: string): Branch[] =>
    (below.get(parent) ?? []).map((unit) => {
      const children = grow(unit.id)
      return children.length > 0 ? { ...unit, children } : { ...unit }
    })
  return grow('')
}
