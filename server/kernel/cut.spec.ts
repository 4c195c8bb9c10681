/** 分词 — what texts are found by and what a search asks for. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { highlight, keywordsOf, termsOf, wordsOf } from './cut.ts'

const words = (query: string) => termsOf(query).map(({ word }) => word)

describe('a text', () => {
  it('is found by every word in it, wherever others would end it', () => {
    const found = wordsOf('路灯不亮')
    for (const word of ['路灯', '灯', '亮']) assert.ok(found.has(word), word)
  })

  it('is found the same in full-width forms and capitals', () => {
    assert.deepEqual(wordsOf('５Ｇ ＷｉＦｉ'), wordsOf('5g wifi'))
  })

  it('is found by no punctuation, emoji or operator of a query', () => {
    assert.deepEqual([...wordsOf("，。「」！… 😀 &|!:*<->() ' \\ %")], [])
  })

  it('is found by whatever single word or character is asked of it', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[路灯不亮电梯坏了小区门口3号楼abc ，]{1,30}$/), (text) => {
        const found = wordsOf(text)
        return termsOf(text).every(
          ({ word, prefix }) =>
            found.has(word) || (prefix && [...found].some((each) => each.startsWith(word))),
        )
      }),
    )
  })
})

describe('a search', () => {
  it('asks for each of its words, the last of which may go on where it is of letters', () => {
    assert.deepEqual(words('电梯 wifi'), ['电梯', 'wifi'])
    assert.deepEqual(
      termsOf('路灯 wif').map(({ prefix }) => prefix),
      [false, true],
    )
    assert.equal(termsOf('wif ').at(-1)?.prefix, false)
  })

  it('leaves out what is in every text, unless that is all there is', () => {
    assert.deepEqual(words('路灯的问题'), ['路灯', '问题'])
    assert.deepEqual(words('的'), ['的'])
  })

  it('of nothing but marks asks for nothing', () => {
    assert.deepEqual(termsOf("'&|!:*<->() 😀"), [])
  })
})

describe('a highlighted text', () => {
  it('is the text, in pieces', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        fc.string({ maxLength: 3 }),
        (text, word) => {
          const joined = highlight(text, [word], 1_000)
            .map((piece) => piece.text)
            .join('')
          return joined === text.replace(/\s+/gu, ' ').trim()
        },
      ),
    )
  })

  it('marks what is the same but for width and case', () => {
    assert.deepEqual(highlight('家里ＷｉＦｉ断了', ['wifi']), [
      { text: '家里', hit: false },
      { text: 'ＷｉＦｉ', hit: true },
      { text: '断了', hit: false },
    ])
  })

  it('of a long text begins shortly before the first hit', () => {
    const pieces = highlight(`${'很'.repeat(200)}路灯${'亮'.repeat(200)}`, ['路灯'])
    assert.ok(pieces[0]?.text.startsWith('…') && Array.from(pieces[0].text).length < 30)
    assert.ok(pieces.some(({ text, hit }) => hit && text === '路灯'))
  })
})

describe('keywords', () => {
  it('are the rare words before the common ones', () => {
    const found = keywordsOf('晚上路灯一片漆黑，希望解决', 3).map(({ word }) => word)
    assert.ok(found.includes('路灯'))
    assert.ok(!found.includes('希望'))
  })
})
