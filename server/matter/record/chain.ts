/**
 * 哈希链 — the journal of a matter: what each command wrote down, as canonical bytes, each line chained to the one before by
 * SHA-256, so that a changed byte anywhere in the history shows. One line per command, not per event: a report is some
 * fifteen events, and as many rows would cost half the rate of intake.
 */
import { createHash } from 'node:crypto'
import { canonical } from '@huying/core/kernel/canonical.ts'
import type { Instant } from '@huying/core/kernel/instant.ts'
import type { MatterEvent } from '@huying/core/matter/events.ts'

/** What the bytes of a line say. */
export type Line = {
  /** Number of the first event in the matter, from 1. */
  readonly seq: number
  readonly recordedAt: Instant
  readonly pack: readonly [id: string, version: string]
  readonly events: readonly MatterEvent[]
}

export type Link = { readonly body: string; readonly hash: Buffer }

/** The hash before the first line of a matter: bound to its id, so that histories cannot be exchanged. */
export function genesis(matterId: string): Buffer {
  return createHash('sha256').update(matterId).digest()
}

export function link(previous: Uint8Array, line: Line): Link {
  const body = canonical(line)
  return { body, hash: hashOf(previous, body) }
}

export function hashOf(previous: Uint8Array, body: string): Buffer {
  return createHash('sha256').update(previous).update(body).digest()
}
