/** 事项 — a matter as the API shows it: its state, who holds it, its clocks with their reasons, and what you may do. */
import { type Static, Type } from 'typebox'
import { AttachmentView } from '../attachment/view.ts'
import { Id, Moment, Named, Text } from '../kernel/common.ts'
import { Left, Pace } from './pace.ts'

const OrNull = <T extends Type.TSchema>(schema: T, description: string) =>
  Type.Union([schema, Type.Null()], { description })

export const Step = Type.Object(
  {
    code: Type.String({ description: 'Which sentence of the explanation' }),
    params: Type.Unknown({ description: 'What fills it' }),
  },
  { description: 'One step of how a deadline was counted' },
)

/** How long something may take, as the rules say it. */
export const LimitView = Type.Object(
  {
    amount: Type.Number({ description: 'How many' }),
    unit: Type.String({ description: 'minute, hour, working_hour, working_day, calendar_day' }),
  },
  { description: 'A limit of time' },
)
export type LimitView = Static<typeof LimitView>

export const ClockView = Type.Object({
  name: Type.String({ description: 'Clock of the loop' }),
  title: Text,
  assignmentId: OrNull(Type.String(), 'Unit asked it belongs to, or null for the whole matter'),
  promise: Type.Boolean({ description: 'The deadline promised to the reporter' }),
  window: Type.Boolean({ description: 'A window of permission, without consequence' }),
  startedAt: Moment,
  dueAt: Moment,
  stoppedAt: OrNull(Moment, 'When it was stopped'),
  breachedAt: OrNull(Moment, 'When it ran out'),
  paused: Type.Boolean({ description: 'Stands now' }),
  left: OrNull(Left, 'Time left until the deadline; null once the clock has stopped'),
  pace: Pace,
  extensions: Type.Integer({ description: 'How often it was extended' }),
  provisional: Type.Boolean({ description: 'Rests on a year whose holidays are not announced yet' }),
  calendarVersion: Type.String({ description: 'Calendar it was counted with' }),
  limit: LimitView,
  source: OrNull(Type.String(), 'Where the rule stands, where the pack says so'),
  unverified: Type.Boolean({ description: 'The rule behind it has not been confirmed yet' }),
  pauses: Type.Array(Type.Object({ from: Moment, to: OrNull(Moment, 'Null while it lasts'), reason: Text }), {
    description: 'When it stood, and why',
  }),
  why: Type.Array(Step, { description: 'How it was counted, step by step' }),
})

const HeldView = Type.Object({
  holder: Named,
  from: Moment,
  to: OrNull(Moment, 'Null while it lasts'),
})

export const AssignmentView = Type.Object({
  id: Type.String({ description: 'Id within the matter' }),
  unit: Named,
  as: Type.String({ description: 'lead or assist' }),
  state: Type.String({ description: 'asked, signed, contacted, done, returned, withdrawn' }),
  directed: Type.Boolean({ description: 'It was directed and cannot return the matter' }),
  askedAt: Moment,
  changedAt: Moment,
  signedAt: OrNull(Moment, 'When it was signed for'),
  signedBy: OrNull(Type.String(), 'Who signed, where it may be shown'),
  inner: OrNull(Named, 'Part of the unit where the work lies'),
  relay: Type.Array(
    Type.Object({ to: Named, at: Moment, endedAt: OrNull(Moment, 'When it was signed off or taken back') }),
    { description: 'How it was passed on inside the unit; for staff only' },
  ),
  held: Type.Array(HeldView, { description: 'Where in the unit it lay, without gaps; for staff only' }),
  awaitsSignOff: Type.Boolean({ description: 'Reported inside and waiting to be signed off' }),
})

export const EntryView = Type.Object({
  seq: Type.Integer({ description: 'Position in the history' }),
  type: Type.String({ description: 'Type of the event' }),
  at: Moment,
  actor: OrNull(Type.String(), 'Name of who acted, where it may be shown'),
  actingFor: Type.Optional(
    OrNull(
      Type.String(),
      'Name of the colleague on leave whose post was used; absent where it was their own',
    ),
  ),
  organisation: OrNull(Named, 'For which organisation'),
  title: OrNull(Text, 'What was done, in the words of the loop'),
  values: Type.Record(Type.String(), Type.Unknown(), {
    description: 'Answers of the form; a choice comes as its words in both languages',
  }),
  labels: Type.Record(Type.String(), Text, {
    description: 'Titles of the fields answered, as the form has them',
  }),
  texts: Type.Record(Type.String(), Type.Union([Type.String(), Type.Null()]), {
    description: 'What was written, by field; null where it was redacted',
  }),
  attachments: Type.Array(AttachmentView, { description: 'Files that came with it' }),
})

