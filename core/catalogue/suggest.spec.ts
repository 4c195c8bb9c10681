import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { dangersIn, type Like, suggestKinds } from './suggest.ts'

const kinds = [
  { id: 'light', loop: 'request', words: ['路灯', '灯不亮'] },
  { id: 'noise', loop: 'request', words: ['噪音', '夜市'] },
  { id: 'city', loop: null, words: ['路'] },
  { id: 'road', loop: 'request', words: ['路', '路面'] },
]
const ids = (text: string, past: readonly Like[] = []) =>
  suggestKinds(text, kinds, past).map((one) => one.kind)

describe('suggesting a kind', () => {
  it('names the words that led to it, the most telling first', () => {
    assert.deepEqual(suggestKinds('门口路灯不亮', kinds)[0]?.because, ['灯不亮', '路灯'])
  })

  it('puts the longer word first, and says nothing of a word inside a longer one', () => {
    assert.deepEqual(ids('门口路灯坏了'), ['light', 'road'])
    assert.deepEqual(suggestKinds('路面坏了', kinds)[0]?.because, ['路面'])
  })

  it('never suggests a group that no loop carries', () => {
    assert.ok(!ids('路', [{ kind: 'city', likeness: 1 }]).includes('city'))
  })

  it('says nothing where no word fits and nothing is like it', () => {
    assert.deepEqual(ids('你好'), [])
    assert.deepEqual(ids('你好', [{ kind: 'noise', likeness: 0.01 }]), [])
  })

  it('follows like reports where no word fits, and is sure only where they are very like', () => {
    const past = (likeness: number): Like[] => Array.from({ length: 4 }, () => ({ kind: 'noise', likeness }))
    assert.deepEqual(suggestKinds('楼下吵', kinds, past(0.8))[0], {
      ...{ kind: 'noise', because: [], similar: 4, confidence: 'clear' },
    })
    assert.equal(suggestKinds('楼下吵', kinds, past(0.2))[0]?.confidence, 'likely')
  })

  it('is not sure where words and like reports lead apart', () => {
    const past: Like[] = [{ kind: 'noise', likeness: 0.9 }]
    assert.ok(suggestKinds('路灯', kinds, past).every(({ confidence }) => confidence !== 'clear'))
  })

  it('is the same for the same text, in order, within its limit, and never sure of two', () => {
    const like = fc.record({
      kind: fc.constantFrom('light', 'noise', 'city', 'road', 'gone'),
      likeness: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    const text = fc.oneof(
      fc.string(),
      fc.array(fc.constantFrom('路', '灯', '不', '亮', '面')).map((a) => a.join('')),
    )
    fc.assert(
      fc.property(text, fc.array(like), fc.integer({ min: 0, max: 5 }), (said, past, limit) => {
        const found = suggestKinds(said, kinds, past, limit)
        assert.deepEqual(found, suggestKinds(said, kinds, past, limit))
        assert.ok(found.length <= limit)
        assert.ok(found.filter(({ confidence }) => confidence === 'clear').length <= 1)
        for (const { because, similar } of found) assert.ok(because.length > 0 || similar > 0)
      }),
    )
  })
})

describe('words of danger', () => {
  it('are those that stand in the text', () => {
    assert.deepEqual(dangersIn('楼道里煤气味很大', ['漏气', '煤气味', '气']), ['煤气味'])
    assert.deepEqual(dangersIn('路灯不亮', ['漏气']), [])
  })
})
