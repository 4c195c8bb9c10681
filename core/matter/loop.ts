/**
 * 闭环 — a loop: the states, actions and clocks that a matter goes through, as a pack declares them.
 * The engine knows the verbs (`Effect`), never a particular loop.
 */
import { type Static, Type } from 'typebox'
import { Limit } from '../kernel/calendar/schema.ts'
import { type Condition, ConditionSchema } from '../kernel/condition/schema.ts'
import { Words } from '../kernel/words.ts'

const Id = Type.String({ pattern: '^[a-z][a-z0-9_]*$' })
const When = Type.Unsafe<Condition>(ConditionSchema)
const strict = { additionalProperties: false }

export const ASSIGNMENT_STATES = ['asked', 'signed', 'contacted', 'done', 'returned', 'withdrawn'] as const
export const AssignmentState = Type.Union([
  Type.Literal('asked'),
  Type.Literal('signed'),
  Type.Literal('contacted'),
  Type.Literal('done'),
  Type.Literal('returned'),
  Type.Literal('withdrawn'),
])
export type AssignmentState = Static<typeof AssignmentState>

export const Overlay = Type.Union([
  Type.Literal('urgent'),
  Type.Literal('confidential'),
  Type.Literal('extended'),
  Type.Literal('parked'),
  Type.Literal('supervised'),
])
export type Overlay = Static<typeof Overlay>

/**
 * Units to ask: `dispatch.lead`, `dispatch.assists`, `actor` (the actor's own unit), `form.<field>` (ids from the
 * form), or a target of the duty lists (`fn:…`, `duty:…`, `up:…`, `street`, `community`).
 */
const Units = Type.String()

/** Whom a notice goes to: a relation to the matter, or `followers`. */
const Whom = Type.Array(Type.String())

const Outcome = Type.Union([
  Type.Literal('resolved'),
  Type.Literal('answered'),
  Type.Literal('explained'),
  Type.Literal('withdrawn'),
  Type.Literal('merged'),
  Type.Literal('split'),
  Type.Literal('redirected'),
])

/** One verb with its own properties; every verb may be conditional. */
function verb<N extends string, P extends Type.TProperties>(name: N, properties: P) {
  return Type.Object({ do: Type.Literal(name), ...properties, when: Type.Optional(When) }, strict)
}

const flag = (description: string) => Type.Optional(Type.Boolean({ description }))
const oneOf = <L extends string>(...names: L[]) =>
  Type.Unsafe<L>(Type.Union(names.map((name) => Type.Literal(name))))

export const Effect = Type.Union([
  verb('ask', {
    as: oneOf('lead', 'assist'),
    units: Units,
    directed: flag('A directed unit cannot return the matter'),
    optional: flag('Nobody found is no refusal'),
  }),
  verb('mark', { whose: oneOf('own', 'lead', 'assists', 'all', 'form.unit'), to: AssignmentState }),
  verb('inform', { units: Units }),
  verb('relay', {
    to: Type.String({ description: 'form.<field> naming a part of the unit, or a post in it' }),
  }),
  verb('report_inner', {}),
  verb('send_back_inner', {}),
  verb('sign_off', {}),
  verb('take_back', {}),
  verb('overlay', { set: Overlay, on: Type.Boolean() }),
  verb('start', { clock: Id }),
  verb('stop', { clock: Id }),
  verb('pause', { clock: Id }),
  verb('resume', { clock: Id }),
  verb('extend', { clock: Id }),
  verb('notify', { whom: Whom, message: Type.String() }),
  verb('evaluate', {}),
  verb('rate', { whom: oneOf('lead', 'caller', 'form.unit') }),
  verb('count', { what: Id, by: Type.Optional(Type.Integer()) }),
  verb('classify', {}),
  verb('close', { outcome: Outcome }),
  verb('follow', {}),
  verb('merge', {}),
  verb('split', {}),
  verb('open_child', { loop: Id, kind: Type.Optional(Type.String()) }),
  verb('escalate', { duty: Type.String() }),
])
export type Effect = Static<typeof Effect>

/** Where a matter goes: one state, or the first of several whose condition holds (the last one has none). */
export const Go = Type.Union([
  Id,
  Type.Array(Type.Object({ when: Type.Optional(When), to: Id }, strict), { minItems: 1 }),
])
export type Go = Static<typeof Go>

/** A relation to the matter, alone or narrowed to roles of the post: `lead` or `{relation: lead, roles: [leader]}`. */
export const By = Type.Union([
  Type.String(),
  Type.Object({ relation: Type.String(), roles: Type.Array(Type.String(), { minItems: 1 }) }, strict),
])
export type By = Static<typeof By>

export const Guard = Type.Object(
  { when: When, refuse: Type.String({ description: 'Code of the error catalogue' }) },
  strict,
)

