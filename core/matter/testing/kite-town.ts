/**
 * 风筝镇 — Kite Town, a made-up city where people report tangled kites: small enough to know by heart, with every verb
 * of the engine somewhere in its one loop.
 */
import { buildCatalogue } from '../../catalogue/dispatch.ts'
import type { Duty, Form, Kind, Profile } from '../../catalogue/types.ts'
import { china } from '../../kernel/calendar/testing/china.ts'
import { buildDirectory } from '../../organisation/directory.ts'
import type { Organisation } from '../../organisation/types.ts'
import type { Action, Loop } from '../loop.ts'
import type { Rules } from '../rules.ts'

const words = (en: string) => ({ zh: en, en })

const unit = (
  id: string,
  kind: string,
  parentId: string | null,
  territory: string,
  work: { duties?: string[]; functions?: string[] } = {},
): Organisation => ({ id, name: words(id), kind, parentId, territory, duties: [], functions: [], ...work })

export const TOWN = '9901'
export const DISTRICT = '990101'
export const EAST = '990101001'
export const EAST_1 = '990101001001'
export const GRID = '990101001001001'

// biome-ignore format: a table is read by its columns
export const organisations: readonly Organisation[] = [
  unit('town', 'government', null, TOWN, { duties: ['coordination', 'supervision'] }),
  unit('hotline', 'centre', 'town', TOWN, { duties: ['triage', 'callback', 'review'] }),
  unit('court-of-winds', 'centre', 'town', TOWN, { duties: ['arbitration'] }),
  unit('district', 'government', 'town', DISTRICT, { duties: ['coordination'] }),
  unit('kites', 'department', 'town', TOWN, { functions: ['kites'] }),
  unit('kites-repair', 'section', 'kites', TOWN),
  unit('winds', 'department', 'town', TOWN, { functions: ['winds'] }),
  unit('strings', 'company', 'town', TOWN, { functions: ['strings'] }),
  unit('east', 'street', 'district', EAST, { duties: ['triage'] }),
  unit('east-1', 'community', 'east', EAST_1),
]

export const kinds: readonly Kind[] = [
  { id: 'kite', title: words('Kites'), loop: 'kite', profile: 'kite' },
  { id: 'kite.tangled', parentId: 'kite', title: words('Tangled kite') },
  { id: 'kite.stolen', parentId: 'kite', title: words('Stolen kite'), confidential: true },
  { id: 'kite.lost', parentId: 'kite', title: words('Lost kite') },
]

export const duties: readonly Duty[] = [
  {
    kind: 'kite.tangled',
    lead: 'fn:kites',
    assists: ['fn:winds'],
    informs: ['up:coordination', 'street'],
    basis: words('Kite Act 1'),
  },
  { kind: 'kite.stolen', lead: 'street', basis: words('Kite Act 2') },
]

export const profiles: readonly Profile[] = [
  {
    id: 'kite',
    title: words('Kites'),
    limits: {
      sign: { amount: 2, unit: 'working_hour' },
      handle: { amount: 5, unit: 'working_day' },
      extension: { amount: 10, unit: 'working_day' },
      return_window: { amount: 2, unit: 'working_day' },
      reopen: { amount: 15, unit: 'calendar_day' },
    },
    urgent: { sign: { amount: 30, unit: 'minute' }, handle: { amount: 24, unit: 'hour' } },
  },
]

const text = { type: 'string' as const, title: words('Text'), minLength: 1 }
const ref = (to: 'organisation' | 'inner' | 'matter' | 'kind') => ({ ...text, 'x-ref': to })
const form = (id: string, required: string[], properties: Form['properties']): Form => ({
  id,
  title: words(id),
  required,
  properties,
})

export const forms: readonly Form[] = [
  form('units', ['lead'], { lead: ref('organisation') }),
  form('assist', ['assist'], { assist: ref('organisation') }),
  form('unit', ['unit'], { unit: ref('organisation') }),
  form('relay', ['to'], { to: ref('inner') }),
  form('kind', ['kind'], { kind: ref('kind') }),
  form('kinds', ['kinds'], {
    kinds: { type: 'array', items: { type: 'string' }, 'x-ref': 'kind', title: words('Kinds'), minItems: 2 },
  }),
  form('into', ['into'], { into: ref('matter') }),
  form('park', ['pause_reason'], {
    pause_reason: { type: 'string', title: words('Why'), enum: ['storm', 'court'] },
  }),
  form('verdict', ['solved'], {
    solved: { type: 'boolean', title: words('Solved') },
    satisfied: { type: 'integer', minimum: 1, maximum: 5, title: words('Satisfied') },
  }),
  form('scores', ['speed'], { speed: { type: 'integer', minimum: 1, maximum: 5, title: words('Speed') } }),
]

