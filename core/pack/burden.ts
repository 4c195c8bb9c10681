/**
 * 减负护栏 — refuses what central rules forbid to put on the grassroots: ranking staff by points, check-in, usage-rate
 * indicators, compulsory photos or tracks, and asking again for what is already held (填一次). Sources:
 * 国办函〔2026〕12号; 中共中央办公厅、国务院办公厅 2023 年防治“指尖上的形式主义”意见. A pack may record a
 * legal basis with an expiry date instead.
 *
 * Kinds of matter and duty lists are not looked at: what residents complain about may well be a check-in.
 */
import type { Field, Form } from '../catalogue/types.ts'
import type { LocalDate } from '../kernel/instant.ts'
import type { Words } from '../kernel/words.ts'
import { type Path, type Report, type Where, where } from './problem.ts'
import type { Exemption } from './schema.ts'
import type { PackData } from './types.ts'

export const BURDEN_RULES = [
  'burden.staff_ranking',
  'burden.staff_check_in',
  'burden.usage_rate',
  'burden.photo_required',
  'burden.track',
  'burden.asked_again',
  'burden.no_purpose',
] as const
export type BurdenRule = (typeof BURDEN_RULES)[number]

/** What people would be made to do, as its id and its words say. */
type Declared = { readonly id: string; readonly title: Words; readonly at: Where }

type Refused = { readonly rule: BurdenRule; readonly where: string; readonly at: Where }

const CHECK_IN = /打卡|签到|考勤|clock[ _-]?in|check[ _-]?in\b|punch[ _-]?card|attendance/i
const RANKING =
  /积分(排名|排行|榜)|(干部|员工|网格员|社工|工作人员).{0,6}(排名|排行)|(staff|worker).{0,12}(rank|leaderboard)|leaderboard/i
const USAGE =
  /使用率|活跃(度|率|用户)|登录(率|次数|时长)|在线时长|下载量|安装率|关注量|点击量|浏览量|usage[ _-]?rate|log[ _-]?ins?\b|active[ _-]users|page[ _-]?views/i
const PHOTO = /照片|图片|拍照|影像|视频|截图|photo|picture|image|screenshot|video/i
const TRACK = /轨迹|定位|里程|步数|\bgps\b|\btrack(s|ing)?\b|trajectory|mileage|geolocation/i

/** Fields that ask what a report already said, by id or words; the first two are known even before it is made. */
const HELD_ALWAYS =
  /^(reporter_)?(phone|mobile|tel|name)$|^(诉求人|来电人|反映人|许愿人)?(的)?(联系电话|手机号码?|电话号码?|姓名)$/
const HELD_BY_MATTER =
  /^(reported_at|accepted_at|report_time|address|place|location|kind|category)$|^(诉求|反映|受理|来电)(时间|地址|地点)$|^(事发)?(地址|地点)$|^(事项|诉求)?(类别|分类)$/
const PERSONAL =
  /^(name|phone|mobile|tel|id_number|birth(day)?|home_address)$|^(您的|联系人|诉求人|居民|本人)?的?(姓名|身份证号?码?|手机号码?|联系电话|电话号?码?|出生日期|家庭住址|住址)$/

/** Reports what the guard refuses, unless an exemption holds on that day; and exemptions that have run out or fit nothing. */
export function checkBurden(data: PackData, on: LocalDate, report: Report): void {
  const used = new Set<Exemption>()
  for (const { rule, where: what, at } of refusedIn(data)) {
    const exemption = data.exemptions.find((each) => each.rule === rule && each.where === what)
    if (exemption) used.add(exemption)
    if (exemption && on <= exemption.expiresOn) continue
    if (exemption)
      report('error', 'burden.expired', exemptionAt(exemption), {
        rule,
        what,
        expiresOn: exemption.expiresOn,
      })
    report('error', rule, at, { what })
  }
  for (const exemption of data.exemptions) {
    const { rule, where: what } = exemption
    if (!(BURDEN_RULES as readonly string[]).includes(rule))
      report('error', 'burden.rule_unknown', exemptionAt(exemption), { rule, what })
    else if (!used.has(exemption))
      report('warning', 'burden.exemption_unused', exemptionAt(exemption), { rule, what })
  }
}

