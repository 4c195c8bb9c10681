/** 检查结果的句子 — every problem is a whole sentence in both languages, with its blanks filled. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import en from '@huying/contract/messages/pack.en.json' with { type: 'json' }
import zh from '@huying/contract/messages/pack.zh.json' with { type: 'json' }
import { calendarProblemCodes } from '@huying/core/kernel/calendar/check.ts'
import { conditionProblemCodes } from '@huying/core/kernel/condition/check.ts'
import { breakPack } from '@huying/core/pack/break.fixture.ts'
import { BROKEN_LISTS } from '@huying/core/pack/broken-lists.fixture.ts'
import { BROKEN_LOOPS } from '@huying/core/pack/broken-loops.fixture.ts'
import { BURDEN_RULES } from '@huying/core/pack/burden.ts'
import { checkPack } from '@huying/core/pack/check/check.ts'
import { soundPack } from '@huying/core/pack/pack.fixture.ts'
import { findingCodes } from '@huying/core/territory/finding.ts'
import { renderFinding, sentenceOf } from './render.ts'

describe('a finding', () => {
  it('is one line: file, line, sentence', () => {
    const finding = {
      code: 'relation.unknown',
      severity: 'error',
      file: 'town/a.yaml',
      line: 3,
      params: { relation: 'boss' },
    } as const
    assert.equal(renderFinding(finding, 'zh'), 'town/a.yaml:3  没有“boss”这种关系')
    assert.equal(renderFinding(finding, 'en'), 'town/a.yaml:3  There is no relation “boss”')
  })

  for (const broken of [...BROKEN_LOOPS, ...BROKEN_LISTS]) {
    it(`has its words and blanks filled: ${broken.what}`, () => {
      const problems = checkPack(breakPack(soundPack(), broken), { on: '2026-03-02' })
      for (const problem of problems) {
        for (const locale of ['zh', 'en'] as const) {
          const sentence = sentenceOf(problem, locale)
          assert.notEqual(sentence, problem.code)
          assert.doesNotMatch(sentence.replace('{number}', ''), /\{\w+\}/)
        }
      }
    })
  }
})

it('codes that other words give have sentences too', () => {
  const ofTerritories = findingCodes
    .filter((code) => !/^(file|row|feature)\./.test(code))
    .map((code) => `territory.${code}`)
  const codes = [...conditionProblemCodes, ...calendarProblemCodes, ...BURDEN_RULES, ...ofTerritories]
  for (const code of codes) {
    assert.ok(Object.hasOwn(zh, code), `${code} in Chinese`)
    assert.ok(Object.hasOwn(en, code), `${code} in English`)
  }
})
