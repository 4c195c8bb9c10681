/**
 * 导入映射 — how the rows of a file from another system become matters: which column says what, how its values are
 * called here, how its times and places are written, and by which steps of the loop its history is told again.
 */
import { Words } from '@huying/core/kernel/words.ts'
import { type Static, Type } from 'typebox'

const strict = { additionalProperties: false }
const Text = Type.String({ minLength: 1 })
const NAME = '^[a-z][A-Za-z0-9]*$'
const Name = Type.String({ pattern: NAME })
const NameList = Type.Array(Name, { minItems: 1 })

/** What the importer itself reads; a map may declare more, for its steps. A field whose name ends in `At` is a time. */
export const KNOWN_FIELDS = [
  'title',
  'text',
  'kind',
  'territory',
  'area',
  'address',
  'lon',
  'lat',
  'reporterId',
  'reporterName',
  'reporterPhone',
  'reporterAddress',
  'channel',
  'reportedAt',
  'dueAt',
  'duplicateOf',
] as const

/** A column by its name, or how its cells become the value of a field. */
export const Value = Type.Union([
  Type.String({ minLength: 1, description: 'Name of the column' }),
  Type.Object(
    {
      column: Type.Optional(Text),
      columns: Type.Optional(
        Type.Array(Text, { minItems: 1, description: 'Several columns; empty cells are left out' }),
      ),
      join: Type.Optional(Type.String({ description: 'Between several columns; a line break where absent' })),
      constant: Type.Optional(Text),
      values: Type.Optional(
        Type.Record(Text, Type.String(), { description: 'What the cell says → what it is called here' }),
      ),
      otherwise: Type.Optional(
        Type.Union([Type.Enum(['keep', 'empty', 'reject']), Type.Object({ use: Type.String() }, strict)], {
          description: 'A cell that `values` does not list: reject the row where absent',
        }),
      ),
      whenEmpty: Type.Optional(Type.String({ description: 'What an empty cell means' })),
    },
    strict,
  ),
])
export type Value = Static<typeof Value>

const Scalar = Type.Union([
  Type.String({ description: 'A text, or `$field`' }),
  Type.Number(),
  Type.Boolean(),
  Type.Array(Type.String()),
])

/** One step of the history: a named action of the loop, taken by whoever stands in this relation to the matter then. */
export const Step = Type.Object(
  {
    action: Text,
    at: Type.Union([Name, NameList], {
      description:
        'Field with the time; of several the first that is filled. Without a time no step is taken',
    }),
    as: Type.Optional(
      Type.String({
        description: 'Relation that acts; else the first of the action that somebody stands in',
      }),
    ),
    form: Type.Optional(
      Type.Record(Text, Scalar, { description: 'Answers; `$field` is the value of a field' }),
    ),
    if: Type.Optional(
      Type.Record(Name, Type.Array(Type.String(), { minItems: 1 }), {
        description: 'Only where each of these fields has one of these values',
      }),
    ),
    has: Type.Optional(
      Type.Array(Name, { description: 'Only where these are filled; `original`: it is in reach' }),
    ),
    lacks: Type.Optional(Type.Array(Name, { description: 'Only where these are empty' })),
    from: Type.Optional(Type.Array(Text, { description: 'Only while the matter is in one of these states' })),
    unlessLead: Type.Optional(
      Type.String({ description: 'Not where the unit named by this field leads already', pattern: NAME }),
    ),
  },
  strict,
)
export type Step = Static<typeof Step>

export const ImportMap = Type.Object(
  {
    source: Type.String({
      pattern: '^[a-z0-9][a-z0-9._-]*$',
      description: 'Name of the system of origin: the identity of a matter is `<source>:<id>`',
    }),
    title: Type.Optional(Words),
    file: Type.Optional(
      Type.Object(
        {
          encoding: Type.Optional(Type.Enum(['auto', 'utf-8', 'utf-16le', 'utf-16be', 'gb18030'])),
          delimiter: Type.Optional(Type.String({ minLength: 1, maxLength: 2 })),
          sheet: Type.Optional(Type.Union([Type.Integer({ minimum: 1 }), Text])),
        },
        strict,
      ),
    ),
    time: Type.Object(
      {
        zone: Type.String({ description: 'IANA time zone in which the file writes its times' }),
        formats: Type.Array(Text, {
          minItems: 1,
          description: 'Tried in order: yyyy MM dd HH hh mm ss SSS a XXX, literals in single quotes',
        }),
        order: Type.Optional(
          Type.Enum(['clamp', 'reject'], {
            description:
              'A step before the one before it: moved to it and noted, or the row refused (default)',
          }),
        ),
      },
      strict,
    ),
    id: Value,
    fields: Type.Record(Name, Value),
    kind: Type.Optional(
      Type.Object(
        {
          suggestFrom: Type.Optional(
            Type.Array(Name, {
              description:
                'Fields read for words of kinds where no kind is given; the first that decides counts',
            }),
          ),
          otherwise: Type.Optional(
            Type.String({ description: 'Kind of a row that names and suggests none' }),
          ),
        },
        strict,
      ),
    ),
    place: Type.Optional(
      Type.Object(
        {
          system: Type.Optional(Type.Enum(['WGS84', 'CGCS2000', 'GCJ02', 'BD09'])),
          wholeDegrees: Type.Optional(
            Type.Enum(['useless', 'keep'], {
              description: 'A point at whole degrees on both axes (default useless)',
            }),
          ),
          bounds: Type.Optional(
            Type.Array(Type.Number(), {
              minItems: 4,
              maxItems: 4,
              description: 'West, south, east, north, in the system of the file: points outside are useless',
            }),
          ),
          useless: Type.Optional(
            Type.Array(Type.Array(Type.Number(), { minItems: 2, maxItems: 2 }), {
              description: 'Points [lon, lat] that the system writes when it knows none',
            }),
          ),
          readAddress: Type.Optional(
            Type.Boolean({ description: 'Look the address up in the gazetteer (default true)' }),
          ),
          otherwise: Type.Optional(
            Type.Enum(['jurisdiction', 'reject'], {
              description: 'A row whose place cannot be told: the whole jurisdiction (default), or refused',
            }),
          ),
        },
        strict,
      ),
    ),
    duplicate: Type.Optional(
      Type.Object(
        {
          if: Type.Optional(Type.Record(Name, Type.Array(Type.String(), { minItems: 1 }))),
          same: Type.Optional(
            Type.Array(Name, {
              minItems: 1,
              description:
                'Without `duplicateOf`: the latest earlier row with the same, filled, values of these',
            }),
          ),
        },
        {
          ...strict,
          description: 'Which rows repeat another one; `original` is then its matter, while it is open',
        },
      ),
    ),
    history: Type.Optional(Type.Array(Step)),
    reportChanged: Type.Optional(
      Type.Object(
        {
          action: Text,
          as: Type.Optional(Type.String()),
          form: Type.Optional(Type.Record(Text, Scalar)),
        },
        {
          ...strict,
          description:
            'Taken when a later file says something else than was reported; such a row is refused where absent',
        },
      ),
    ),
  },
  strict,
)
export type ImportMap = Static<typeof ImportMap>

export function isTime(field: string): boolean {
  return /[a-z0-9]At$/.test(field)
}
