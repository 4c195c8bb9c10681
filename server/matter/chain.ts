/**
 * 哈希链 — events as they are stored: canonical bytes, each chained to the one before by SHA-256, so that a changed byte
 * anywhere in a matter's history shows.
 */
import { createHash } from 'node:crypto'
import { canonical } from '@huying/core/kernel/canonical.ts'
import type { Instant } from '@huying/core/kernel/instant.ts'
import type { MatterEvent } from '@huying/core/matter/events.ts'

/** What the bytes of an event say: which position, when written down, under which pack version, and the event itself. */
export type Record = {
  readonly seq: number
  readonly recordedAt: Instant
  readonly pack: readonly [id: string, version: string]
  readonly event: MatterEvent
}

export type Link = { readonly body: string; readonly hash: Buffer }

/** The hash before the first event of a matter: bound to its id, so that histories cannot be exchanged. */
export function genesis(matterId: string): Buffer {
  return createHash('sha256').update(matterId).digest()
}

export function link(previous: Uint8Array, record: Record): Link {
  const body = canonical(record)
  return { body, hash: hashOf(previous, body) }
}

export function hashOf(previous: Uint8Array, body: string): Buffer {
  return createHash('sha256').update(previous).update(body).digest()
}