export const AbilityView = Type.Object({
  action: Type.String({ description: 'Name to send' }),
  title: Text,
  form: OrNull(Type.Unknown(), 'Form to fill, as JSON Schema with titles, or null'),
  primary: Type.Boolean({ description: 'The next step' }),
})

export const MatterView = Type.Object(
  {
    id: Id,
    number: Type.String({ description: 'Number for people, e.g. HY-370103-20261121-0087' }),
    version: Type.Integer({ description: 'Send it back as expectedVersion' }),
    loop: Named,
    kind: Named,
    state: Named,
    territory: Type.Object(
      {
        code: Type.String({ description: 'Code of the narrowest territory known' }),
        path: Type.Array(Named, { description: 'From the widest to the narrowest, with names' }),
        zones: Type.Array(Named, { description: 'Estates, parks and other zones that it lies in' }),
      },
      { description: 'Where it is' },
    ),
    point: OrNull(Type.Array(Type.Number()), 'Longitude and latitude, WGS-84, where known'),
    address: Type.Optional(
      OrNull(
        Type.String(),
        'The place as it was said; null where it was redacted, absent where nobody said it',
      ),
    ),
    channel: Type.String({ description: 'How it came in' }),
    title: OrNull(Type.String(), 'What it is about; null where it was redacted'),
    text: OrNull(Type.String(), 'What was reported; null where it was redacted'),
    reportedAt: Moment,
    closedAt: OrNull(Moment, 'When it was closed'),
    outcome: OrNull(Type.String(), 'How it was closed'),
    solved: OrNull(Type.Boolean(), 'What the reporter said; null while unknown'),
    satisfied: OrNull(Type.Integer(), 'How satisfied, 1 to 5'),
    overlays: Type.Array(Type.String(), {
      description: 'urgent, confidential, extended, parked, supervised',
    }),
    firstHandler: OrNull(Named, 'Who took it in'),
    profile: OrNull(Named, 'Time-limit profile of its kind'),
    holder: OrNull(Named, 'Who holds it now'),
    custody: Type.Array(HeldView, { description: 'Who held it, without gaps' }),
    assignments: Type.Array(AssignmentView, { description: 'Units asked, each with its own state' }),
    informed: Type.Array(Named, { description: 'Who was copied' }),
    clocks: Type.Array(ClockView, { description: 'Clocks, each with its reasons' }),
    track: Type.Array(
      Type.Object({
        state: Named,
        enteredAt: OrNull(Moment, 'When it was entered last'),
        current: Type.Boolean({ description: 'It is there now' }),
        limit: OrNull(LimitView, 'How long it may take, where the loop sets a limit'),
      }),
      { description: 'The main way through the loop' },
    ),
    visits: Type.Array(
      Type.Object({ state: Named, from: Moment, to: OrNull(Moment, 'Null while it lasts') }),
      { description: 'Every state it has been in, in order, detours and repetitions too' },
    ),
    counts: Type.Record(Type.String(), Type.Integer(), {
      description: 'Returns, re-handlings and other counts',
    }),
    timeline: Type.Array(EntryView, { description: 'What happened, oldest first' }),
    abilities: Type.Array(AbilityView, { description: 'What you may do now' }),
    undoableUntil: OrNull(Moment, 'Until when you may take your last act back'),
    undoRefused: OrNull(
      Type.Union([Type.Literal('followed'), Type.Literal('final')]),
      'Why your act of the last minute cannot be taken back: others built on it, or it is of a kind that cannot',
    ),
    reporter: OrNull(Type.Unknown(), 'Masked data of the reporter, where you may see it'),
    parentId: OrNull(Id, 'Matter it was opened out of'),
    children: Type.Array(
      Type.Object({
        id: Id,
        why: Type.String({ description: 'call or split' }),
        closed: Type.Boolean({ description: 'Closed by now' }),
      }),
      { description: 'Matters opened out of it' },
    ),
    mergedInto: OrNull(Id, 'Matter it was merged into'),
    merged: Type.Array(Id, { description: 'Matters merged into it' }),
    followers: Type.Integer({ description: 'How many follow it' }),
    followed: Type.Boolean({ description: 'Whether you follow it, for your own list' }),
  },
  { $id: 'Matter', description: 'A matter: something that someone must answer' },
)
export type MatterView = Static<typeof MatterView>
