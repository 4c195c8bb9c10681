/** What the handlers of a matter work with: opened once at start, the same on every request. */
import type { Registry } from './catalogue/registry.ts'
import type { Db } from './database/db.ts'
import type { Vault } from './resident/vault.ts'
import type { Places } from './territory/places.ts'
import type { Numbers } from './matter/numbers.ts'

export type Services = {
  readonly db: Db
  readonly registry: Registry
  readonly numbers: Numbers
  readonly vault: Vault
  places(jurisdiction: string): Places
  /** Milliseconds since 1970; a property so that specs and replay can tell the time. */
  now(): number
}