const act = (action: Omit<Action, 'title'>): Action => ({ title: words('Action'), ...action })
const lead = { by: ['lead'], own: ['signed' as const, 'contacted' as const] }
const leaders = [{ relation: 'lead', roles: ['leader'] }]
const $ = (path: string) => ({ $: path })

/** desk → asked → mending → checking → asking → landed; beside it council, court and explaining. */
export const kiteLoop: Loop = {
  id: 'kite',
  title: words('Kite report'),
  mechanisms: [],
  opens: {
    by: ['resident', 'staff'],
    does: [
      { do: 'ask', as: 'lead', units: 'dispatch.lead', optional: true },
      { do: 'ask', as: 'assist', units: 'dispatch.assists', optional: true },
      { do: 'inform', units: 'dispatch.informs' },
    ],
    to: [{ when: { eq: [$('dispatch.found'), true] }, to: 'asked' }, { to: 'desk' }],
  },
  track: ['asked', 'mending', 'checking', 'asking', 'landed'],
  states: {
    desk: { title: words('At the desk'), holder: 'duty:triage' },
    asked: { title: words('Asked'), holder: 'lead' },
    mending: { title: words('Mending'), holder: 'lead' },
    council: { title: words('In council'), holder: 'duty:coordination' },
    court: { title: words('Before the court of winds'), holder: 'duty:arbitration' },
    checking: { title: words('Checked'), holder: 'duty:review' },
    explaining: { title: words('Explanation checked'), holder: 'duty:review' },
    asking: { title: words('Reporter asked'), holder: 'reporter', waits: true },
    landed: { title: words('Landed'), holder: 'first_handler', closed: true },
  },
  actions: {
    send: act({
      by: ['duty:triage'],
      from: ['desk'],
      form: 'units',
      does: [{ do: 'ask', as: 'lead', units: 'form.lead' }],
      to: 'asked',
    }),
    answer: act({
      by: ['duty:triage'],
      from: ['desk', 'asked'],
      does: [
        { do: 'mark', whose: 'all', to: 'withdrawn' },
        { do: 'close', outcome: 'answered' },
      ],
      to: 'landed',
    }),
    rekind: act({
      by: ['duty:triage'],
      from: ['desk', 'asked'],
      form: 'kind',
      does: [{ do: 'classify' }],
    }),
    sign: act({
      by: ['lead'],
      own: ['asked'],
      from: ['asked'],
      does: [{ do: 'mark', whose: 'own', to: 'signed' }],
      to: 'mending',
    }),
    sign_assist: act({
      by: ['assist'],
      own: ['asked'],
      from: 'open',
      does: [{ do: 'mark', whose: 'own', to: 'signed' }],
    }),
    assist_done: act({
      by: ['assist'],
      own: ['signed'],
      from: 'open',
      does: [{ do: 'mark', whose: 'own', to: 'done' }],
    }),
    contact: act({ ...lead, from: ['mending'], does: [{ do: 'mark', whose: 'own', to: 'contacted' }] }),
    return: act({
      by: ['lead'],
      own: ['asked', 'signed'],
      from: ['asked', 'mending'],
      guards: [
        { when: { eq: [$('own.directed'), false] }, refuse: 'return.after_direction' },
        { when: { eq: [$('clock.return_window.running'), true] }, refuse: 'return.too_late' },
      ],
      does: [
        { do: 'mark', whose: 'own', to: 'returned' },
        { do: 'count', what: 'returns' },
      ],
      to: [{ when: { gte: [$('counts.returns'), 2] }, to: 'court' }, { to: 'desk' }],
    }),
    direct: act({
      by: ['duty:arbitration'],
      from: ['court'],
      form: 'units',
      does: [{ do: 'ask', as: 'lead', units: 'form.lead', directed: true }],
      to: 'asked',
    }),
    give_back: act({
      by: ['lead'],
      from: ['asked'],
      does: [{ do: 'mark', whose: 'own', to: 'returned' }],
      to: 'desk',
    }),
    add: act({
      by: ['lead'],
      from: 'open',
      form: 'assist',
      does: [{ do: 'ask', as: 'assist', units: 'form.assist' }],
    }),
    release: act({
      by: ['lead'],
      from: 'open',
      when: { gt: [$('assignments.assists'), 0] },
      form: 'unit',
      does: [{ do: 'mark', whose: 'form.unit', to: 'withdrawn' }],
    }),
    relay: act({
      ...lead,
      from: ['mending'],
      when: { eq: [$('own.relayed'), false] },
      form: 'relay',
      does: [{ do: 'relay', to: 'form.to' }],
    }),
    report_inner: act({ by: ['inner'], from: ['mending'], does: [{ do: 'report_inner' }] }),
    sign_off: act({
      by: leaders,
      from: ['mending'],
      when: { eq: [$('own.awaits_sign_off'), true] },
      does: [{ do: 'sign_off' }],
    }),
    send_back_inner: act({
      by: leaders,
      from: ['mending'],
      when: { eq: [$('own.awaits_sign_off'), true] },
      does: [{ do: 'send_back_inner' }],
    }),
    take_back: act({
      ...lead,
      from: ['mending'],
      when: { all: [{ eq: [$('own.relayed'), true] }, { eq: [$('own.awaits_sign_off'), false] }] },
      does: [{ do: 'take_back' }],
    }),
    urge: act({
      by: ['informed'],
      from: 'open',
      undo: false,
      does: [{ do: 'notify', whom: ['lead'], message: 'urged' }],
    }),
    hurry: act({ by: ['duty:triage'], from: 'open', does: [{ do: 'overlay', set: 'urgent', on: true }] }),
    watch: act({
      by: ['duty:supervision'],
      from: 'open',
      does: [{ do: 'overlay', set: 'supervised', on: true }],
    }),
    unwatch: act({
      by: ['duty:supervision'],
      from: 'open',
      does: [{ do: 'overlay', set: 'supervised', on: false }],
    }),
    extend: act({
      ...lead,
      from: ['mending'],
      does: [
        { do: 'extend', clock: 'handle' },
        { do: 'overlay', set: 'extended', on: true },
      ],
    }),
    park: act({
      by: ['duty:supervision'],
      from: ['mending'],
      form: 'park',
      does: [
        { do: 'pause', clock: 'handle' },
        { do: 'overlay', set: 'parked', on: true },
      ],
    }),
    unpark: act({
      by: ['duty:supervision'],
      from: ['mending'],
      does: [
        { do: 'resume', clock: 'handle' },
        { do: 'overlay', set: 'parked', on: false },
      ],
    }),
    start_nap: act({ ...lead, from: ['mending'], does: [{ do: 'start', clock: 'nap' }] }),
    stop_nap: act({ ...lead, from: ['mending'], does: [{ do: 'stop', clock: 'nap' }] }),
    raise: act({
      by: ['lead', 'street'],
      from: ['mending'],
      does: [{ do: 'escalate', duty: 'coordination' }],
      to: 'council',
    }),
    conclude: act({ by: ['duty:coordination'], from: ['council'], to: 'mending' }),
    call: act({ ...lead, from: ['mending'], undo: false, does: [{ do: 'open_child', loop: 'kite' }] }),
    done: act({
      ...lead,
      from: ['mending'],
      guards: [
        { when: { eq: [$('own.relayed'), false] }, refuse: 'relay.unsigned' },
        { when: { lte: [$('assignments.open'), 1] }, refuse: 'assist.open' },
        { when: { eq: [$('children.open'), 0] }, refuse: 'child.open' },
      ],
      does: [{ do: 'mark', whose: 'own', to: 'done' }],
      to: 'checking',
    }),
    pass: act({
      by: ['duty:review'],
      from: ['checking'],
      does: [{ do: 'close', outcome: 'resolved' }],
      to: [{ when: { eq: [$('reporter.known'), false] }, to: 'landed' }, { to: 'asking' }],
    }),
    fail: act({
      by: ['duty:review'],
      from: ['checking', 'explaining'],
      does: [{ do: 'mark', whose: 'lead', to: 'signed' }],
      to: 'mending',
    }),
    explain: act({
      ...lead,
      from: ['mending'],
      does: [{ do: 'mark', whose: 'own', to: 'done' }],
      to: 'explaining',
    }),
    accept: act({
      by: ['duty:review'],
      from: ['explaining'],
      does: [{ do: 'close', outcome: 'explained' }],
      to: 'landed',
    }),
    evaluate: act({
      by: ['reporter', 'duty:callback'],
      from: ['asking'],
      form: 'verdict',
      does: [
        { do: 'evaluate' },
        { do: 'close', outcome: 'resolved' },
        { do: 'mark', whose: 'lead', to: 'signed', when: { eq: [$('evaluation.solved'), false] } },
        { do: 'count', what: 'rehandles', when: { eq: [$('evaluation.solved'), false] } },
      ],
      to: [{ when: { eq: [$('evaluation.solved'), true] }, to: 'landed' }, { to: 'mending' }],
    }),
    rate: act({ by: ['caller'], from: ['landed'], form: 'scores', does: [{ do: 'rate', whom: 'lead' }] }),
    rate_back: act({
      by: ['lead'],
      from: ['landed'],
      form: 'scores',
      does: [{ do: 'rate', whom: 'caller' }],
    }),
    reopen: act({
      by: ['reporter'],
      from: ['landed'],
      when: { eq: [$('clock.reopen.running'), true] },
      does: [{ do: 'mark', whose: 'lead', to: 'signed' }],
      to: [{ when: { ne: [$('assignments.lead'), 'none'] }, to: 'mending' }, { to: 'desk' }],
    }),
    follow: act({ by: ['resident'], from: 'open', undo: false, does: [{ do: 'follow' }] }),
    withdraw: act({
      by: ['reporter'],
      from: 'open',
      does: [
        { do: 'mark', whose: 'all', to: 'withdrawn' },
        { do: 'close', outcome: 'withdrawn' },
      ],
      to: 'landed',
    }),
    merge: act({
      by: ['duty:triage'],
      from: ['desk', 'asked'],
      form: 'into',
      undo: false,
      does: [{ do: 'merge' }, { do: 'mark', whose: 'all', to: 'withdrawn' }],
      to: 'landed',
    }),
    split: act({
      by: ['duty:triage'],
      from: ['desk', 'asked'],
      form: 'kinds',
      undo: false,
      does: [{ do: 'split' }, { do: 'mark', whose: 'all', to: 'withdrawn' }],
      to: 'landed',
    }),
  },
  clocks: {
    sign: {
      title: words('Sign'),
      per: 'assignment',
      starts: ['asked'],
      stops: ['signed', 'contacted', 'done', 'returned', 'withdrawn'],
      limit: 'sign',
      breach: [{ do: 'notify', whom: ['lead'], message: 'unsigned' }],
    },
    return_window: {
      title: words('Time to return'),
      per: 'assignment',
      only: 'lead',
      starts: ['asked'],
      stops: ['contacted', 'done', 'returned', 'withdrawn'],
      limit: 'return_window',
      breach: [],
      silent: true,
    },
    handle: {
      title: words('Mend'),
      per: 'matter',
      starts: ['reported', 'entered:mending'],
      stops: ['entered:checking', 'entered:explaining'],
      limit: 'handle',
      promise: true,
      warn: { before: { amount: 1, unit: 'working_day' } },
      breach: [{ do: 'overlay', set: 'supervised', on: true }],
      pause: {
        reasons: { storm: words('Storm'), court: words('Court') },
        cap: { amount: 10, unit: 'calendar_day' },
      },
      extend: { by: 'extension', times: 1 },
    },
    nap: {
      title: words('Nap'),
      per: 'assignment',
      starts: [],
      stops: [],
      limit: { amount: 1, unit: 'hour' },
      breach: [{ do: 'count', what: 'naps' }],
    },
    reopen: {
      title: words('Time to say it is not solved'),
      per: 'matter',
      starts: ['entered:landed'],
      stops: ['left:landed'],
      limit: 'reopen',
      breach: [],
      silent: true,
    },
  },
}

/** The rules of Kite Town, or of any town with the same offices and other loops. */
export function townRules(loops: readonly Loop[] = [kiteLoop], moreForms: readonly Form[] = []): Rules {
  return {
    id: 'kite-town',
    version: '1',
    jurisdiction: TOWN,
    loops: new Map(loops.map((loop) => [loop.id, loop])),
    catalogue: buildCatalogue(kinds, duties),
    directory: buildDirectory(organisations),
    profiles: new Map(profiles.map((profile) => [profile.id, profile])),
    forms: new Map([...forms, ...moreForms].map((each) => [each.id, each])),
    calendar: china,
  }
}

export const kiteTown = townRules()
