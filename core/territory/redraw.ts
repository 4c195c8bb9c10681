/**
 * 区划调整 — re-drawing: merge (撤并), split (拆分), rename, recode. Pure: takes the territories as they are and
 * gives them as they will be, with the lineage. Ids are kept, codes and borders are dated, nothing is deleted:
 * what ends gets an end date, what changes keeps its earlier facts in `history`.
 */
import type { LocalDate } from '../kernel/instant.ts'
import type { Words } from '../kernel/words.ts'
import { isWithin, levelOf, parentOf } from './code.ts'
import { mismatch } from './cover.ts'
import { dissolve } from './dissolve.ts'
import { areaOf, flatten, planeAt } from './plane.ts'
import {
  type Geometry,
  isValidOn,
  type Lineage,
  type Position,
  polygonsOf,
  type Territory,
  type TerritoryId,
  type TerritoryPeriod,
} from './types.ts'

/** A territory that comes out of a merge or split. An `id` of a source means that this one lives on. */
export type Part = {
  readonly id: TerritoryId
  readonly code: string
  readonly name: Words
  readonly geometry?: Geometry
  readonly gridKind?: string
  readonly households?: number
}

export type RedrawPlan =
  | { readonly kind: 'merge'; readonly from: readonly TerritoryId[]; readonly into: Part }
  | {
      readonly kind: 'split'
      readonly from: TerritoryId
      readonly into: readonly Part[]
      /** Which part each territory directly below goes to. */
      readonly children?: Readonly<Record<TerritoryId, TerritoryId>>
    }
  | { readonly kind: 'rename'; readonly id: TerritoryId; readonly name: Words }
  | { readonly kind: 'recode'; readonly id: TerritoryId; readonly code: string }

export type RedrawRefusalCode =
  | 'redraw.unknown' // no such territory on that day
  | 'redraw.too_few' // a merge of one, a split into one
  | 'redraw.levels_differ'
  | 'redraw.code_shape' // not a code of that level
  | 'redraw.code_taken'
  | 'redraw.id_taken'
  | 'redraw.date' // before the facts that would change
  | 'redraw.child_unassigned'
  | 'redraw.no_room' // no sequence left below the new code
  | 'redraw.parts_do_not_cover'

export type RedrawRefusal = {
  readonly ok: false
  readonly refusal: {
    readonly code: RedrawRefusalCode
    readonly params: Readonly<Record<string, string | number>>
  }
}

/** All territories after the change (untouched ones are the same objects, in the same order) and the new steps of descent. */
export type Redrawn = { readonly territories: readonly Territory[]; readonly lineage: readonly Lineage[] }

/** Carries out a plan on the given day (the first day of the new order). */
export function redraw(
  plan: RedrawPlan,
  territories: readonly Territory[],
  on: LocalDate,
): ({ readonly ok: true } & Redrawn) | RedrawRefusal {
  const draft = new Map(territories.map((each) => [each.id, each]))
  const lineage: Lineage[] = []
  const refusal = carryOut(plan, { draft, lineage, on })
  return refusal ?? { ok: true, territories: [...draft.values()], lineage }
}

/**
 * Who stands on the day `on` for what the territory `id` was: follows merges and splits up to that day.
 * The id itself where it lives on.
 */
export function successorsOf(id: TerritoryId, lineage: readonly Lineage[], on: LocalDate): TerritoryId[] {
  const steps = lineage
    .filter((step) => step.on <= on)
    .toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
  let current = new Set([id])
  for (const step of steps) {
    if (!step.from.some((from) => current.has(from))) continue
    const gone = new Set(step.from)
    current = new Set([...[...current].filter((each) => !gone.has(each)), ...step.to])
  }
  return [...current]
}

type Desk = {
  readonly draft: Map<TerritoryId, Territory>
  readonly lineage: Lineage[]
  readonly on: LocalDate
}

function carryOut(plan: RedrawPlan, desk: Desk): RedrawRefusal | null {
  switch (plan.kind) {
    case 'merge':
      return merge(plan, desk)
    case 'split':
      return split(plan, desk)
    case 'rename':
      return rename(plan, desk)
    case 'recode':
      return recode(plan, desk)
    default:
      return plan satisfies never
  }
}

