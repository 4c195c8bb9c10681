import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { narrow, nearest, shortPath, whole } from './place-words.ts'

describe('a place in words', () => {
  it('leaves out a name that the next one begins with', () => {
    assert.equal(whole(['望澜街道', '桥头社区', '桥头社区第5网格'], 'zh'), '望澜街道 桥头社区第5网格')
    assert.equal(narrow(['望澜街道', '桥头社区', '桥头社区第5网格'], 'zh'), '桥头社区第5网格')
    assert.equal(narrow(['望澜街道', '桥头社区'], 'zh'), '望澜街道 桥头社区')
    assert.equal(shortPath('望澜街道 桥头社区 桥头社区第5网格'), '望澜街道 桥头社区第5网格')
  })

  it('parts English names by commas', () => {
    assert.equal(shortPath('Wanglan Street, Qiaotou, Qiaotou Grid 5'), 'Wanglan Street, Qiaotou Grid 5')
    assert.equal(
      narrow(['City', 'Qiaotou Community', 'Qiaotou Grid 5'], 'en'),
      'Qiaotou Community, Qiaotou Grid 5',
    )
  })

  it('says the nearest two names, or the last where it says enough', () => {
    assert.equal(nearest('City, Qiaotou Community, Qiaotou Grid 5'), 'Qiaotou Grid 5')
    assert.equal(nearest('City, Qiaotou Community, Grid 5'), 'Qiaotou Community, Grid 5')
    assert.equal(nearest('City, Wanglan Street, Qiaotou Community'), 'Qiaotou Community')
    assert.equal(nearest('望澜街道 桥头社区 桥头社区第5网格'), '桥头社区第5网格')
    assert.equal(nearest('示范市 望澜街道 桥头社区'), '望澜街道 桥头社区')
    assert.equal(nearest('示范市'), '示范市')
  })

  it('always says the narrowest name, and never makes one up', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,4}$/), { minLength: 1 }), (names) => {
        const kept = whole(names, 'zh').split(' ')
        assert.equal(kept.at(-1), names.at(-1))
        assert.ok(kept.every((name) => names.includes(name)))
      }),
    )
  })
})
