/** 通用 — shapes that every word of the API uses. */
import { type Static, Type } from 'typebox'

export const Id = Type.String({ format: 'uuid', description: 'Id (UUIDv7)' })

export const Moment = Type.String({
  format: 'date-time',
  description: 'Instant, ISO 8601 UTC, e.g. 2026-11-21T01:00:00.000Z',
})

export const Text = Type.Object(
  {
    zh: Type.String({ description: 'Chinese' }),
    en: Type.Optional(Type.String({ description: 'English, where known' })),
  },
  { description: 'A text in both languages' },
)
export type Text = Static<typeof Text>

export const Named = Type.Object(
  {
    id: Type.String({ description: 'Id' }),
    name: Text,
  },
  { description: 'An organisation, kind or state with its name' },
)

/** Cursor pagination: the cursor is opaque; null ends the list. */
export const Cursor = Type.Union([Type.String(), Type.Null()], {
  description: 'Where the next page begins; null at the end',
})

/** Header of every command: chosen by the client, so that a command sent twice is done once. */
export const IdempotencyHeaders = Type.Object({
  'idempotency-key': Type.String({
    minLength: 8,
    maxLength: 100,
    description: 'Key chosen by the client, new for each command (a UUID, say)',
  }),
})
