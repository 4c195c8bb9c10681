/** 试验包 — a small sound pack for specs: one street, two communities, one loop. Every spec breaks one thing in it. */
import type { Duty, Form, Kind, Profile } from '../catalogue/types.ts'
import type { CalendarData } from '../kernel/calendar/schema.ts'
import type { ActionFile, Loop } from '../matter/loop.ts'
import type { Organisation } from '../organisation/types.ts'
import type { Territory } from '../territory/types.ts'
import type { PackData } from './types.ts'

const words = (zh: string) => ({ zh, en: zh })
const always = '0001-01-01'

const calendar: CalendarData = {
  id: 'plain',
  version: '1',
  timeZone: 'Asia/Shanghai',
  hours: { monday: ['09:00-17:00'], tuesday: ['09:00-17:00'], friday: ['09:00-17:00'] },
  years: [{ year: 2026, status: 'published' }],
  holidays: [],
  makeUpWorkdays: [],
  halfDays: [],
  rosters: {},
}

const territories: Territory[] = [
  { id: 't', code: '9903', name: words('小城'), level: 'city', parentCode: null, validFrom: always },
  { id: 'd', code: '990301', name: words('一区'), level: 'district', parentCode: '9903', validFrom: always },
  {
    id: 's',
    code: '990301001',
    name: words('甲街'),
    level: 'street',
    parentCode: '990301',
    validFrom: always,
  },
  {
    id: 'c1',
    code: '990301001001',
    name: words('东社'),
    level: 'community',
    parentCode: '990301001',
    validFrom: always,
  },
  {
    id: 'c2',
    code: '990301001002',
    name: words('西社'),
    level: 'community',
    parentCode: '990301001',
    validFrom: always,
  },
]

const organisations: Organisation[] = [
  {
    id: 'desk',
    name: words('热线'),
    kind: 'centre',
    parentId: null,
    territory: '9903',
    duties: ['triage', 'review'],
    functions: [],
  },
  {
    id: 'town',
    name: words('街办'),
    kind: 'street',
    parentId: 'desk',
    territory: '990301001',
    duties: [],
    functions: [],
  },
  {
    id: 'works',
    name: words('市政'),
    kind: 'department',
    parentId: 'desk',
    territory: '9903',
    duties: [],
    functions: ['roads'],
  },
]

const kinds: Kind[] = [
  { id: 'road', title: words('道路'), loop: 'plain', profile: 'ordinary' },
  { id: 'road.hole', parentId: 'road', title: words('坑洼') },
]

const duties: Duty[] = [
  { kind: 'road', lead: 'fn:roads', assists: ['street'], informs: ['duty:review'], basis: words('清单一') },
]

const profiles: Profile[] = [
  {
    id: 'ordinary',
    title: words('一般'),
    limits: { handle: { amount: 5, unit: 'working_day' }, longer: { amount: 3, unit: 'working_day' } },
  },
]

const forms: Form[] = [
  {
    id: 'reply',
    title: words('答复'),
    required: ['text'],
    properties: { text: { type: 'string', title: words('答复') } },
  },
  {
    id: 'pass',
    title: words('转办'),
    properties: { to: { type: 'string', title: words('转给'), 'x-ref': 'inner' } },
  },
  {
    id: 'park',
    title: words('挂账'),
    properties: {
      pause_reason: {
        type: 'string',
        title: words('原因'),
        enum: ['court'],
        'x-titles': { court: words('诉讼') },
      },
    },
  },
]

const shared: ActionFile = {
  id: 'shared',
  actions: {
    pass_on: {
      title: words('转内部'),
      by: ['lead'],
      from: 'open',
      own: ['signed'],
      form: 'pass',
      does: [{ do: 'relay', to: 'form.to' }],
    },
    note: { title: words('记录'), by: ['lead', 'inner', 'duty:triage'], from: 'open' },
  },
}

