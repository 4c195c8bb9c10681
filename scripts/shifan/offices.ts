/** 示范市的组织 — city and district departments with sections, hotline centre, street offices, communities, grid teams. */
import { type Cell, csvOf } from './csv.ts'
import { type Place, placesOfLevel } from './land.ts'
import { middleOf } from './plane.ts'

const HEADER = [
  'id',
  'name',
  'name_en',
  'kind',
  'parent',
  'territory',
  'duties',
  'functions',
  'phone',
  'address',
  'lon',
  'lat',
]

export type Office = {
  readonly id: string
  readonly name: string
  readonly en: string
  readonly kind: string
  readonly parent: string
  readonly territory: string
  readonly duties: readonly string[]
  readonly functions: readonly string[]
}

type Department = {
  readonly id: string
  readonly name: string
  readonly en: string
  readonly functions: readonly string[]
  /** Sections beside the general office; a district has the first of them only. */
  readonly sections: readonly (readonly [zh: string, en: string])[]
  /** False where only the city has one. */
  readonly inDistricts?: boolean
  readonly kind?: 'utility'
}

const DEPARTMENTS: readonly Department[] = [
  dept('housing', '住房和城乡建设局', 'Housing Bureau', 'housing', [
    ['物业管理科', 'Property Section'],
    ['工程质量科', 'Quality Section'],
    ['房屋安全科', 'Building Safety Section'],
  ]),
  dept('urban', '城市管理局', 'Urban Management Bureau', 'urban_management;lighting', [
    ['执法大队', 'Enforcement Brigade'],
    ['环卫科', 'Sanitation Section'],
    ['广告管理科', 'Advertising Section'],
  ]),
  dept('planning', '自然资源和规划局', 'Planning Bureau', 'planning', [
    ['规划执法科', 'Planning Enforcement Section'],
    ['用途管制科', 'Land Use Section'],
  ]),
  dept('ecology', '生态环境局', 'Ecology Bureau', 'ecology', [
    ['大气与噪声科', 'Air and Noise Section'],
    ['水生态科', 'Water Section'],
  ]),
  dept('parks', '园林绿化中心', 'Parks Service', 'landscaping', [['养护科', 'Upkeep Section']]),
  dept('roads', '市政设施中心', 'Municipal Works Service', 'roads;drainage', [
    ['道路桥梁科', 'Roads Section'],
    ['排水科', 'Drainage Section'],
  ]),
  dept('transport', '交通运输局', 'Transport Bureau', 'transport', [
    ['公交客运科', 'Bus Section'],
    ['运输执法科', 'Transport Enforcement Section'],
  ]),
  dept('police', '公安局', 'Police Bureau', 'police', [
    ['治安科', 'Public Order Section'],
    ['养犬管理科', 'Dogs Section'],
  ]),
  dept('traffic', '交警支队', 'Traffic Police', 'traffic_police', [
    ['秩序科', 'Traffic Order Section'],
    ['设施科', 'Signals Section'],
  ]),
  dept('fire', '消防救援支队', 'Fire and Rescue', 'fire', [['防火监督科', 'Fire Prevention Section']]),
  dept('emergency', '应急管理局', 'Emergency Bureau', 'emergency', [
    ['防汛科', 'Flood Section'],
    ['隐患治理科', 'Hazards Section'],
  ]),
  dept('market', '市场监督管理局', 'Market Regulation Bureau', 'market', [
    ['消费维权科', 'Consumer Section'],
    ['食品安全科', 'Food Safety Section'],
    ['特种设备科', 'Lifts and Boilers Section'],
  ]),
  dept('hr', '人力资源和社会保障局', 'Human Resources Bureau', 'human_resources', [
    ['劳动监察科', 'Labour Inspection Section'],
    ['社会保险科', 'Social Insurance Section'],
  ]),
  dept('medical', '医疗保障局', 'Medical Insurance Bureau', 'medical_insurance', [
    ['待遇科', 'Benefits Section'],
  ]),
  dept('civil', '民政局', 'Civil Affairs Bureau', 'civil_affairs', [
    ['养老服务科', 'Elderly Care Section'],
    ['社会救助科', 'Social Aid Section'],
  ]),
  dept('health', '卫生健康局', 'Health Bureau', 'health', [['医政科', 'Hospitals Section']]),
  dept('education', '教育局', 'Education Bureau', 'education', [
    ['基础教育科', 'Schools Section'],
    ['校外培训科', 'Training Section'],
  ]),
  dept('culture', '文化体育和旅游局', 'Culture and Sports Bureau', 'culture;sports', [
    ['公共服务科', 'Public Service Section'],
  ]),
  dept('justice', '司法局', 'Justice Bureau', 'justice', [['调解科', 'Mediation Section']]),
  dept('petition', '信访局', 'Petitions Office', 'petition', [['接访科', 'Reception Section']]),
  dept('veterans', '退役军人事务局', 'Veterans Bureau', 'veterans', [['优抚科', 'Benefits Section']]),
  dept('commerce', '商务局', 'Commerce Bureau', 'commerce', [['市场秩序科', 'Market Order Section']]),
  dept('agriculture', '农业农村和水利局', 'Agriculture and Water Bureau', 'agriculture', [
    ['河湖科', 'Rivers Section'],
  ]),
  dept('discipline', '纪委监委机关', 'Discipline Commission', 'discipline', [['信访室', 'Reports Office']]),
  dept('service', '数据和政务服务局', 'Government Services Bureau', 'data', [
    ['政务公开科', 'Disclosure Section'],
  ]),
  dept('party', '党委社会工作部', 'Social Work Department', 'party_building;volunteering', [
    ['志愿服务科', 'Volunteering Section'],
  ]),
  {
    ...dept('fund', '住房公积金管理中心', 'Housing Fund Centre', 'housing_fund', [
      ['提取科', 'Withdrawals Section'],
    ]),
    inDistricts: false,
  },
  {
    ...dept('water', '自来水公司', 'Water Company', 'water', [['抢修所', 'Repairs']]),
    kind: 'utility',
    inDistricts: false,
  },
  {
    ...dept('power', '供电公司', 'Power Company', 'power', [['抢修班', 'Repairs']]),
    kind: 'utility',
    inDistricts: false,
  },
  {
    ...dept('gas', '燃气公司', 'Gas Company', 'gas', [['抢险所', 'Repairs']]),
    kind: 'utility',
    inDistricts: false,
  },
  {
    ...dept('heating', '热力公司', 'Heating Company', 'heating', [['运行科', 'Operations']]),
    kind: 'utility',
    inDistricts: false,
  },
  {
    ...dept('telecom', '通信管理处', 'Telecommunications Office', 'telecom', [['线路科', 'Lines Section']]),
    inDistricts: false,
  },
]

