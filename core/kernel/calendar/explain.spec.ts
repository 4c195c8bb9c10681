/** 期限说明 — what a resident and an auditor read. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { deadline } from './deadline.ts'
import { type Messages, renderExplanation } from './explain.ts'
import { deadlineWithPauses } from './pause.ts'
import { remaining } from './remaining.ts'
import { china, shanghai } from './testing/china.ts'
import type { Limit, Step, StepCode } from './types.ts'

const read = (locale: string): Messages =>
  JSON.parse(
    readFileSync(new URL(`../../../contract/messages/explain.${locale}.json`, import.meta.url), 'utf8'),
  )
const zh = read('zh')
const en = read('en')

const inChinese = (steps: readonly Step[]) => renderExplanation(steps, zh, 'zh', 'Asia/Shanghai')
const inEnglish = (steps: readonly Step[]) => renderExplanation(steps, en, 'en', 'Asia/Shanghai')
const fiveDays: Limit = { amount: 5, unit: 'working_day' }

describe('the explanation of a deadline', () => {
  const { explanation } = deadline(china, shanghai('2025-09-26 10:00'), fiveDays)

  it('reads as sentences in Chinese', () => {
    assert.deepEqual(inChinese(explanation), [
      '自2025年9月26日（周五）10:00起计时，限5个工作日',
      '9月26日（周五）为起始日，不计入',
      '9月27日为周末，不计',
      '9月28日（周日）为国庆节调休上班日，计入',
      '10月1日至8日国庆节、中秋节放假，不计',
      '2025年10月10日（周五）17:30到期',
    ])
  })

  it('reads as sentences in English', () => {
    assert.deepEqual(inEnglish(explanation), [
      'Counting starts on Fri 26 September 2025, 10:00; the limit is 5 working days',
      'Fri 26 September is the start day and does not count',
      '27 September: weekend, does not count',
      'Sun 28 September is worked to make up for National Day and counts',
      '1 to 8 October: closed for National Day and Mid-Autumn Festival, does not count',
      'Due on Fri 10 October 2025, 17:30',
    ])
  })

  it('names the end of a day 24:00', () => {
    const { explanation: steps } = deadline(china, shanghai('2025-10-09 10:00'), {
      amount: 1,
      unit: 'working_day',
      end: 'midnight',
    })
    assert.equal(inChinese(steps).at(-1), '2025年10月10日（周五）24:00到期')
  })

  it('shows a range over two months with both', () => {
    const { explanation: steps } = deadline(china, shanghai('2025-01-27 10:00'), fiveDays)
    assert.ok(inChinese(steps).includes('1月28日至2月4日春节放假，不计'))
    assert.ok(
      inEnglish(steps).includes('28 January to 4 February: closed for Spring Festival, does not count'),
    )
  })

  it('says of an unpublished year that it is provisional', () => {
    const { explanation: steps } = deadline(china, shanghai('2026-12-31 10:00'), fiveDays)
    assert.equal(inChinese(steps).at(-1), '2027年放假安排尚未公布，以上为暂定，公布后重新计算')
  })

  it('says what a pause did and that its cap was reached', () => {
    const { explanation: steps } = deadlineWithPauses(
      china,
      shanghai('2026-03-02 10:00'),
      fiveDays,
      [
        {
          from: shanghai('2026-03-03 09:00'),
          to: shanghai('2026-03-30 09:00'),
          reason: { zh: '等待专业鉴定', en: 'Waiting for an expert opinion' },
          capLimit: { amount: 2, unit: 'working_day' },
        },
      ],
      shanghai('2026-03-30 09:00'),
    )
    assert.ok(
      inChinese(steps).includes(
        '等待专业鉴定：自2026年3月3日（周二）09:00起暂停计时，最多到2026年3月5日（周四）17:30，顺延22小时工作时间',
      ),
      inChinese(steps).join('\n'),
    )
  })
})

describe('the time that is left', () => {
  const dueAt = shanghai('2025-10-09 10:30')

  it('is told in the time the limit counts', () => {
    const step = remaining(china, shanghai('2025-09-30 17:00'), dueAt, { amount: 3, unit: 'working_hour' })
    assert.deepEqual(inChinese([step]), ['还有2小时30分钟工作时间'])
  })

  it('is told in clock time for limits in hours', () => {
    const step = remaining(china, shanghai('2025-10-09 08:30'), dueAt, { amount: 24, unit: 'hour' })
    assert.deepEqual(inEnglish([step]), ['2 h left'])
  })

  it('is told as overdue once it has run out', () => {
    const step = remaining(china, shanghai('2025-10-09 10:45'), dueAt, { amount: 3, unit: 'working_hour' })
    assert.deepEqual(inChinese([step]), ['已超期15分钟工作时间'])
  })
})

describe('the message files', () => {
  const codes: Record<StepCode, true> = {
    start: true,
    given: true,
    start_day_excluded: true,
    start_day_included: true,
    outside_hours: true,
    weekend_skipped: true,
    weekends_skipped: true,
    holiday_skipped: true,
    make_up_day: true,
    half_day: true,
    rolled_forward: true,
    rolled_to_opening: true,
    paused: true,
    pause_after_due: true,
    due: true,
    provisional_year: true,
    remaining: true,
    overdue: true,
    extended: true,
  }
  for (const [locale, messages] of Object.entries({ zh, en })) {
    it(`have a sentence for every step in ${locale}`, () => {
      assert.deepEqual(
        Object.keys(codes).filter((code) => !Object.hasOwn(messages, code)),
        [],
      )
    })
  }
})
