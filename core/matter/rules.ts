/**
 * 规则 — everything of a pack that a decision reads, compiled: loops, catalogue, duty lists, limits, calendar, directory.
 * It arrives in the context of a command; core looks nothing up elsewhere.
 */
import type { Catalogue } from '../catalogue/dispatch.ts'
import { inherited } from '../catalogue/dispatch.ts'
import type { Form, Profile } from '../catalogue/types.ts'
import type { Calendar, Limit } from '../kernel/calendar/types.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Directory } from '../organisation/directory.ts'
import type { Actor } from '../organisation/types.ts'
import type { Loop } from './loop.ts'
import type { Matter } from './matter.ts'

export type Rules = {
  readonly id: string
  readonly version: string
  readonly jurisdiction: string
  readonly loops: ReadonlyMap<string, Loop>
  readonly catalogue: Catalogue
  readonly directory: Directory
  readonly profiles: ReadonlyMap<string, Profile>
  readonly forms: ReadonlyMap<string, Form>
  readonly calendar: Calendar
}

/** What a decision is made with: the moment, who acts, the rules, and ids for what it may open. */
export type Context = {
  readonly now: Instant
  readonly actor: Actor
  readonly rules: Rules
  /** Fresh matter ids and numbers, as many as the command could open. */
  readonly fresh?: readonly { readonly id: string; readonly number: string }[]
  /** History told again: deadlines run out at their own time, and nobody is notified. */
  readonly replay?: boolean
}

/** The loop a matter follows. A matter never outlives its loop: packs of every used version are kept. */
export function loopOf(rules: Rules, matter: Matter): Loop {
  const loop = rules.loops.get(matter.loop)
  if (!loop) throw new Error(`pack ${rules.id} ${rules.version} has no loop ${matter.loop}`)
  return loop
}

/** The limit a clock refers to: its own, or the named one of the kind's profile (stricter one while urgent). */
export function limitOf(rules: Rules, matter: Matter, limit: string | Limit): Limit | null {
  if (typeof limit !== 'string') return limit
  const urgent = matter.overlays.urgent === undefined ? null : urgentLimitOf(rules, matter, limit)
  return urgent ?? profileOf(rules, matter)?.limits[limit] ?? null
}

/** The stricter limit of that name which the kind's profile has for urgent matters, if any. */
export function urgentLimitOf(rules: Rules, matter: Matter, limit: string): Limit | null {
  return profileOf(rules, matter)?.urgent?.[limit] ?? null
}

function profileOf(rules: Rules, matter: Matter): Profile | undefined {
  return rules.profiles.get(inherited(rules.catalogue, matter.kind, 'profile') ?? '')
}
