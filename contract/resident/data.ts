/** 居民资料 — what is known of a person: in full for the person, and for staff what they asked for with a reason. */
import { type Static, Type } from 'typebox'
import { Id, Moment } from '../kernel/common.ts'

const Known = (description: string) =>
  Type.Union([Type.String(), Type.Null()], { description: `${description}; null where none is known` })

const fields = {
  name: Known('Name'),
  phone: Known('Telephone, digits only'),
  address: Known('Address of the person'),
}

export const OwnData = Type.Object(fields, {
  $id: 'OwnData',
  description: 'Everything the vault keeps of a person',
})
export type OwnData = Static<typeof OwnData>

const Said = (maxLength: number, description: string) =>
  Type.Optional(
    Type.Union([Type.String({ maxLength }), Type.Null()], {
      description: `${description}; absent or empty leaves it as it is, null takes it out`,
    }),
  )

/** Masked values are refused: `resident.masked_value`. */
export const CorrectData = Type.Object(
  {
    name: Said(60, 'Name'),
    phone: Said(30, 'Telephone'),
    address: Said(200, 'Address of the person'),
  },
  { additionalProperties: false, $id: 'CorrectData', description: 'What is to be corrected' },
)
export type CorrectData = Static<typeof CorrectData>

export const Corrected = Type.Object(
  { changed: Type.Boolean({ description: 'False where it was known so already' }) },
  { $id: 'Corrected', description: 'What became of a correction' },
)

/** POST /api/matters/:id/reporter/reveal */
export const RevealData = Type.Object(
  {
    fields: Type.Array(
      Type.Union([Type.Literal('name'), Type.Literal('phone'), Type.Literal('address')], {
        description: 'name, phone or address',
      }),
      { minItems: 1, maxItems: 3, uniqueItems: true, description: 'What is needed, and no more' },
    ),
    reason: Type.String({
      maxLength: 400,
      description: 'Why, 2 to 200 characters; the person can read it',
    }),
  },
  { additionalProperties: false, $id: 'RevealData', description: 'A look at personal data' },
)
export type RevealData = Static<typeof RevealData>

export const Revealed = Type.Object(
  {
    name: Type.Optional(fields.name),
    phone: Type.Optional(fields.phone),
    address: Type.Optional(fields.address),
  },
  { $id: 'Revealed', description: 'The fields asked for, in full' },
)
export type Revealed = Static<typeof Revealed>

/** GET /api/me/reveals */
export const Reveals = Type.Object(
  {
    reveals: Type.Array(
      Type.Object(
        {
          by: Type.String({ description: 'Name of the member of staff' }),
          field: Type.String({ description: 'name, phone or address' }),
          reason: Type.String({ description: 'Why, as they gave it' }),
          matterId: Type.Union([Id, Type.Null()], { description: 'For which matter' }),
          revealedAt: Moment,
        },
        { description: 'One look at one field' },
      ),
      { description: 'Newest first, 500 at most' },
    ),
  },
  { $id: 'Reveals', description: 'Who looked at your data, and why' },
)
export type Reveals = Static<typeof Reveals>
