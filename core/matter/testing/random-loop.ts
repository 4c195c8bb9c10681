/**
 * 任意闭环 — small loops made up at random, each of them valid: from every open state the triage desk has a way to the end.
 * Whatever a pack may declare within the format, the engine must carry.
 */
import fc from 'fast-check'
import type { Field, Form } from '../../catalogue/types.ts'
import type { Action, AssignmentState, ClockRule, Effect, Go, Loop } from '../loop.ts'
import { ASSIGNMENT_STATES } from '../loop.ts'

const words = { zh: '随机', en: 'Random' }
const RELATIONS = [
  'lead',
  'assist',
  'inner',
  'reporter',
  'caller',
  'follower',
  'resident',
  'staff',
  'first_handler',
]
const PLACES = ['informed', 'street', 'community', 'duty:triage', 'duty:coordination', 'duty:review', 'up']
const HOLDERS = [
  'lead',
  'caller',
  'reporter',
  'first_handler',
  'street',
  'community',
  'duty:triage',
  'duty:none',
]
const CLOCKS = ['c0', 'c1', 'c2']

const units = fc.constantFrom(
  'dispatch.lead',
  'dispatch.assists',
  'actor',
  'form.assist',
  'fn:strings',
  'up:coordination',
)
const state = fc.constantFrom<AssignmentState[]>(...ASSIGNMENT_STATES)
const clock = fc.constantFrom(...CLOCKS)
const overlay = fc.constantFrom<Extract<Effect, { do: 'overlay' }>['set'][]>('urgent', 'parked', 'supervised')

/** Effects that need nothing of the form: clocks may do them too. */
const formless: fc.Arbitrary<Effect> = fc.oneof(
  fc.record({
    ...{ do: fc.constant('ask' as const), as: fc.constantFrom('lead' as const, 'assist' as const) },
    units: fc.constantFrom('dispatch.lead', 'dispatch.assists', 'fn:strings', 'up:coordination', 'street'),
    ...{ directed: fc.boolean(), optional: fc.constant(true) },
  }),
  fc.record({
    ...{ do: fc.constant('mark' as const), to: state },
    whose: fc.constantFrom('own' as const, 'lead' as const, 'assists' as const, 'all' as const),
  }),
  fc.record({ do: fc.constant('inform' as const), units: fc.constantFrom('duty:coordination', 'street') }),
  fc.record({ do: fc.constant('overlay' as const), set: overlay, on: fc.boolean() }),
  fc.record({
    do: fc.constantFrom('start' as const, 'stop' as const, 'resume' as const, 'extend' as const),
    clock,
  }),
  fc.constant<Effect>({ do: 'notify', whom: ['lead'], message: 'said' }),
  fc.constant<Effect>({ do: 'count', what: 'rounds' }),
  fc.constant<Effect>({ do: 'escalate', duty: 'coordination' }),
)

const formful: fc.Arbitrary<Effect> = fc.oneof(
  fc.record({
    ...{ do: fc.constant('ask' as const), as: fc.constantFrom('lead' as const, 'assist' as const) },
    ...{ units, directed: fc.boolean(), optional: fc.constant(true) },
  }),
  fc.constantFrom<Effect[]>(
    { do: 'relay', to: 'form.to' },
    { do: 'report_inner' },
    { do: 'send_back_inner' },
    { do: 'sign_off' },
    { do: 'take_back' },
    { do: 'evaluate' },
    { do: 'rate', whom: 'lead' },
    { do: 'rate', whom: 'caller' },
    { do: 'classify' },
    { do: 'follow' },
    { do: 'open_child', loop: 'random' },
  ),
  fc.record({ do: fc.constant('pause' as const), clock }),
)

const INNER_STEPS = ['relay', 'report_inner', 'send_back_inner', 'sign_off', 'take_back']

/** At most one effect of a kind, and one step of the inner relay: what follows in an action never hangs on the form. */
const effects = fc
  .uniqueArray(fc.oneof(formless, formful), {
    maxLength: 3,
    selector: (e) => (INNER_STEPS.includes(e.do) ? 'inner' : e.do),
  })
  .map((list) => (list.some((e) => e.do === 'classify') ? list.filter((e) => e.do !== 'ask') : list))
  .map((list) => (list.some((e) => e.do === 'relay' || e.do === 'pause') ? list.slice(0, 1) : list))

const condition = fc.constantFrom(
  { eq: [{ $: 'assignments.lead' }, 'signed'] as const },
  { gt: [{ $: 'counts.rounds' }, 1] as const },
  { eq: [{ $: 'overlay.parked' }, false] as const },
  { eq: [{ $: 'clock.c0.running' }, true] as const },
  { eq: [{ $: 'dispatch.found' }, true] as const },
)

const maybe = <T>(each: fc.Arbitrary<T>) => fc.option(each, { nil: undefined })

/** Where an action leads; never straight to the end, which the backbone alone reaches with an outcome. */
const goTo = (states: readonly string[]): fc.Arbitrary<Go> => {
  const one = fc.constantFrom(...states)
  return fc.oneof(
    one,
    fc.tuple(condition, one, one).map(([when, a, b]): Go => [{ when, to: a }, { to: b }]),
  )
}