const loop: Loop = {
  id: 'plain',
  title: words('普通'),
  mechanisms: ['J21'],
  includes: ['shared'],
  opens: {
    by: ['resident', { relation: 'staff', roles: ['officer'] }],
    does: [{ do: 'ask', as: 'lead', units: 'dispatch.lead', optional: true }],
    to: [{ when: { eq: [{ $: 'dispatch.found' }, true] }, to: 'handling' }, { to: 'triage' }],
  },
  track: ['handling', 'closed'],
  states: {
    triage: { title: words('待派'), holder: 'duty:triage' },
    handling: { title: words('办理'), holder: 'lead' },
    closed: { title: words('办结'), holder: 'first_handler', closed: true },
  },
  actions: {
    direct: {
      title: words('指定'),
      by: ['duty:triage'],
      from: ['triage'],
      does: [{ do: 'ask', as: 'lead', units: 'street' }],
      to: 'handling',
    },
    sign: {
      title: words('签收'),
      by: ['lead'],
      from: ['handling'],
      own: ['asked'],
      does: [{ do: 'mark', whose: 'own', to: 'signed' }],
    },
    park: {
      title: words('挂账'),
      by: ['lead'],
      from: ['handling'],
      form: 'park',
      does: [{ do: 'pause', clock: 'handle' }],
    },
    extend: {
      title: words('延期'),
      by: ['lead'],
      from: ['handling'],
      does: [{ do: 'extend', clock: 'handle' }],
    },
    resolve: {
      title: words('办结'),
      by: [{ relation: 'lead', roles: ['officer'] }],
      from: ['handling'],
      when: { eq: [{ $: 'own.relayed' }, false] },
      guards: [{ when: { lte: [{ $: 'assignments.open' }, 1] }, refuse: 'action.guard' }],
      form: 'reply',
      does: [
        { do: 'close', outcome: 'resolved' },
        { do: 'notify', whom: ['reporter', 'followers'], message: 'resolved' },
      ],
      to: 'closed',
    },
  },
  clocks: {
    handle: {
      title: words('办结'),
      per: 'matter',
      starts: ['reported'],
      stops: ['entered:closed'],
      limit: 'handle',
      promise: true,
      breach: [{ do: 'notify', whom: ['lead'], message: 'overdue' }],
      pause: { reasons: { court: words('诉讼') }, cap: { amount: 30, unit: 'calendar_day' } },
      extend: { by: 'longer', times: 1 },
    },
  },
}

/** A sound pack, fresh each time: specs may change it in place. */
export function soundPack(): PackData {
  return structuredClone({
    id: 'small',
    title: words('小城包'),
    declaredVersion: '1',
    jurisdiction: { code: '9903', name: words('小城') },
    locale: 'zh-CN',
    coordinates: 'WGS84',
    vocabularies: {
      organisationKinds: { centre: words('中心'), street: words('街道'), department: words('部门') },
      roles: { officer: words('经办') },
      duties: { triage: words('派单'), review: words('审核') },
      functions: { roads: words('道路') },
      gridKinds: { general: words('综合') },
      zoneKinds: { park: words('园区') },
      facilityKinds: {},
      channels: {},
      dangers: {},
    },
    calendar,
    territories,
    zones: [],
    memberships: [],
    organisations,
    kinds,
    duties,
    profiles,
    forms,
    attachments: [],
    loops: [loop],
    actionFiles: [shared],
    messages: [
      { id: 'resolved', words: { zh: '{number} 已办', en: '{number} is done' } },
      { id: 'overdue', words: { zh: '{number} 超期', en: '{number} is overdue' } },
    ],
    gazetteer: [{ kind: 'road', name: words('一路'), territoryCode: '990301001' }],
    exemptions: [],
    demo: {
      signIns: [{ username: 'a', says: words('看') }],
      people: [{ username: 'a', name: words('甲') }],
      posts: [
        {
          id: 'p',
          username: 'a',
          organisationId: 'works',
          role: 'officer',
          territory: '9903',
          fromOn: '2024-01-01',
          toOn: null,
        },
      ],
    },
  } satisfies PackData)
}
