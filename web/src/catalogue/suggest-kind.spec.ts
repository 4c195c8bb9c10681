import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { suggestKinds } from './suggest-kind.ts'

const kinds = [
  { id: 'light', loop: 'request', words: ['路灯', '灯不亮'] },
  { id: 'noise', loop: 'request', words: ['噪音', '夜市'] },
  { id: 'city', loop: null, words: ['路'] },
  { id: 'road', loop: 'request', words: ['路'] },
]

describe('suggesting a kind', () => {
  it('names the words that led to it', () => {
    assert.deepEqual(suggestKinds('门口路灯不亮', kinds)[0], { kind: 'light', because: ['路灯', '灯不亮'] })
  })

  it('puts the longer word first', () => {
    assert.deepEqual(
      suggestKinds('门口路灯坏了', kinds).map((s) => s.kind),
      ['light', 'road'],
    )
  })

  it('never suggests a group that no loop carries', () => {
    assert.ok(!suggestKinds('路', kinds).some((s) => s.kind === 'city'))
  })

  it('says nothing where no word fits', () => {
    assert.deepEqual(suggestKinds('你好', kinds), [])
  })
})
