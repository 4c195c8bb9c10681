/** 重复件 — which row repeats which: said by the file, or found by what the rows have in common. */
import type { Instant } from '@huying/core/kernel/instant.ts'
import type { ImportMap } from './map.ts'
import { isOneOf } from './plan.ts'
import type { Entry } from './translate.ts'

/**
 * Source of the original by the source of the row that repeats it; empty where the map knows no duplicates. Reads all rows
 * once: the original may stand anywhere in the file.
 */
export async function findOriginals(
  entries: AsyncIterable<Entry>,
  map: ImportMap,
): Promise<ReadonlyMap<string, string>> {
  const { duplicate } = map
  const said = new Map<string, string>()
  const repeats: { source: string; key: string; at: Instant }[] = []
  const firsts = new Map<string, { source: string; at: Instant }[]>()
  if (!duplicate) return said
  for await (const entry of entries) {
    const { source, fields, times } = entry
    const isRepeat =
      isOneOf(duplicate.if ?? {}, entry) && (duplicate.if !== undefined || fields.duplicateOf !== undefined)
    if (isRepeat && fields.duplicateOf !== undefined) {
      const original = `${map.source}:${fields.duplicateOf}`
      if (original !== source) said.set(source, original)
      continue
    }
    const key = duplicate.same ? keyOf(duplicate.same, entry) : null
    const at = times.reportedAt
    if (key === null || at === undefined) continue
    if (isRepeat) repeats.push({ source, key, at })
    else firsts.set(key, [...(firsts.get(key) ?? []), { source, at }])
  }
  for (const { source, key, at } of repeats) {
    const earlier = firsts.get(key)?.filter((first) => first.at <= at) ?? []
    const latest = earlier.reduce<(typeof earlier)[number] | null>((a, b) => (a && a.at > b.at ? a : b), null)
    if (latest) said.set(source, latest.source)
  }
  return said
}

/** Rows without one of the values have nothing in common with any other. */
function keyOf(same: readonly string[], { fields }: Entry): string | null {
  const values = same.map((field) => fields[field]?.toLowerCase())
  return values.every((value) => value !== undefined) ? JSON.stringify(values) : null
}