function merge({ from, into }: RedrawPlan & { kind: 'merge' }, desk: Desk): RedrawRefusal | null {
  if (new Set(from).size < 2) return refused('redraw.too_few', { count: from.length })
  const sources = standing(from, desk)
  if (!Array.isArray(sources)) return sources
  const wrong = checkParts(sources, [into], desk)
  if (wrong) return wrong
  const children = sources.flatMap((each) => childrenOf(each, desk))
  const drawn = sources.flatMap((each) => each.geometry ?? [])
  const geometry = into.geometry ?? (drawn.length === sources.length ? dissolve(drawn) : null)
  const counts = sources.flatMap((each) => each.households ?? [])
  const households =
    into.households ??
    (counts.length === sources.length ? counts.reduce((sum, each) => sum + each, 0) : undefined)
  replace(
    sources,
    [{ ...into, ...(geometry && { geometry }), ...(households !== undefined && { households }) }],
    desk,
  )
  desk.lineage.push({ kind: 'merged', from: sources.map((each) => each.id), to: [into.id], on: desk.on })
  return moveChildren(children, () => into, desk)
}

function split(plan: RedrawPlan & { kind: 'split' }, desk: Desk): RedrawRefusal | null {
  const { from, into, children: assigned = {} } = plan
  if (new Set(into.map((each) => each.id)).size < 2) return refused('redraw.too_few', { count: into.length })
  const sources = standing([from], desk)
  if (!Array.isArray(sources)) return sources
  const [source] = sources as [Territory]
  const wrong = checkParts(sources, into, desk) ?? checkCover(source, into)
  if (wrong) return wrong
  const children = childrenOf(source, desk)
  const partOf = (child: Territory): Part | undefined => into.find((part) => part.id === assigned[child.id])
  const lost = children.find((child) => !partOf(child))
  if (lost) return refused('redraw.child_unassigned', { id: lost.id, code: lost.code })
  replace(sources, into, desk)
  desk.lineage.push({ kind: 'split', from: [from], to: into.map((each) => each.id), on: desk.on })
  return moveChildren(children, (child) => partOf(child) as Part, desk)
}

function rename({ id, name }: RedrawPlan & { kind: 'rename' }, desk: Desk): RedrawRefusal | null {
  const sources = standing([id], desk)
  if (!Array.isArray(sources)) return sources
  change(sources[0] as Territory, { name }, desk)
  desk.lineage.push({ kind: 'renamed', from: [id], to: [id], on: desk.on })
  return null
}

function recode({ id, code }: RedrawPlan & { kind: 'recode' }, desk: Desk): RedrawRefusal | null {
  const sources = standing([id], desk)
  if (!Array.isArray(sources)) return sources
  const [source] = sources as [Territory]
  return (
    checkParts(sources, [{ id, code, name: source.name }], desk) ??
    moveTo(source, code, source.parentCode && parentOf(code), desk)
  )
}

/** The territories named, all of them in force on the day; or the refusal. */
function standing(ids: readonly TerritoryId[], { draft, on }: Desk): Territory[] | RedrawRefusal {
  const found: Territory[] = []
  for (const id of new Set(ids)) {
    const territory = draft.get(id)
    if (!territory || !isValidOn(territory, on)) return refused('redraw.unknown', { id })
    if (on < (territory.since ?? territory.validFrom))
      return refused('redraw.date', { id, since: territory.since ?? territory.validFrom })
    found.push(territory)
  }
  return found
}

function checkParts(
  sources: readonly Territory[],
  parts: readonly Part[],
  { draft, on }: Desk,
): RedrawRefusal | null {
  const [{ level }] = sources as [Territory]
  const odd = sources.find((each) => each.level !== level)
  if (odd) return refused('redraw.levels_differ', { id: odd.id, level: odd.level, other: level })
  const sourceIds = new Set(sources.map((each) => each.id))
  const codes = new Set(
    [...draft.values()]
      .filter((each) => isValidOn(each, on) && !sourceIds.has(each.id))
      .map((each) => each.code),
  )
  for (const { id, code } of parts) {
    if (levelOf(code) !== level) return refused('redraw.code_shape', { code, level })
    if (codes.has(code)) return refused('redraw.code_taken', { code })
    if (draft.has(id) && !sourceIds.has(id)) return refused('redraw.id_taken', { id })
    codes.add(code)
  }
  return null
}