export const Action = Type.Object(
  {
    title: Words,
    by: Type.Array(By, { minItems: 1 }),
    from: Type.Union([Type.Literal('open'), Type.Array(Id, { minItems: 1 })], {
      description: 'States in which it may be taken; `open` is every state that is not closed',
    }),
    own: Type.Optional(
      Type.Array(AssignmentState, { description: 'The actor acts for an assignment in one of these states' }),
    ),
    when: Type.Optional(When),
    guards: Type.Optional(Type.Array(Guard)),
    form: Type.Optional(Type.String()),
    does: Type.Optional(Type.Array(Effect)),
    to: Type.Optional(Go),
    undo: Type.Optional(Type.Boolean({ description: 'False where it cannot be undone for a minute' })),
    primary: Type.Optional(Type.Boolean({ description: 'The next step, shown first' })),
    visible: Type.Optional(Type.Boolean({ description: 'False hides the entry from the reporter' })),
    source: Type.Optional(Type.String()),
    unverified: Type.Optional(Type.Boolean()),
  },
  strict,
)
export type Action = Static<typeof Action>

export const State = Type.Object(
  {
    title: Words,
    holder: Type.String({
      description: 'Who holds the matter here: lead, caller, reporter, first_handler or a target',
    }),
    closed: Type.Optional(Type.Boolean()),
    waits: Type.Optional(Type.Boolean({ description: 'Waits for somebody outside the offices' })),
    first: Type.Optional(When),
  },
  strict,
)
export type State = Static<typeof State>

/**
 * Moments that start or stop a clock: `reported`, an assignment state (`asked` … `withdrawn`),
 * `entered:<state>`, `left:<state>`, `did:<action>`.
 */
const Moment = Type.String({
  pattern: '^(reported|asked|signed|contacted|done|returned|withdrawn|(entered|left|did):[a-z][a-z0-9_]*)$',
})

export const ClockRule = Type.Object(
  {
    title: Words,
    per: Type.Union([Type.Literal('matter'), Type.Literal('assignment')]),
    starts: Type.Array(Moment),
    stops: Type.Array(Moment),
    limit: Type.Union([Type.String({ description: 'Name in the time-limit profile' }), Limit]),
    only: Type.Optional(Type.Union([Type.Literal('lead'), Type.Literal('assist')])),
    promise: Type.Optional(Type.Boolean({ description: 'The deadline promised to the reporter' })),
    warn: Type.Optional(Type.Object({ before: Limit }, strict)),
    breach: Type.Array(Effect, { description: 'What happens when it runs out' }),
    breachTo: Type.Optional(Go),
    silent: Type.Optional(
      Type.Boolean({ description: 'A window of permission: running out has no consequence' }),
    ),
    pause: Type.Optional(
      Type.Object(
        { reasons: Type.Record(Id, Words, { description: 'Reasons that may be given, by id' }), cap: Limit },
        strict,
      ),
    ),
    extend: Type.Optional(
      Type.Object({ by: Type.Union([Type.String(), Limit]), times: Type.Integer({ minimum: 1 }) }, strict),
    ),
    source: Type.Optional(Type.String()),
    unverified: Type.Optional(Type.Boolean()),
  },
  strict,
)
export type ClockRule = Static<typeof ClockRule>

/** A move of the loop itself: in these states, as soon as the condition over the assignments holds. */
export const Advance = Type.Object({ from: Type.Array(Id), when: When, to: Id }, strict)

export const Loop = Type.Object(
  {
    id: Id,
    title: Words,
    mechanisms: Type.Array(Type.String({ pattern: '^[JLBZY][0-9]{2}$' })),
    includes: Type.Optional(Type.Array(Id, { description: 'Shared action files that it takes in' })),
    opens: Type.Object(
      {
        by: Type.Array(By, { minItems: 1, description: 'resident, or roles of posts' }),
        form: Type.Optional(Type.String()),
        does: Type.Optional(Type.Array(Effect)),
        to: Go,
      },
      strict,
    ),
    track: Type.Array(Id, { description: 'States drawn as the main way, in order' }),
    states: Type.Record(Id, State),
    actions: Type.Record(Id, Action),
    clocks: Type.Record(Id, ClockRule),
    advance: Type.Optional(Type.Array(Advance)),
    recurs: Type.Optional(
      Type.Object(
        { within: Limit },
        { description: 'The same again within this time means it was not solved' },
      ),
    ),
    source: Type.Optional(Type.String()),
    unverified: Type.Optional(Type.Boolean()),
  },
  strict,
)
export type Loop = Static<typeof Loop>

/** A file of actions that several loops share. */
export const ActionFile = Type.Object({ id: Id, actions: Type.Record(Id, Action) }, strict)
export type ActionFile = Static<typeof ActionFile>

/** True when the action may be taken in this state, as far as states go. */
export function isFrom(loop: Loop, action: Action, state: string): boolean {
  if (action.from === 'open') return loop.states[state]?.closed !== true
  return action.from.includes(state)
}