function dept(
  id: string,
  name: string,
  en: string,
  functions: string,
  sections: Department['sections'],
): Department {
  return { id, name, en, functions: functions.split(';'), sections }
}

const STREET_SECTIONS: readonly (readonly [id: string, zh: string, en: string])[] = [
  ['office', '党政办公室', 'General Office'],
  ['governance', '基层治理办公室', 'Governance Office'],
  ['urban', '城市管理办公室', 'Urban Management Office'],
  ['safety', '平安建设和应急办公室', 'Safety Office'],
  ['welfare', '民生服务办公室', 'Welfare Office'],
  ['party', '党建工作办公室', 'Party Building Office'],
  ['enforcement', '综合行政执法队', 'Enforcement Team'],
  ['hall', '便民服务中心', 'Service Hall'],
]

/** All organisations, those above before those below. */
export function makeOffices(city: Place): Office[] {
  const districts = city.children
  return [
    ...cityOffices(city),
    ...districts.flatMap((district, index) => districtOffices(district, `d${index + 1}`)),
    ...placesOfLevel(city, 9).flatMap((street, index) => streetOffices(street, index, districts)),
    ...systemsOffice(city),
  ]
}

/** Keeps accounts and packs; no matter is its own. */
function systemsOffice({ code, name: [zh, en] }: Place): Office[] {
  const name = { name: `${zh}政务信息中心`, en: `${en} Systems Office` }
  return [
    {
      ...{ id: 'city-systems', ...name, kind: 'centre', parent: 'city', territory: code },
      ...{ duties: ['administration'], functions: [] },
    },
  ]
}

function cityOffices(city: Place): Office[] {
  const at = (id: string, name: string, en: string, more: Partial<Office> = {}): Office => ({
    id,
    name: city.name[0] + name,
    en: `${city.name[1]} ${en}`,
    kind: 'centre',
    parent: 'city',
    territory: city.code,
    duties: [],
    functions: [],
    ...more,
  })
  return [
    at('city', '人民政府', 'Government', { kind: 'government', parent: '', duties: ['coordination'] }),
    at('city-inspection', '政府督查室', 'Inspection Office', { kind: 'department', duties: ['supervision'] }),
    at('hotline', '12345热线服务中心', '12345 Hotline Centre', {
      duties: ['triage', 'callback', 'review', 'arbitration'],
    }),
    at('hotline-desk', '12345热线受理科', '12345 Hotline Desk', { kind: 'section', parent: 'hotline' }),
    at('hotline-review', '12345热线回访审核科', '12345 Hotline Review', {
      kind: 'section',
      parent: 'hotline',
    }),
    ...DEPARTMENTS.flatMap((each) => departmentOffices(each, 'city', city, each.sections)),
  ]
}

