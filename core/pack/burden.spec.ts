/** 减负护栏 — what may not be put on the grassroots, and what may. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Field } from '../catalogue/types.ts'
import { checkBurden } from './burden.ts'
import { soundPack } from './pack.fixture.ts'
import { collector } from './problem.ts'
import type { Exemption } from './schema.ts'
import type { PackData } from './types.ts'

const on = '2026-03-02'

function codesOf(pack: PackData, day = on): string[] {
  const { problems, report } = collector()
  checkBurden(pack, day, report)
  return problems.map((problem) => problem.code)
}

/** The sound pack with one more field in a form that staff fill in, or in the form of a report. */
function withField(
  name: string,
  field: Partial<Field>,
  options: { required?: boolean; opens?: boolean } = {},
): PackData {
  const pack = soundPack()
  const form = pack.forms[0]
  const loop = pack.loops[0]
  assert.ok(form && loop)
  form.properties[name] = { type: 'string', title: { zh: '字段' }, ...field }
  if (options.required) form.required = [...(form.required ?? []), name]
  if (options.opens) loop.opens.form = form.id
  return pack
}

describe('a form field', () => {
  const refused: [string, string, Partial<Field>, { required?: boolean; opens?: boolean }?][] = [
    ['burden.photo_required', 'site_photo', { title: { zh: '现场照片' } }, { required: true }],
    ['burden.photo_required', 'pictures', { type: 'array', minItems: 1, title: { zh: '附件' } }],
    ['burden.track', 'route', { title: { zh: '巡查轨迹' } }],
    ['burden.track', 'gps', {}],
    ['burden.staff_check_in', 'arrived', { title: { zh: '到岗签到' } }],
    ['burden.asked_again', 'reporter_phone', { 'x-purpose': { zh: '回访' } }],
    ['burden.asked_again', 'where', { title: { zh: '事发地点' } }],
    ['burden.asked_again', 'reported_at', {}],
    ['burden.asked_again', 'category', {}],
    ['burden.asked_again', 'area', { 'x-held': 'estate.area' }],
    ['burden.asked_again', 'phone', { 'x-purpose': { zh: '回访' } }, { opens: true }],
    ['burden.no_purpose', 'id_number', {}],
    ['burden.no_purpose', 'relative', { 'x-personal': true }],
  ]
  for (const [code, name, field, options] of refused) {
    it(`${field.title?.zh ?? name} is refused: ${code}`, () =>
      assert.deepEqual(codesOf(withField(name, field, options)), [code]))
  }

  const allowed: [string, string, Partial<Field>, { required?: boolean; opens?: boolean }?][] = [
    ['a photo that need not be taken', 'site_photo', { title: { zh: '现场照片' } }],
    ['signing for a matter, which is no check-in', 'signed', { title: { zh: '签收' } }],
    ['the address in the report itself', 'address', { title: { zh: '地址' } }, { opens: true }],
    [
      'choosing another kind, which decides something',
      'kind',
      { 'x-ref': 'kind', title: { zh: '事项分类' } },
    ],
    ['personal data with a purpose', 'relative', { 'x-personal': true, 'x-purpose': { zh: '联系监护人' } }],
    ['a wish published without names', 'card', { title: { zh: '公开的心愿（不写姓名住址）' } }],
  ]
  for (const [what, name, field, options] of allowed) {
    it(`may ask for ${what}`, () => assert.deepEqual(codesOf(withField(name, field, options)), []))
  }
})

describe('an action', () => {
  const titled = (zh: string, id = 'extra', counts?: string): PackData => {
    const pack = soundPack()
    const loop = pack.loops[0]
    assert.ok(loop)
    loop.actions[id] = {
      title: { zh },
      by: ['lead'],
      from: 'open',
      ...(counts ? { does: [{ do: 'count', what: counts }] } : {}),
    }
    return pack
  }
  it('of checking in is refused', () =>
    assert.deepEqual(codesOf(titled('网格员打卡')), ['burden.staff_check_in']))
  it('that ranks staff by points is refused', () =>
    assert.deepEqual(codesOf(titled('公布网格员排名')), ['burden.staff_ranking']))
  it('that counts log-ins is refused', () =>
    assert.deepEqual(codesOf(titled('看看', 'look', 'logins')), ['burden.usage_rate']))
  it('that counts returns is a rule of the loop', () =>
    assert.deepEqual(codesOf(titled('退单', 'back', 'returns')), []))
})

describe('an exemption', () => {
  const exempted = (expiresOn: string): PackData => {
    const exemption: Exemption = {
      rule: 'burden.track',
      where: 'forms/reply/gps',
      legalBasis: { zh: '某条例 §1' },
      expiresOn,
    }
    return { ...withField('gps', {}), exemptions: [exemption] }
  }
  it('with a legal basis lets a field through until its last day', () =>
    assert.deepEqual(codesOf(exempted(on)), []))
  it('that has run out protects nothing, and is named itself', () =>
    assert.deepEqual(codesOf(exempted('2026-03-01')), ['burden.expired', 'burden.track']))
})

it('what residents complain about is nobody’s burden', () => {
  const pack = soundPack()
  const kinds = [
    ...pack.kinds,
    { id: 'clock_in', title: { zh: '企业考勤打卡纠纷' }, loop: 'plain', profile: 'ordinary' },
  ]
  assert.deepEqual(codesOf({ ...pack, kinds }), [])
})
