/**
 * 派单 — dispatch by duty list: kind × place → who leads, who assists, who is informed, and on what basis.
 * What no rule covers goes to the triage desk, never nowhere (北京市接诉即办工作条例 §11–12; 双派: the street
 * directly, the district informed).
 */
import { covering, type Directory, isRecused, standInFor } from '../organisation/directory.ts'
import type { Duty, Kind } from './types.ts'

export type Catalogue = {
  readonly kinds: ReadonlyMap<string, Kind>
  /** Duty rules by kind, narrowest territory first. */
  readonly duties: ReadonlyMap<string, readonly Duty[]>
}

export type Dispatch = {
  /** False when no duty rule led to a unit: the matter waits at the triage desk. */
  readonly found: boolean
  readonly lead: string | null
  readonly assists: readonly string[]
  readonly informs: readonly string[]
  /** Which rule decided: the kind it names and the territory it is limited to. */
  readonly rule: { readonly kind: string; readonly territory: string | null; readonly index: number } | null
}

export const NO_DISPATCH: Dispatch = { found: false, lead: null, assists: [], informs: [], rule: null }

export function buildCatalogue(kinds: readonly Kind[], duties: readonly Duty[]): Catalogue {
  const byKind = new Map<string, Duty[]>()
  for (const duty of duties) {
    const list = byKind.get(duty.kind)
    if (list) list.push(duty)
    else byKind.set(duty.kind, [duty])
  }
  for (const list of byKind.values()) {
    list.sort((a, b) => (b.territory?.length ?? 0) - (a.territory?.length ?? 0))
  }
  return { kinds: new Map(kinds.map((k) => [k.id, k])), duties: byKind }
}

/** The kind and the wider kinds above it, narrowest first. A loop in the tree ends the walk. */
export function kindChain(catalogue: Catalogue, kindId: string): Kind[] {
  const chain: Kind[] = []
  for (let at: string | undefined = kindId; at !== undefined; ) {
    const kind = catalogue.kinds.get(at)
    if (!kind || chain.includes(kind)) break
    chain.push(kind)
    at = kind.parentId
  }
  return chain
}

/** A property of the kind, or of the nearest wider kind that sets it. */
export function inherited<K extends 'loop' | 'profile' | 'form' | 'confidential'>(
  catalogue: Catalogue,
  kindId: string,
  property: K,
): Kind[K] | undefined {
  for (const kind of kindChain(catalogue, kindId)) if (kind[property] !== undefined) return kind[property]
  return undefined
}

/**
 * Resolves a target (`org:`, `fn:`, `duty:`, `kind:`, `up:`, `street`, `community`) at a place.
 * Returns the organisation id, or null when nobody covers the place. Where all who do are complained about
 * (`against`), it is the nearest above them that is not.
 */
export function resolveTarget(
  directory: Directory,
  target: string,
  territory: string,
  against: readonly string[] = [],
): string | null {
  const free = found(directory, target, territory, against)
  if (free !== null || against.length === 0) return free
  const recused = found(directory, target, territory, [])
  return recused === null ? null : standInFor(directory, recused, against)
}

function found(
  directory: Directory,
  target: string,
  territory: string,
  against: readonly string[],
): string | null {
  const colon = target.indexOf(':')
  const scheme = colon < 0 ? target : target.slice(0, colon)
  const name = target.slice(colon + 1)
  switch (scheme) {
    case 'org':
      return directory.byId.has(name) && !isRecused(directory, name, against) ? name : null
    case 'street':
    case 'community':
      return covering(directory, `kind:${scheme}`, territory, { against })?.id ?? null
    case 'up':
      return (
        covering(directory, `duty:${name}`, territory, { above: true, against })?.id ??
        covering(directory, `fn:${name}`, territory, { above: true, against })?.id ??
        null
      )
    default:
      return covering(directory, target, territory, { against })?.id ?? null
  }
}

/**
 * Decides who answers. `against` are organisations complained about: neither they nor their parts are asked or copied,
 * so that a complaint does not reach whom it is about (济南市12345条例 §32). A rule whose lead is one of them is passed
 * over; where no other rule holds the triage desk decides.
 */
export function dispatch(
  catalogue: Catalogue,
  directory: Directory,
  kindId: string,
  territory: string,
  against: readonly string[] = [],
): Dispatch {
  const free = (targets: readonly string[] = [], taken: readonly string[] = []) => {
    const ids = targets.map((target) => resolveTarget(directory, target, territory))
    return [...new Set(ids)].filter(
      (id): id is string => id !== null && !taken.includes(id) && !isRecused(directory, id, against),
    )
  }
  for (const kind of kindChain(catalogue, kindId)) {
    for (const [index, duty] of (catalogue.duties.get(kind.id) ?? []).entries()) {
      if (duty.territory && !territory.startsWith(duty.territory)) continue
      const [lead] = free([duty.lead])
      if (lead === undefined) continue
      const assists = free(duty.assists, [lead])
      const informs = free(duty.informs, [lead, ...assists])
      const rule = { kind: kind.id, territory: duty.territory ?? null, index }
      return { found: true, lead, assists, informs, rule }
    }
  }
  return NO_DISPATCH
}