function actionOf(states: readonly string[]): fc.Arbitrary<Action> {
  return fc
    .record({
      by: fc.uniqueArray(fc.constantFrom(...RELATIONS, ...PLACES), { minLength: 1, maxLength: 3 }),
      from: fc.oneof(
        fc.constant('open' as const),
        fc.uniqueArray(fc.constantFrom(...states, 'end'), { minLength: 1 }),
      ),
      own: maybe(fc.uniqueArray(state, { minLength: 1, maxLength: 3 })),
      when: maybe(condition),
      does: effects,
      to: maybe(goTo(states)),
      undo: fc.boolean(),
    })
    .map((action) => defined({ title: words, ...action }) as Action)
}

const limit = fc.record({
  amount: fc.integer({ min: 1, max: 6 }),
  unit: fc.constantFrom('working_day' as const, 'calendar_day' as const),
})

function clockOf(states: readonly string[]): fc.Arbitrary<ClockRule> {
  const moments = fc.constantFrom(
    ...[
      'reported',
      ...ASSIGNMENT_STATES,
      ...states.flatMap((s) => [`entered:${s}`, `left:${s}`]),
      'did:step0',
      'entered:end',
    ],
  )
  return fc
    .record({
      per: fc.constantFrom('matter' as const, 'assignment' as const),
      starts: fc.uniqueArray(moments, { maxLength: 3 }),
      stops: fc.uniqueArray(moments, { maxLength: 3 }),
      limit,
      only: maybe(fc.constantFrom('lead' as const, 'assist' as const)),
      warn: maybe(fc.constant({ before: { amount: 1, unit: 'working_day' as const } })),
      breach: fc.array(formless, { maxLength: 2 }),
      breachTo: maybe(goTo(states)),
      silent: fc.boolean(),
    })
    .map(
      ({ silent, ...rule }) =>
        defined({
          title: words,
          ...rule,
          ...(silent ? { silent, breach: [], breachTo: undefined } : {}),
          pause: { reasons: { rain: words }, cap: { amount: 5, unit: 'calendar_day' } },
          extend: { by: { amount: 2, unit: 'working_day' }, times: 1 },
        }) as ClockRule,
    )
}

function defined<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Partial<T>
}

/** The backbone: the triage desk moves the matter on, state by state, to the end. */
function backbone(states: readonly string[]): Record<string, Action> {
  const step = (from: string, index: number): [string, Action] => {
    const next = states[index + 1]
    const does: Effect[] = next ? [] : [{ do: 'close', outcome: 'resolved' }]
    return [`step${index}`, { title: words, by: ['duty:triage'], from: [from], does, to: next ?? 'end' }]
  }
  return Object.fromEntries(states.map(step))
}

export type RandomLoop = { readonly loop: Loop; readonly forms: readonly Form[] }

export const randomLoops: fc.Arbitrary<RandomLoop> = fc
  .integer({ min: 1, max: 4 })
  .map((count) => Array.from({ length: count }, (_, index) => `s${index}`))
  .chain((states) =>
    fc.record({
      states: fc.constant(states),
      holders: fc.tuple(...states.map(() => fc.constantFrom(...HOLDERS))),
      actions: fc.array(actionOf(states), { minLength: 1, maxLength: 6 }),
      clocks: fc.tuple(...CLOCKS.map(() => clockOf(states))),
      opens: fc.array(
        formless.filter((e) => ['ask', 'inform', 'overlay', 'count'].includes(e.do)),
        { maxLength: 2 },
      ),
    }),
  )
  .map(({ states, holders, actions, clocks, opens }) => {
    const extra = actions.map((action, index): [string, Action] => {
      const form = formFor(action)
      return [`do${index}`, form ? { ...action, form: `f${index}` } : action]
    })
    const loop: Loop = {
      id: 'random',
      title: words,
      mechanisms: [],
      opens: { by: ['resident', 'staff'], does: opens, to: 's0' },
      track: states,
      states: {
        ...Object.fromEntries(
          states.map((id, index) => [id, { title: words, holder: holders[index] ?? 'lead' }]),
        ),
        end: { title: words, holder: 'first_handler', closed: true },
      },
      actions: { ...backbone(states), ...Object.fromEntries(extra) },
      clocks: Object.fromEntries(CLOCKS.map((name, index) => [name, clocks[index] as ClockRule])),
    }
    return {
      loop,
      forms: actions.flatMap((action, index) => formOf(`f${index}`, formFor(action))),
    }
  })

const text: Field = { type: 'string', title: words }
const FIELDS: Readonly<Partial<Record<Effect['do'], Readonly<Record<string, Field>>>>> = {
  ask: { assist: { ...text, 'x-ref': 'organisation' } },
  relay: { to: { ...text, 'x-ref': 'inner' } },
  evaluate: { solved: { type: 'boolean', title: words } },
  rate: { speed: { type: 'integer', minimum: 1, maximum: 5, title: words } },
  classify: { kind: { ...text, 'x-ref': 'kind' } },
  pause: { pause_reason: { ...text, enum: ['rain'] } },
}

function formFor({ does = [] }: Action): Record<string, Field> | null {
  const fields = does.flatMap((e) =>
    e.do === 'ask' && e.units !== 'form.assist' ? [] : Object.entries(FIELDS[e.do] ?? {}),
  )
  return fields.length > 0 ? Object.fromEntries(fields) : null
}

function formOf(id: string, properties: Record<string, Field> | null): Form[] {
  return properties ? [{ id, title: words, required: Object.keys(properties), properties }] : []
}
