/**
 * 全部字段 — the demo city with one step and one kind more, whose forms have a field of every type that a pack may have.
 */
import { type CityCopy, copyCity } from './city-copy.ts'

const titles = (...values: [value: string, zh: string, en: string][]) => ({
  enum: values.map(([value]) => value),
  'x-titles': Object.fromEntries(values.map(([value, zh, en]) => [value, { zh, en }])),
})

const FEW = titles(['north', '北侧', 'north'], ['south', '南侧', 'south'], ['both', '两侧', 'both'])
const MANY = titles(
  ...['砖', '混凝土', '木', '钢', '玻璃', '铝', '石', '塑料'].map((name, n): [string, string, string] => [
    `m${n}`,
    `${name}质`,
    `material ${n}`,
  ]),
)
const HARM = titles(['dark', '照明不足', 'dark'], ['wet', '湿滑', 'wet'], ['loud', '扰民', 'loud'])

/** In the order of the screen. */
const FIELDS = {
  headline: { type: 'string', title: { zh: '现场概况', en: 'Overview' }, minLength: 4, maxLength: 40 },
  story: { type: 'string', 'x-text': true, title: { zh: '详细经过', en: 'Story' }, maxLength: 4000 },
  width: { type: 'number', minimum: 0.5, maximum: 12.5, title: { zh: '路面宽度', en: 'Width' } },
  lamps: { type: 'integer', minimum: 1, maximum: 500, title: { zh: '损坏数量', en: 'Lamps' } },
  danger: { type: 'boolean', title: { zh: '有无危险', en: 'Dangerous' } },
  side: { type: 'string', ...FEW, default: 'south', title: { zh: '哪一侧', en: 'Side' } },
  material: { type: 'string', ...MANY, title: { zh: '材质', en: 'Material' } },
  harms: {
    ...{ type: 'array', uniqueItems: true, minItems: 1, maxItems: 2 },
    ...{ items: { type: 'string', enum: HARM.enum }, 'x-titles': HARM['x-titles'] },
    title: { zh: '影响', en: 'Harm' },
  },
  planned: { type: 'string', format: 'date', title: { zh: '计划日期', en: 'Planned on' } },
  visit: { type: 'string', format: 'date-time', title: { zh: '勘查时刻', en: 'Visited at' } },
  unit: { type: 'string', 'x-ref': 'organisation', title: { zh: '养护单位', en: 'Keeper' } },
  subject: { type: 'string', 'x-ref': 'kind', title: { zh: '涉及事项', en: 'Subject' } },
  area: { type: 'string', 'x-ref': 'territory', title: { zh: '涉及辖区', en: 'Area' } },
  earlier: { type: 'string', 'x-ref': 'matter', title: { zh: '先前事项', en: 'Earlier matter' } },
  labels: { type: 'array', items: { type: 'string' }, maxItems: 5, title: { zh: '标签', en: 'Labels' } },
  files: {
    ...{ type: 'array', items: { type: 'string' }, 'x-ref': 'attachment', maxItems: 2, uniqueItems: true },
    title: { zh: '勘查材料', en: 'Papers' },
    'x-purpose': { zh: '供审核时核对', en: 'For the reviewer to compare' },
  },
}
const INNER = { colleague: { type: 'string', 'x-ref': 'inner', title: { zh: '内部经手', en: 'Handled by' } } }

const required = ['headline', 'width', 'lamps', 'danger', 'harms', 'visit']
const forms = [
  { id: 'survey', title: { zh: '勘查', en: 'Survey' }, required, properties: { ...FIELDS, ...INNER } },
  { id: 'survey_report', title: { zh: '勘查', en: 'Survey' }, required, properties: FIELDS },
]
const survey = {
  title: { zh: '现场勘查', en: 'Survey' },
  ...{ by: ['lead', 'duty:triage'], from: 'open', form: 'survey', undo: false },
}
const kind = {
  ...{ id: 'environment.survey', parentId: 'environment', form: 'survey_report' },
  ...{ title: { zh: '设施勘查', en: 'Survey of facilities' }, words: ['设施勘查'] },
}

export async function everyFieldPack(): Promise<CityCopy> {
  // JSON is YAML.
  const lines = (values: readonly object[]) => values.map((each) => `- ${JSON.stringify(each)}\n`).join('')
  return copyCity({
    'base/forms/loops.yaml': (text) => text + lines(forms),
    'base/actions/common.yaml': (text) => `${text}  survey: ${JSON.stringify(survey)}\n`,
    'base/kinds.yaml': (text) => text + lines([kind]),
  })
}
