/** What the handlers of a matter work with: opened once at start, the same on every request. */
import type { Calendar } from '@huying/core/kernel/calendar/types.ts'
import type { Rules } from '@huying/core/matter/rules.ts'
import type { Message, PackContent } from '@huying/core/pack/types.ts'
import type { AccountNames } from './account/names.ts'
import type { Files } from './attachment/files.ts'
import type { Uploads } from './attachment/uploads.ts'
import type { Db } from './database/db.ts'
import type { Numbers } from './matter/numbers.ts'
import type { Vault } from './resident/vault.ts'
import type { Places } from './territory/places.ts'

/** Rules with what screens show of the pack. */
export type Ruleset = {
  readonly rules: Rules
  readonly content: PackContent
  readonly messages: ReadonlyMap<string, Message>
}

/** Rules by jurisdiction and version; opened by `pack/registry.ts`. */
export type Registry = {
  /** In force for new matters; throws for a jurisdiction that is not run here. */
  current(jurisdiction: string): Ruleset
  /** The version that a matter was accepted under. */
  version(jurisdiction: string, packId: string, version: string): Promise<Ruleset>
  /** A calendar that deadlines were once counted with. */
  calendar(jurisdiction: string, calendarVersion: string): Promise<Calendar>
  readonly jurisdictions: readonly string[]
}

export type Services = {
  readonly db: Db
  readonly registry: Registry
  readonly numbers: Numbers
  readonly vault: Vault
  readonly names: AccountNames
  /** Bytes of attachments. */
  readonly files: Files
  /** Files on their way in. */
  readonly uploads: Uploads
  places(jurisdiction: string): Places
  /** Milliseconds since 1970; a property so that specs and replay can tell the time. */
  now(): number
}
