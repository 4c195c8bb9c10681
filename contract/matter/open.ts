/** 登记 — POST /api/matters: somebody says something once. */
import { type Static, Type } from 'typebox'
import { AttachmentIds } from '../attachment/view.ts'
import { Id, Moment } from '../kernel/common.ts'

export const OpenMatter = Type.Object(
  {
    kind: Type.String({ minLength: 1, maxLength: 100, description: 'Kind of matter from the catalogue' }),
    text: Type.String({
      minLength: 2,
      maxLength: 20_000,
      description: 'What is the matter, in the words of who says it',
    }),
    title: Type.Optional(
      Type.String({ minLength: 1, maxLength: 200, description: 'Short title; else taken from the text' }),
    ),
    place: Type.Object(
      {
        territory: Type.Optional(
          Type.String({ pattern: '^[0-9]{2,22}$', description: 'Code of a territory' }),
        ),
        lon: Type.Optional(Type.Number({ minimum: -180, maximum: 180, description: 'Longitude, WGS-84' })),
        lat: Type.Optional(Type.Number({ minimum: -90, maximum: 90, description: 'Latitude, WGS-84' })),
        address: Type.Optional(
          Type.String({ minLength: 2, maxLength: 300, description: 'Address or spoken name of the place' }),
        ),
      },
      {
        additionalProperties: false,
        description: 'Where: a point, a territory, or an address that the gazetteer knows',
      },
    ),
    channel: Type.Optional(
      Type.String({ maxLength: 40, description: 'How it came in: a channel of the catalogue, e.g. phone' }),
    ),
    reporter: Type.Optional(
      Type.Object(
        {
          name: Type.Optional(Type.String({ maxLength: 60, description: 'Name' })),
          phone: Type.Optional(Type.String({ maxLength: 30, description: 'Telephone, to call back' })),
          address: Type.Optional(Type.String({ maxLength: 200, description: 'Address of the person' })),
        },
        {
          additionalProperties: false,
          description: 'Who reports, written down by an operator; kept in the vault only',
        },
      ),
    ),
    against: Type.Optional(
      Type.Array(Type.String({ maxLength: 100 }), {
        maxItems: 5,
        description: 'Organisations complained about: they never see it',
      }),
    ),
    urgent: Type.Optional(Type.Boolean({ description: 'Danger to life, safety or livelihood' })),
    confidential: Type.Optional(Type.Boolean({ description: 'Hide the matter from all who need not act' })),
    attachments: Type.Optional(AttachmentIds),
    form: Type.Optional(
      Type.Record(Type.String(), Type.Unknown(), { description: 'Answers of the form of this kind or loop' }),
    ),
  },
  { additionalProperties: false, $id: 'OpenMatter', description: 'A report' },
)
export type OpenMatter = Static<typeof OpenMatter>

const ReporterField = Type.Union([Type.Literal('name'), Type.Literal('phone'), Type.Literal('address')])

export const ReporterKnown = Type.Object(
  {
    name: Type.Union([Type.String(), Type.Null()], {
      description: 'As it was known, masked; null where none was',
    }),
    filled: Type.Array(ReporterField, { description: 'Said now, not known before, and kept' }),
    differs: Type.Array(ReporterField, { description: 'Said now, known differently, and left as it was' }),
  },
  { description: 'The telephone number belongs to somebody who was known before' },
)

export const Opened = Type.Object(
  {
    id: Id,
    number: Type.String({ description: 'Number to quote' }),
    version: Type.Integer({ description: 'Version after the command' }),
    state: Type.String({ description: 'State it is in' }),
    holder: Type.Union([Type.String(), Type.Null()], { description: 'Who holds it now' }),
    lead: Type.Union([Type.String(), Type.Null()], {
      description: 'Lead unit, where the duty list names one',
    }),
    territory: Type.String({ description: 'Where it was placed' }),
    dueAt: Type.Union([Moment, Type.Null()], { description: 'Promised deadline' }),
    reporter: Type.Optional(ReporterKnown),
  },
  { $id: 'Opened', description: 'What became of a command' },
)
export type Opened = Static<typeof Opened>
