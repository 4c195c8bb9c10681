/** 城市包 — a city pack: everything that differs between cities, read, merged with what it extends, and compiled. */
import type { AttachmentRule } from '../attachment/types.ts'
import type { Duty, Form, Kind, Profile } from '../catalogue/types.ts'
import type { CalendarData } from '../kernel/calendar/schema.ts'
import type { Words } from '../kernel/words.ts'
import type { ActionFile, Loop } from '../matter/loop.ts'
import type { Rules } from '../matter/rules.ts'
import type { Organisation } from '../organisation/types.ts'
import type { CoordinateSystem } from '../territory/coordinates.ts'
import type { GazetteerEntry } from '../territory/gazetteer.ts'
import type { Territory, Zone, ZoneMembership } from '../territory/types.ts'
import type { DemoPerson, DemoPost, Exemption, Vocabularies } from './schema.ts'

/** A notice text: `{placeholders}` are filled when it is sent. */
export type Message = { readonly id: string; readonly words: Words }

export type Demo = {
  /** Sign-ins to print at start. */
  readonly signIns: readonly { readonly username: string; readonly says: Words }[]
  readonly people: readonly DemoPerson[]
  readonly posts: readonly DemoPost[]
}

/** The merged lists of a pack, as its files write them. */
export type PackData = {
  readonly id: string
  readonly title: Words
  /** Version as the manifest says it, without the digest. */
  readonly declaredVersion: string
  /** Null for a pack that is only there to be extended. */
  readonly jurisdiction: { readonly code: string; readonly name: Words } | null
  readonly locale: string
  /** Coordinate system that its files were written in; inside everything is WGS-84. */
  readonly coordinates: CoordinateSystem
  readonly vocabularies: Vocabularies
  readonly calendar: CalendarData | null
  readonly territories: readonly Territory[]
  readonly zones: readonly Zone[]
  readonly memberships: readonly ZoneMembership[]
  readonly organisations: readonly Organisation[]
  readonly kinds: readonly Kind[]
  readonly duties: readonly Duty[]
  readonly profiles: readonly Profile[]
  readonly forms: readonly Form[]
  readonly attachments: readonly AttachmentRule[]
  /** Loops as written; `Rules` has them with their shared actions taken in. */
  readonly loops: readonly Loop[]
  readonly actionFiles: readonly ActionFile[]
  readonly messages: readonly Message[]
  /** Names from the gazetteer file, and districts, streets and communities by their own names. */
  readonly gazetteer: readonly GazetteerEntry[]
  readonly exemptions: readonly Exemption[]
  readonly demo: Demo
}

/**
 * Everything that a decision needs, as plain JSON: what the database keeps of each version ever used.
 * `rulesFromContent` makes rules of it again.
 */
export type PackContent = {
  readonly format: 1
  readonly id: string
  readonly version: string
  readonly title: Words
  readonly jurisdiction: { readonly code: string; readonly name: Words } | null
  readonly vocabularies: Vocabularies
  readonly calendar: CalendarData
  readonly organisations: readonly Organisation[]
  readonly kinds: readonly Kind[]
  readonly duties: readonly Duty[]
  readonly profiles: readonly Profile[]
  readonly forms: readonly Form[]
  /** Absent in versions from before files were taken. */
  readonly attachments?: readonly AttachmentRule[]
  /** With their shared actions taken in. */
  readonly loops: readonly Loop[]
  readonly messages: readonly Message[]
}

/** A pack ready for use. `version` is the declared one with a digest of all files it was read from. */
export type Pack = PackData & {
  readonly version: string
  readonly rules: Rules
  readonly content: PackContent
}
