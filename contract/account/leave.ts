/** 请假代理 — /api/leave: handing one's posts to somebody from a moment to another. */
import { type Static, Type } from 'typebox'
import { Id, Moment, Named } from '../kernel/common.ts'

const strict = { additionalProperties: false }

const Person = Type.Object(
  {
    accountId: Type.String({ description: 'Account' }),
    name: Type.String({ description: 'Name shown to colleagues' }),
  },
  { description: 'A colleague' },
)

export const Delegation = Type.Object(
  {
    id: Id,
    post: Type.Object(
      {
        id: Type.String({ description: 'Post' }),
        organisation: Named,
        role: Named,
        territory: Named,
      },
      { description: 'The post that is exercised by somebody else' },
    ),
    holder: Person,
    delegate: Person,
    fromAt: Moment,
    toAt: Moment,
    isCurrent: Type.Boolean({ description: 'In force now; else still to come' }),
    mayEnd: Type.Boolean({ description: 'The reader may end it' }),
  },
  { description: 'A post handed over during leave' },
)
export type Delegation = Static<typeof Delegation>

export const Delegations = Type.Object(
  { rows: Type.Array(Delegation, { description: 'Current and coming, the earliest first' }) },
  { $id: 'Delegations' },
)
export type Delegations = Static<typeof Delegations>

export const ColleagueQuery = Type.Object(
  { text: Type.Optional(Type.String({ maxLength: 60, description: 'Part of the name' })) },
  strict,
)

export const PostParams = Type.Object({ id: Type.String({ maxLength: 100, description: 'Post' }) })

export const Colleagues = Type.Object(
  {
    rows: Type.Array(
      Type.Object(
        {
          accountId: Type.String({ description: 'Account' }),
          name: Type.String({ description: 'Name shown to colleagues' }),
          organisation: Named,
          role: Named,
        },
        { description: 'Somebody who may stand in' },
      ),
      { description: 'The nearest first: the same organisation, then those beside it' },
    ),
  },
  { $id: 'Colleagues' },
)
export type Colleagues = Static<typeof Colleagues>

export const NewLeave = Type.Object(
  {
    postId: Type.String({ maxLength: 100, description: 'Post to hand over' }),
    accountId: Type.String({ maxLength: 100, description: 'Who stands in' }),
    fromAt: Moment,
    toAt: Moment,
  },
  { ...strict, $id: 'NewLeave' },
)
export type NewLeave = Static<typeof NewLeave>

export const LeaveParams = Type.Object({ id: Id })

export const Done = Type.Object({}, { $id: 'Done', description: 'It is done' })
