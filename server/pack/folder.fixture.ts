/** 试验文件夹 — a small pack as files, written below a temporary folder. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** Texts by path; a text of null leaves the file out. */
export type FileTexts = Readonly<Record<string, string | Buffer | null>>

/** A square of a hundredth of a degree, as GeoJSON text. */
export const square = (lon: number) =>
  JSON.stringify({
    type: 'Polygon',
    coordinates: [
      [
        [lon, 30],
        [lon + 0.01, 30],
        [lon + 0.01, 30.01],
        [lon, 30.01],
        [lon, 30],
      ],
    ],
  })

/** A sound pack `town` over `ground`: every kind of file once. */
export const TOWN: FileTexts = {
  'ground/pack.yaml': `id: ground
version: '1'
title: {zh: 底包}
calendar: calendar/plain.json
`,
  'ground/calendar/plain.json': JSON.stringify({
    id: 'plain',
    version: '1',
    timeZone: 'Asia/Shanghai',
    hours: { monday: ['09:00-17:00'] },
    years: [],
    holidays: [],
    makeUpWorkdays: [],
    halfDays: [],
    rosters: {},
  }),
  'ground/vocabulary.yaml': `organisationKinds:
  centre: {zh: 中心}
  street: {zh: 街道}
roles: {officer: {zh: 经办}}
duties: {triage: {zh: 派单}}
gridKinds: {general: {zh: 综合}}
`,
  'ground/kinds.yaml': `- id: road
  title: {zh: 道路}
  loop: plain
  profile: ordinary
`,
  'ground/profiles.yaml': `- id: ordinary
  title: {zh: 一般}
  limits:
    handle: {amount: 5, unit: working_day}
`,
  'ground/loops/plain.yaml': `id: plain
title: {zh: 普通}
mechanisms: [J21]
includes: [common]
opens:
  by: [resident]
  does:
    - {do: ask, as: lead, units: dispatch.lead, optional: true}
  to: handling
track: [handling, closed]
states:
  handling: {title: {zh: 办理}, holder: lead}
  closed: {title: {zh: 办结}, holder: lead, closed: true}
actions:
  resolve:
    title: {zh: 办结}
    by: [lead, 'duty:triage']
    from: [handling]
    does:
      - {do: close, outcome: resolved}
      - {do: notify, whom: [reporter], message: resolved}
    to: closed
clocks:
  handle:
    title: {zh: 办结}
    per: matter
    starts: [reported]
    stops: ['entered:closed']
    limit: handle
    breach:
      - {do: notify, whom: [lead], message: overdue}
`,
  'ground/actions/common.yaml': `id: common
actions:
  note:
    title: {zh: 记录}
    by: [lead]
    from: open
    form: note
`,
  'ground/forms/note.yaml': `id: note
title: {zh: 记录}
properties:
  text: {type: string, title: {zh: 内容}}
`,
  'ground/messages/notices.yaml': `resolved: {zh: '{number} 已办', en: '{number} is done'}
overdue: {zh: '{number} 超期', en: '{number} is overdue'}
`,
  'town/pack.yaml': `id: town
version: '7'
extends: ground
title: {zh: 小城}
jurisdiction:
  code: '9903'
  name: {zh: 小城}
coordinates: WGS84
demo:
  - username: a
    says: {zh: 看}
`,
  'town/territories.csv': `code,name,name_en,grid_kind,households
9903,小城,Town,,
990301,一区,,,
990301001,甲街,,,
990301001001,东社,,,
990301001001001,东一格,,general,300
990301001001002,东二格,,general,280
`,
  'town/territories.geojson': `{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"code":"990301001001001"},"geometry":${square(120)}},
{"type":"Feature","properties":{"code":"990301001001002"},"geometry":${square(120.01)}}
]}
`,
  'town/organisations.csv': `id,name,name_en,kind,parent,territory,duties,functions,phone
desk,热线,Desk,centre,,9903,triage,,0000-1
jia,甲街办,,street,desk,990301001,,,
`,
  'town/duties.yaml': `- kind: road
  lead: street
  basis: {zh: 清单一}
`,
  'town/gazetteer.csv': `kind,name,aliases,territory,numbers,lon,lat
road,一路,老街;前街,990301001001,odd 1-99 990301001001001;even 2-98 990301001001002,120.005,30.005
`,
  'town/demo/people.csv': 'username,name,work_phone\na,甲,0000-2\n',
  'town/demo/posts.csv':
    'id,username,organisation,role,territory,from,to\np,a,jia,officer,990301001,2024-01-01,\n',
  'town/README.md': '# A town\n',
}

/** Writes the town with some files changed; answers its folder, and takes it away when the test is over. */
export async function writeTown(
  t: { after: (fn: () => Promise<void>) => void },
  changes: FileTexts = {},
): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'huying-town-'))
  t.after(() => rm(root, { recursive: true, force: true }))
  for (const [path, text] of Object.entries({ ...TOWN, ...changes })) {
    if (text === null) continue
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), text)
  }
  return join(root, 'town')
}
