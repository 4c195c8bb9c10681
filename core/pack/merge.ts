/**
 * 继承合并 — lists of a pack laid over those of the pack it extends: by key, the extending pack wins. Duty rules have
 * no id: those of one kind and territory are replaced together, for their order decides.
 */
import type { GazetteerEntry } from '../territory/gazetteer.ts'
import type { ListName } from './problem.ts'

export type Entry<Source> = {
  readonly list: ListName
  readonly key: string
  readonly value: unknown
  readonly source: Source
}

/** The key of a duty rule: what it is about, and which of several about the same it is. */
export function dutyKey(duty: { readonly kind: string; readonly territory?: string }, index: number): string {
  return `${duty.kind}@${duty.territory ?? ''}#${index}`
}

/** The key of a gazetteer entry: two places may share a name, not the name, the kind and the territory. */
export function placeKey({
  kind,
  name,
  territoryCode,
}: Pick<GazetteerEntry, 'kind' | 'name' | 'territoryCode'>): string {
  return `${kind}/${name.zh}/${territoryCode}`
}

/** Later packs win; an entry that replaces another keeps its place. */
export function mergeEntries<Source>(packs: readonly (readonly Entry<Source>[])[]): Entry<Source>[] {
  const merged = new Map<string, Entry<Source>>()
  for (const entries of packs) {
    dropReplacedDuties(merged, entries)
    for (const entry of entries) merged.set(`${entry.list}/${entry.key}`, entry)
  }
  return [...merged.values()]
}

function dropReplacedDuties<Source>(
  merged: Map<string, Entry<Source>>,
  entries: readonly Entry<Source>[],
): void {
  const subjects = new Set(
    entries.filter((each) => each.list === 'duties').map((each) => subjectOf(each.key)),
  )
  for (const [id, entry] of merged) {
    if (entry.list === 'duties' && subjects.has(subjectOf(entry.key))) merged.delete(id)
  }
}

function subjectOf(dutyKey: string): string {
  return dutyKey.slice(0, dutyKey.lastIndexOf('#'))
}
