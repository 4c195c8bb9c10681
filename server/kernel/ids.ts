/** 标识 — ids inside: UUIDv7, so that rows written together lie together. */
import { randomUUIDv7 } from 'node:crypto'

export function newId(): string {
  return randomUUIDv7()
}
