import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { errors } from '@huying/core/kernel/errors.ts'
import { problemOf } from './reply.ts'

describe('the error catalogue', () => {
  for (const locale of ['zh', 'en']) {
    it(`has a sentence and a next step in ${locale} for every code, and for no other`, () => {
      const url = new URL(`../../contract/messages/errors.${locale}.json`, import.meta.url)
      const messages = JSON.parse(readFileSync(url, 'utf8')) as Record<
        string,
        { title: string; next: string }
      >
      assert.deepEqual(Object.keys(messages).sort(), Object.keys(errors).sort())
      for (const [code, { title, next }] of Object.entries(messages)) assert.ok(title && next, code)
    })
  }

  it('fills the sentence with the parameters of the refusal', () => {
    const problem = problemOf({ code: 'kind.unknown', params: { kind: 'x.y' } }, 'en', 'r1')
    assert.equal(problem.title, 'There is no kind of matter “x.y”')
    assert.equal(problem.status, 422)
  })
})

describe('a field that breaks a rule of its form', () => {
  const wrong = (rule: string, params: object = {}) => ({
    code: 'form.invalid' as const,
    errors: [{ path: '/form/text', rule, params }],
  })
  const said = (failure: ReturnType<typeof wrong>, locale: 'zh' | 'en') =>
    problemOf(failure, locale, 'r1').errors?.[0]?.message

  it('is told so in the reader’s language, with the limit', () => {
    assert.equal(said(wrong('maxLength', { limit: 200 }), 'zh'), '最多 200 个字')
    assert.equal(said(wrong('maxLength', { limit: 200 }), 'en'), 'At most 200 characters')
  })

  it('is never told in the words of a validator, even where the rule has none of its own', () => {
    assert.equal(said(wrong('format.ipv6'), 'zh'), '填写的内容不合要求')
    assert.equal(said(wrong('multipleOf'), 'en'), 'This is not what the field takes')
  })
})