function districtOffices(district: Place, id: string): Office[] {
  const [name, en] = district.name
  const shared = { kind: 'centre', parent: id, territory: district.code, duties: [], functions: [] }
  return [
    { ...shared, id, name: `${name}人民政府`, en: `${en} Government`, kind: 'government', parent: 'city' },
    {
      ...shared,
      id: `${id}-command`,
      name: `${name}基层治理指挥中心`,
      en: `${en} Governance Centre`,
      duties: ['coordination', 'supervision'],
    },
    ...DEPARTMENTS.filter((each) => each.inDistricts !== false).flatMap((each) =>
      departmentOffices(each, id, district, each.sections.slice(0, 2)),
    ),
  ]
}

function departmentOffices(
  department: Department,
  owner: string,
  place: Place,
  sections: Department['sections'],
): Office[] {
  const id = `${owner}-${department.id}`
  const name = place.name[0] + department.name
  const en = `${place.name[1]} ${department.en}`
  const shared = { territory: place.code, duties: [] }
  return [
    {
      ...shared,
      id,
      name,
      en,
      kind: department.kind ?? 'department',
      parent: owner,
      functions: department.functions,
    },
    ...sections.map(
      ([zh, english], index): Office => ({
        ...shared,
        id: `${id}-${index + 1}`,
        name: name + zh,
        en: `${en} ${english}`,
        kind: 'section',
        parent: id,
        functions: [],
      }),
    ),
  ]
}

function streetOffices(street: Place, index: number, districts: readonly Place[]): Office[] {
  const id = `s${index + 1}`
  const owner = districts.findIndex((district) => street.code.startsWith(district.code)) + 1
  const shared = { territory: street.code, duties: [], functions: [] }
  const [name, en] = street.name
  return [
    { ...shared, id, name: `${name}办事处`, en: `${en} Office`, kind: 'street', parent: `d${owner}` },
    ...STREET_SECTIONS.map(
      ([key, zh, english]): Office => ({
        ...shared,
        id: `${id}-${key}`,
        name: name + zh,
        en: `${en} ${english}`,
        kind: 'section',
        parent: id,
      }),
    ),
    ...street.children.flatMap((community) => communityOffices(community, id)),
  ]
}

function communityOffices(community: Place, streetId: string): Office[] {
  const id = `c${community.code}`
  const [name, en] = community.name
  return [
    {
      id,
      name,
      en,
      kind: 'community',
      parent: streetId,
      territory: community.code,
      duties: [],
      functions: [],
    },
    ...community.children.map(
      (grid): Office => ({
        id: `g${grid.code}`,
        name: `${grid.name[0]}队伍`,
        en: `${grid.name[1]} Team`,
        kind: 'grid_team',
        parent: id,
        territory: grid.code,
        duties: [],
        functions: [],
      }),
    ),
  ]
}

/** The table; telephone numbers begin with an area code that no place has. */
export function officesCsv(city: Place, offices: readonly Office[]): string {
  const communities = placesOfLevel(city, 12)
  return csvOf(
    HEADER,
    offices.map((each, index): Cell[] => {
      const phone =
        each.kind === 'section' || each.kind === 'grid_team' ? '' : `0000-${String(6000001 + index * 13)}`
      const { id, name, en, kind, parent, territory, duties, functions } = each
      const seat = kind === 'section' || kind === 'grid_team' ? NOWHERE : seatOf(communities, each, index)
      return [id, name, en, kind, parent, territory, duties, functions, phone, ...seat]
    }),
  )
}

const NOWHERE: Cell[] = ['', '', '']

/** An office stands in the middle of a grid of a community that it serves. */
function seatOf(communities: readonly Place[], { territory }: Office, index: number): Cell[] {
  const served = communities.filter(({ code }) => code.startsWith(territory))
  const community = served[(index * 7) % served.length]
  const grid = community?.children[index % community.children.length]
  if (!community || !grid) return NOWHERE
  return [`${community.stem[0]}路 ${(index % 40) + 1} 号`, ...middleOf(grid.block)]
}