function exemptionAt({ rule, where: what }: Exemption): Where {
  return where('exemptions', `${rule}@${what}`, 'rule')
}

function refusedIn(data: PackData): Refused[] {
  const opening = new Set([
    ...data.loops.map((loop) => loop.opens.form),
    ...data.kinds.map((kind) => kind.form),
  ])
  return [
    ...declarations(data).flatMap(refuseDeclared),
    ...data.forms.flatMap((form) =>
      Object.entries(form.properties).flatMap(([name, field]) =>
        refuseField(form, name, field, opening.has(form.id)),
      ),
    ),
  ]
}

/** Everything of a pack that makes people do something, or counts what they do. */
function declarations({ loops, actionFiles, forms }: PackData): Declared[] {
  const actionsOf = (list: 'loops' | 'actions', { id, actions }: (typeof actionFiles)[number]): Declared[] =>
    Object.entries(actions).flatMap(([name, action]) => [
      { id: name, title: action.title, at: where(list, id, 'actions', name) },
      ...(action.does ?? []).flatMap((effect, index) =>
        effect.do === 'count'
          ? [{ id: effect.what, title: action.title, at: where(list, id, 'actions', name, 'does', index) }]
          : [],
      ),
    ])
  return [
    ...loops.map((loop) => ({ id: loop.id, title: loop.title, at: where('loops', loop.id, 'id') })),
    ...loops.flatMap((loop) => actionsOf('loops', loop)),
    ...actionFiles.flatMap((file) => actionsOf('actions', file)),
    ...forms.map((form) => ({ id: form.id, title: form.title, at: where('forms', form.id, 'id') })),
  ]
}

function refuseDeclared({ id, title, at }: Declared): Refused[] {
  return refuse(at, nameOf(at), [
    ['burden.staff_check_in', says(CHECK_IN, id, title)],
    ['burden.staff_ranking', says(RANKING, id, title)],
    ['burden.usage_rate', says(USAGE, id, title)],
  ])
}

function refuseField(form: Form, name: string, field: Field, opens: boolean): Refused[] {
  const path: Path = ['properties', name]
  const title = field.title
  const compulsory = form.required?.includes(name) === true || (field.minItems ?? 0) > 0
  const isHeld = isMeant(HELD_ALWAYS, name, title) || (!opens && isMeant(HELD_BY_MATTER, name, title))
  const isPersonal = field['x-personal'] === true || isMeant(PERSONAL, name, title)
  return refuse(where('forms', form.id, ...path), `forms/${form.id}/${name}`, [
    ['burden.staff_check_in', says(CHECK_IN, name, title)],
    ['burden.staff_ranking', says(RANKING, name, title)],
    ['burden.usage_rate', says(USAGE, name, title)],
    ['burden.photo_required', compulsory && says(PHOTO, name, title)],
    ['burden.track', says(TRACK, name, title)],
    ['burden.asked_again', field['x-held'] !== undefined || (isHeld && field['x-ref'] === undefined)],
    ['burden.no_purpose', isPersonal && field['x-purpose'] === undefined],
  ])
}

function refuse(at: Where, what: string, rules: readonly (readonly [BurdenRule, boolean])[]): Refused[] {
  return rules.flatMap(([rule, broken]) => (broken ? [{ rule, where: what, at }] : []))
}

/** How an exemption names it: `loops/patrol/actions/check_in`, `forms/visit`. */
function nameOf({ list, key, path }: Where): string {
  return [list, key, ...path.filter((step) => step !== 'id')].join('/')
}

function says(words: RegExp, id: string, title: Words): boolean {
  return words.test(id) || words.test(title.zh) || words.test(title.en ?? '')
}

function isMeant(meaning: RegExp, id: string, title: Words): boolean {
  return meaning.test(id) || meaning.test(title.zh)
}