/** Drawn parts of a drawn territory must fill it, up to a thousandth of its area. */
function checkCover(source: Territory, parts: readonly Part[]): RedrawRefusal | null {
  const drawn = parts.flatMap((part) => part.geometry ?? [])
  if (!source.geometry || drawn.length < parts.length) return null
  const plane = planeAt(polygonsOf(source.geometry)[0]?.[0]?.[0] as Position)
  const whole = flatten(plane, source.geometry)
  const { excess, lack } = mismatch(
    drawn.map((each) => flatten(plane, each)),
    whole,
  )
  if (excess + lack <= areaOf(whole) / 1000) return null
  return refused('redraw.parts_do_not_cover', { excessM2: Math.round(excess), lackM2: Math.round(lack) })
}

/** Ends the sources that do not live on, changes those that do, and adds what is new. */
function replace(sources: readonly Territory[], parts: readonly Part[], desk: Desk): void {
  const living = new Set(parts.map((part) => part.id))
  for (const source of sources)
    if (!living.has(source.id)) desk.draft.set(source.id, { ...source, validTo: desk.on })
  const [first] = sources as [Territory]
  for (const part of parts) {
    const parentCode = first.parentCode === null ? null : parentOf(part.code)
    const kept = sources.find((source) => source.id === part.id)
    if (kept) change(kept, { ...part, parentCode }, desk)
    else
      desk.draft.set(part.id, {
        ...(first.gridKind !== undefined && { gridKind: first.gridKind }),
        ...part,
        level: first.level,
        parentCode,
        validFrom: desk.on,
      })
  }
}

/** New facts from the day on; the old ones become history (unless they never held for a day). */
function change(territory: Territory, facts: Partial<Territory>, { draft, on }: Desk): void {
  const from = territory.since ?? territory.validFrom
  const { code, name, parentCode, geometry } = territory
  const past: TerritoryPeriod = { code, name, parentCode, ...(geometry && { geometry }), from, to: on }
  const history = from < on ? [...(territory.history ?? []), past] : territory.history
  draft.set(territory.id, { ...territory, ...facts, since: on, ...(history && { history }) })
}

function childrenOf({ code }: Territory, { draft, on }: Desk): Territory[] {
  return [...draft.values()].filter((each) => each.parentCode === code && isValidOn(each, on))
}

/**
 * Codes are paths, so whatever moves under a new parent is recoded with everything below it. A child keeps its
 * code where the parent's stays; the others get the next free sequences, in order of their old codes.
 */
function moveChildren(
  children: readonly Territory[],
  partOf: (child: Territory) => Part,
  desk: Desk,
): RedrawRefusal | null {
  const taken = new Set(
    children.filter((child) => isWithin(child.code, partOf(child).code)).map((child) => child.code),
  )
  for (const child of children.toSorted((a, b) => (a.code < b.code ? -1 : 1))) {
    const { code } = partOf(child)
    if (isWithin(child.code, code)) continue
    const digits = child.code.length - code.length
    const kept = code + child.code.slice(-digits)
    const next = taken.has(kept) ? freeCode(code, digits, taken) : kept
    if (next === null) return refused('redraw.no_room', { code })
    taken.add(next)
    const refusal = moveTo(child, next, code, desk)
    if (refusal) return refusal
  }
  return null
}

/** The sequence after the highest taken one; null where the digits do not suffice. */
function freeCode(parent: string, digits: number, taken: ReadonlySet<string>): string | null {
  const sequences = [...taken]
    .filter((code) => isWithin(code, parent))
    .map((code) => Number(code.slice(parent.length)))
  const next = String(Math.max(0, ...sequences) + 1).padStart(digits, '0')
  return next.length === digits ? parent + next : null
}

/** Recodes a territory and everything under it, each with its own step of lineage. */
function moveTo(
  territory: Territory,
  code: string,
  parentCode: string | null,
  desk: Desk,
): RedrawRefusal | null {
  const moved = (old: string): string => code + old.slice(territory.code.length)
  for (const each of [...desk.draft.values()]) {
    if (!isWithin(each.code, territory.code) || !isValidOn(each, desk.on)) continue
    const since = each.since ?? each.validFrom
    if (desk.on < since) return refused('redraw.date', { id: each.id, since })
    const above = each.id === territory.id ? parentCode : each.parentCode && moved(each.parentCode)
    change(each, { code: moved(each.code), parentCode: above }, desk)
    desk.lineage.push({ kind: 'recoded', from: [each.id], to: [each.id], on: desk.on })
  }
  return null
}

function refused(code: RedrawRefusalCode, params: Readonly<Record<string, string | number>>): RedrawRefusal {
  return { ok: false, refusal: { code, params } }
}
