/**
 * 派单 — dispatch by duty list: kind × place → who leads, who assists, who is informed, and on what basis.
 * What no rule covers goes to the triage desk, never nowhere (北京市接诉即办工作条例 §11–12; 双派: the street
 * directly, the district informed).
 */
import { covering, type Directory } from '../organisation/directory.ts'
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
 * Returns the organisation id, or null when nobody covers the place.
 */
export function resolveTarget(directory: Directory, target: string, territory: string): string | null {
  const colon = target.indexOf(':')
  const scheme = colon < 0 ? target : target.slice(0, colon)
  const name = target.slice(colon + 1)
  switch (scheme) {
    case 'org':
      return directory.byId.has(name) ? name : null
    case 'street':
    case 'community':
      return covering(directory, `kind:${scheme}`, territory)?.id ?? null
    case 'up':
      return (
        covering(directory, `duty:${name}`, territory, true)?.id ??
        covering(directory, `fn:${name}`, territory, true)?.id ??
        null
      )
    default:
      return covering(directory, target, territory)?.id ?? null
  }
}

/**
 * Decides who answers. `against` are organisations complained about: they are never asked, so that a complaint
 * does not reach whom it is about (济南市12345条例 §32); a complaint about the lead goes to triage.
 */
export function dispatch(
  catalogue: Catalogue,
  directory: Directory,
  kindId: string,
  territory: string,
  against: readonly string[] = [],
): Dispatch {
  for (const kind of kindChain(catalogue, kindId)) {
    const duties = catalogue.duties.get(kind.id) ?? []
    for (let index = 0; index < duties.length; index++) {
      const duty = duties[index] as Duty
      if (duty.territory && !territory.startsWith(duty.territory)) continue
      const lead = resolveTarget(directory, duty.lead, territory)
      if (lead === null || against.includes(lead)) continue
      const others = (targets: readonly string[] = [], taken: readonly string[]) => [
        ...new Set(
          targets
            .map((target) => resolveTarget(directory, target, territory))
            .filter((id): id is string => id !== null && !taken.includes(id) && !against.includes(id)),
        ),
      ]
      const assists = others(duty.assists, [lead])
      const informs = others(duty.informs, [lead, ...assists])
      return {
        found: true,
        lead,
        assists,
        informs,
        rule: { kind: kind.id, territory: duty.territory ?? null, index },
      }
    }
  }
  return NO_DISPATCH
}
