/** 后台 — /api/admin/jobs: the work beside requests; and /api/admin/audit: who changed what. */
import { type Static, Type } from 'typebox'
import { Cursor, Id, Moment } from '../kernel/common.ts'

const strict = { additionalProperties: false }
const MaybeMoment = (description: string) => Type.Union([Moment, Type.Null()], { description })

export const Jobs = Type.Object(
  {
    works: Type.Array(
      Type.Object(
        {
          name: Type.String({ description: 'relay, sweep, calendars, roots, tidy …' }),
          restSeconds: Type.Number({ description: 'How long it rests between two runs' }),
          isRunning: Type.Boolean({ description: 'At work right now' }),
          lastRunAt: MaybeMoment('When it last ran on this server'),
          milliseconds: Type.Union([Type.Number(), Type.Null()], { description: 'How long that took' }),
          runs: Type.Integer({ description: 'Runs since this server started' }),
          failedAt: MaybeMoment('When it last failed'),
          failure: Type.Union([Type.String(), Type.Null()], {
            description: 'The last failure, where it has not succeeded since',
          }),
          mayRunNow: Type.Boolean({ description: 'It rests for minutes, so a person may start it' }),
        },
        { description: 'One kind of background work' },
      ),
      { description: 'Works of this server' },
    ),
    waiting: Type.Integer({ description: 'Changes that wait to be told to screens' }),
    feedPosition: Type.Integer({ description: 'Position of the feed' }),
    overdueClocks: Type.Integer({ description: 'Matters whose clock is due and was not yet looked at' }),
    lastRoot: Type.Union(
      [
        Type.Object(
          {
            day: Type.String({ description: 'Day' }),
            events: Type.Integer({ description: 'Events of that day' }),
            signedAt: Moment,
          },
          { description: 'Signed digest over the events of a day' },
        ),
        Type.Null(),
      ],
      { description: 'The last signed day; null where none is signed yet' },
    ),
    isIdle: Type.Boolean({ description: 'This server does no background work' }),
  },
  { $id: 'Jobs' },
)
export type Jobs = Static<typeof Jobs>

export const JobParams = Type.Object({
  name: Type.String({ maxLength: 40, description: 'Name of the work' }),
})

export const AuditQuery = Type.Object(
  {
    account: Type.Optional(Type.String({ maxLength: 100, description: 'Who did it' })),
    text: Type.Optional(
      Type.String({ maxLength: 60, description: 'Part of a name: who did it, or to whom' }),
    ),
    from: Type.Optional(Moment),
    to: Type.Optional(Moment),
    cursor: Type.Optional(Type.String({ maxLength: 200, description: 'Where the page begins' })),
  },
  strict,
)
export type AuditQuery = Static<typeof AuditQuery>

export const AuditList = Type.Object(
  {
    rows: Type.Array(
      Type.Object(
        {
          id: Id,
          at: Moment,
          by: Type.Union([Type.String(), Type.Null()], { description: 'Name; null for the system itself' }),
          what: Type.String({ description: 'Stable code, e.g. post.created' }),
          subject: Type.String({ description: 'To what: name of a person where it is one, else an id' }),
          detail: Type.Array(Type.String(), { description: 'More, in names and dates' }),
        },
        { description: 'One administrative act' },
      ),
      { description: 'The latest first' },
    ),
    next: Cursor,
  },
  { $id: 'AuditList' },
)
export type AuditList = Static<typeof AuditList>
