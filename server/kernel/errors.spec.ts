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
