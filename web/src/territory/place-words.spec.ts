import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { narrow, said, shortPath } from './place-words.ts'

describe('a place in words', () => {
  it('leaves out a name that the next one begins with', () => {
    assert.deepEqual(said(['望澜街道', '桥头社区', '桥头社区第5网格']), ['望澜街道', '桥头社区第5网格'])
    assert.equal(narrow(['望澜街道', '桥头社区', '桥头社区第5网格']), '桥头社区第5网格')
    assert.equal(narrow(['望澜街道', '桥头社区']), '望澜街道 桥头社区')
    assert.equal(shortPath('望澜街道 桥头社区 桥头社区第5网格'), '望澜街道 桥头社区第5网格')
  })

  it('parts English names by commas and keeps as many as asked for', () => {
    assert.equal(shortPath('Wanglan Street, Qiaotou, Qiaotou Grid 5', 2), 'Qiaotou Grid 5')
    assert.equal(shortPath('Wanglan Street, Qiaotou', 1), 'Qiaotou')
  })

  it('always says the narrowest name, and never makes one up', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 }), { minLength: 1 }), (names) => {
        const kept = said(names)
        assert.equal(kept.at(-1), names.at(-1))
        assert.ok(kept.every((name) => names.includes(name)))
      }),
    )
  })
})
