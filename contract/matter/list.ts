/** 列表 — GET /api/inbox and GET /api/matters: lists that never disagree with their counts. */
import { type Static, Type } from 'typebox'
import { Cursor, Id, Moment, Named, Text } from '../kernel/common.ts'
import { MatterFilter, Order } from './filter.ts'
import { Left, Pace } from './pace.ts'

/** Most ids that one question may name. */
export const IDS = 200

const paging = {
  cursor: Type.Optional(Type.String({ maxLength: 300, description: 'From the page before' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50, description: 'Rows a page' })),
  ids: Type.Optional(
    Type.String({
      maxLength: IDS * 37,
      pattern: '^[0-9a-f-]{36}(,[0-9a-f-]{36})*$',
      description: 'Only these of the list, with commas between: what is on a screen is read again by this',
    }),
  ),
}

export const InboxQuery = Type.Object(
  { ...paging, ...MatterFilter.properties, sort: Type.Optional(Order) },
  { additionalProperties: false },
)
export type InboxQuery = Static<typeof InboxQuery>

export const MattersQuery = Type.Object(
  {
    ...paging,
    ...MatterFilter.properties,
    sort: Type.Optional(Order),
    number: Type.Optional(
      Type.String({
        maxLength: 60,
        pattern: '^[^\\u0000]*$',
        description: 'Only the matter with this number or source number',
      }),
    ),
    followed: Type.Optional(Type.Boolean({ description: 'Only those you follow' })),
    open: Type.Optional(
      Type.Union([Type.Literal('true'), Type.Literal('false'), Type.Literal('all')], {
        default: 'all',
        description: 'true: only open ones; false: only closed ones; all',
      }),
    ),
  },
  { additionalProperties: false },
)
export type MattersQuery = Static<typeof MattersQuery>

export const MatterRow = Type.Object(
  {
    id: Id,
    number: Type.String({ description: 'Number for people' }),
    title: Type.Union([Type.String(), Type.Null()], {
      description: 'What it is about; null where it was redacted',
    }),
    loop: Named,
    kind: Named,
    state: Named,
    territory: Type.String({ description: 'Code' }),
    place: Text,
    lead: Type.Union([Named, Type.Null()], { description: 'Lead unit' }),
    holder: Type.Union([Named, Type.Null()], { description: 'Who holds it' }),
    duty: Type.Union([Type.String(), Type.Null()], {
      description: 'What it asks of you: holder, assist, inner',
    }),
    dueAt: Type.Union([Moment, Type.Null()], { description: 'When it must be answered' }),
    left: Type.Union([Left, Type.Null()], { description: 'Time left until then; null where no clock runs' }),
    pace: Type.Union([Pace, Type.Null()], { description: 'How that stands; null where there is no clock' }),
    channel: Type.String({ description: 'How it came in' }),
    reportedAt: Moment,
    closedAt: Type.Union([Moment, Type.Null()], { description: 'When it was closed' }),
    urgent: Type.Boolean({ description: 'Urgent' }),
    supervised: Type.Boolean({ description: 'Under supervision' }),
    followed: Type.Boolean({ description: 'Whether you follow it' }),
  },
  { $id: 'MatterRow' },
)
export type MatterRow = Static<typeof MatterRow>

export const MatterList = Type.Object(
  {
    rows: Type.Array(MatterRow, { description: 'One page' }),
    next: Cursor,
    count: Type.Union([Type.Integer(), Type.Null()], {
      description:
        'How many the whole list has, exactly; null on later pages, where it was already told, and for matters beyond 1,000',
    }),
  },
  { $id: 'MatterList' },
)
export type MatterList = Static<typeof MatterList>
