/** 登记建议 — POST /api/matters/suggest: what a report that is being typed would be, and become. Nothing is kept. */
import { type Static, Type } from 'typebox'
import { Named, Text } from '../kernel/common.ts'
import { DutyView } from './duty.ts'
import { OpenMatter } from './open.ts'
import { Similar } from './similar.ts'
import { ClockView } from './view.ts'

const { kind, against, urgent, confidential } = OpenMatter.properties

export const SuggestAsked = Type.Object(
  {
    text: Type.String({ maxLength: 20_000, description: 'What has been typed so far; may be empty' }),
    kind: Type.Optional(kind),
    place: Type.Optional(OpenMatter.properties.place),
    against,
    urgent,
    confidential,
  },
  { additionalProperties: false, $id: 'SuggestAsked', description: 'A report that is being typed' },
)
export type SuggestAsked = Static<typeof SuggestAsked>

const Point = Type.Union([Type.Array(Type.Number()), Type.Null()], {
  description: 'Longitude, latitude, WGS-84; null where no point is known',
})
const Code = Type.String({ description: 'Code of the narrowest territory known' })

const Because = { name: Text, territory: Code, path: Text, point: Point }

export const Suggested = Type.Object(
  {
    kinds: Type.Array(
      Type.Object({
        id: Type.String({ description: 'Kind' }),
        because: Type.Array(Type.String(), { description: 'Words of the catalogue that stand in the text' }),
        similar: Type.Integer({ description: 'Like reports of this kind, of those you may read' }),
        confidence: Type.Union([Type.Literal('clear'), Type.Literal('likely'), Type.Literal('possible')], {
          description: 'clear: may be filled in; likely, possible: may be offered',
        }),
      }),
      { description: 'Kinds it may be of, best first' },
    ),
    places: Type.Array(
      Type.Object({ ...Because, because: Type.String({ description: 'Part of the text that names it' }) }),
      { description: 'Places that the text speaks of; several where it is not clear which' },
    ),
    place: Type.Union(
      [
        Type.Object({ territory: Code, path: Text, point: Point }),
        Type.Object({
          outside: Type.Boolean({ description: 'It lies outside; false where nobody knows it' }),
          candidates: Type.Array(Type.Object(Because), { description: 'Places it may be' }),
        }),
        Type.Null(),
      ],
      { description: 'Where the place asked about lies; null where none was' },
    ),
    answer: Type.Union(
      [
        Type.Object({
          holder: Type.Union([Named, Type.Null()], { description: 'Who would hold it first' }),
          duty: DutyView,
          clocks: Type.Array(ClockView, { description: 'Clocks that would start now' }),
          usual: Type.Union(
            [
              Type.Object({
                hours: Type.Integer({ description: 'Median from report to close, in hours of the calendar' }),
                of: Type.Integer({ description: 'How many were looked at, the newest' }),
              }),
              Type.Null(),
            ],
            { description: 'How long this kind usually takes in this district; null for fewer than five' },
          ),
        }),
        Type.Null(),
      ],
      { description: 'Who would answer; null until kind and place are known' },
    ),
    solved: Similar.properties.matters,
  },
  { $id: 'Suggested', description: 'What a report would be and become' },
)
export type Suggested = Static<typeof Suggested>
