/**
 * 事项目录 — the catalogue: kinds of matter in a tree, duty lists (who leads, who assists, on what basis),
 * time-limit profiles and forms. All of it is pack data.
 */
import { type Static, Type } from 'typebox'
import { Limit } from '../kernel/calendar/schema.ts'
import { Words } from '../kernel/words.ts'

export const Kind = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z0-9][a-z0-9.-]*$' }),
    parentId: Type.Optional(Type.String({ description: 'The wider kind it belongs to' })),
    title: Words,
    loop: Type.Optional(Type.String({ description: 'Loop that carries it; a group of kinds has none' })),
    profile: Type.Optional(Type.String({ description: 'Time-limit profile; inherited from the parent' })),
    form: Type.Optional(Type.String({ description: 'Form asked for beside the text, when it is reported' })),
    words: Type.Optional(
      Type.Array(Type.String(), { description: 'Words of residents that point to this kind' }),
    ),
    confidential: Type.Optional(Type.Boolean({ description: 'Reports of this kind hide the reporter' })),
    unverified: Type.Optional(Type.Boolean({ description: 'The rule behind it has not been confirmed' })),
    source: Type.Optional(Type.String({ description: 'Where the rule stands' })),
  },
  { additionalProperties: false },
)
export type Kind = Static<typeof Kind>

/**
 * Who is meant: `org:<id>`, `fn:<function>` or `duty:<duty>` or `kind:<kind>` (the one that covers the place most
 * narrowly), `up:<function or duty>` (one level above), `street`, `community`.
 */
export const Target = Type.String({ pattern: '^((org|fn|duty|kind|up):[a-z0-9_.-]+|street|community)$' })

export const Duty = Type.Object(
  {
    kind: Type.String({ description: 'Kind, or a wider kind whose narrower ones it covers' }),
    territory: Type.Optional(Type.String({ description: 'Only for places in this subtree' })),
    lead: Target,
    assists: Type.Optional(Type.Array(Target)),
    informs: Type.Optional(Type.Array(Target, { description: 'Copied for supervision, not asked' })),
    basis: Words,
    source: Type.Optional(Type.String()),
    unverified: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)
export type Duty = Static<typeof Duty>

export const Profile = Type.Object(
  {
    id: Type.String(),
    title: Words,
    limits: Type.Record(Type.String(), Limit, { description: 'Limit per name that clocks refer to' }),
    urgent: Type.Optional(Type.Record(Type.String(), Limit, { description: 'Limits while urgent' })),
    source: Type.Optional(Type.String()),
    unverified: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)
export type Profile = Static<typeof Profile>

/**
 * A form is a JSON Schema of an object; each field says what it is for and where its answer could come from, which is
 * what the burden guard reads. Free text (`x-text`) is kept apart from events so that law can redact it.
 */
export const Field = Type.Object(
  {
    type: Type.Union([
      Type.Literal('string'),
      Type.Literal('boolean'),
      Type.Literal('integer'),
      Type.Literal('number'),
      Type.Literal('array'),
    ]),
    title: Words,
    'x-text': Type.Optional(Type.Boolean({ description: 'Free text by a person: stored redactable' })),
    'x-ref': Type.Optional(
      Type.Union(
        [
          Type.Literal('organisation'),
          Type.Literal('inner'),
          Type.Literal('matter'),
          Type.Literal('kind'),
          Type.Literal('territory'),
          Type.Literal('resource'),
          Type.Literal('attachment'),
        ],
        { description: 'The value is the id of one of these' },
      ),
    ),
    'x-purpose': Type.Optional(Words),
    'x-held': Type.Optional(Type.String({ description: 'Register field that already holds the answer' })),
    'x-personal': Type.Optional(Type.Boolean({ description: 'Personal data: stored in the vault only' })),
    enum: Type.Optional(Type.Array(Type.String())),
    'x-titles': Type.Optional(Type.Record(Type.String(), Words, { description: 'Words of each enum value' })),
    minLength: Type.Optional(Type.Integer()),
    maxLength: Type.Optional(Type.Integer()),
    minimum: Type.Optional(Type.Number()),
    maximum: Type.Optional(Type.Number()),
    minItems: Type.Optional(Type.Integer()),
    maxItems: Type.Optional(Type.Integer()),
    uniqueItems: Type.Optional(Type.Boolean()),
    format: Type.Optional(Type.Union([Type.Literal('date'), Type.Literal('date-time')])),
    items: Type.Optional(
      Type.Object({ type: Type.Literal('string'), enum: Type.Optional(Type.Array(Type.String())) }),
    ),
    default: Type.Optional(Type.Unknown()),
  },
  { additionalProperties: false },
)
export type Field = Static<typeof Field>

export const Form = Type.Object(
  {
    id: Type.String(),
    title: Words,
    required: Type.Optional(Type.Array(Type.String())),
    properties: Type.Record(Type.String(), Field),
  },
  { additionalProperties: false },
)
export type Form = Static<typeof Form>
