/** 组织名录 — who serves which place: the organisations of a pack, indexed for dispatch and for relations. */
import type { Organisation } from './types.ts'

export type Directory = {
  readonly byId: ReadonlyMap<string, Organisation>
  /** Organisations by function, duty (`duty:x`) and kind (`kind:x`), each list longest territory first. */
  readonly byWork: ReadonlyMap<string, readonly Organisation[]>
  readonly chains: ReadonlyMap<string, readonly string[]>
}

export function buildDirectory(organisations: readonly Organisation[]): Directory {
  const byId = new Map(organisations.map((o) => [o.id, o]))
  const byWork = new Map<string, Organisation[]>()
  for (const organisation of organisations) {
    const works = [
      `kind:${organisation.kind}`,
      ...organisation.functions.map((f) => `fn:${f}`),
      ...organisation.duties.map((d) => `duty:${d}`),
    ]
    for (const work of works) {
      const list = byWork.get(work)
      if (list) list.push(organisation)
      else byWork.set(work, [organisation])
    }
  }
  for (const list of byWork.values()) list.sort(narrowestFirst)
  const chains = new Map(organisations.map((o) => [o.id, chainOf(byId, o.id)]))
  return { byId, byWork, chains }
}

/** Narrowest territory first; ties by id, so that two runs never choose differently. */
function narrowestFirst(a: Organisation, b: Organisation): number {
  return b.territory.length - a.territory.length || (a.id < b.id ? -1 : 1)
}

function chainOf(byId: ReadonlyMap<string, Organisation>, id: string): string[] {
  const chain: string[] = []
  for (let at: string | null = id; at !== null && !chain.includes(at); at = byId.get(at)?.parentId ?? null) {
    chain.push(at)
  }
  return chain
}

export type CoveringOptions = {
  /** Only one whose territory is strictly wider than the code. */
  readonly above?: boolean
  /** Organisations complained about: neither they nor their parts are chosen. */
  readonly against?: readonly string[]
}

/**
 * The organisation with this work (`fn:…`, `duty:…`, `kind:…`) whose territory covers the code most narrowly,
 * or null.
 */
export function covering(
  directory: Directory,
  work: string,
  code: string,
  { above = false, against = [] }: CoveringOptions = {},
): Organisation | null {
  const found = directory.byWork
    .get(work)
    ?.find(
      ({ id, territory }) =>
        code.startsWith(territory) &&
        !(above && territory.length >= code.length) &&
        !isRecused(directory, id, against),
    )
  return found ?? null
}

/** True when the organisation is, or is a part of, one that is complained about (济南市12345条例 §32: recusal). */
export function isRecused(directory: Directory, id: string, against: readonly string[]): boolean {
  return against.length > 0 && against.some((ancestor) => isPartOf(directory, id, ancestor))
}

/** Who acts in the place of `id`: itself, or the nearest above it that is not complained about; null for nobody. */
export function standInFor(directory: Directory, id: string, against: readonly string[]): string | null {
  return directory.chains.get(id)?.find((each) => !isRecused(directory, each, against)) ?? null
}

/** True when `id` is `ancestor` itself or a part of it at any depth. */
export function isPartOf(directory: Directory, id: string, ancestor: string): boolean {
  return directory.chains.get(id)?.includes(ancestor) ?? false
}
