import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import {
  ancestorAt,
  ancestorsOf,
  childCode,
  isCode,
  isWithin,
  levelOf,
  levels,
  parentOf,
  subtreeRange,
  unpadCode,
} from './code.ts'

const anyCode = fc
  .constantFrom(...levels.map((each) => each.digits))
  .chain((digits) =>
    fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: digits, maxLength: digits }),
  )

describe('an area code', () => {
  it('tells its level by its length', () => {
    const found = [
      '37',
      '3701',
      '370103',
      '370103001',
      '370103001002',
      '370103001002001',
      '370103001002001003',
    ].map(levelOf)
    assert.deepEqual(found, ['province', 'city', 'district', 'street', 'community', 'grid', 'building'])
    assert.equal(levelOf('3701030010020010030301'), 'home')
  })

  it('is digits of a known length and nothing else', () => {
    for (const wrong of ['', '3', '370', '37010', '37010a', '３７', '370103001002001-B003', ' 3701']) {
      assert.equal(isCode(wrong), false, wrong)
      assert.equal(levelOf(wrong), null)
      assert.equal(parentOf(wrong), null)
      assert.deepEqual(ancestorsOf(wrong), [])
    }
  })

  it('names everything above it, from the top down', () => {
    assert.equal(parentOf('370103001'), '370103')
    assert.equal(parentOf('37'), null)
    assert.deepEqual(ancestorsOf('370103001002001'), ['37', '3701', '370103', '370103001', '370103001002'])
    assert.equal(ancestorAt('370103001002001', 'street'), '370103001')
    assert.equal(ancestorAt('370103001', 'street'), '370103001')
    assert.equal(ancestorAt('370103', 'street'), null)
  })

  it('is cut to its own level when another system padded it with zeros', () => {
    assert.equal(unpadCode('370000'), '37')
    assert.equal(unpadCode('370100'), '3701')
    assert.equal(unpadCode('370103001000'), '370103001')
    assert.equal(unpadCode('370110'), '370110')
    assert.equal(unpadCode('nonsense'), 'nonsense')
  })

  it('numbers children from one and refuses what has no room', () => {
    assert.equal(childCode('370103001002', 7), '370103001002007')
    assert.equal(childCode('370103001002', 1000), null)
    assert.equal(childCode('370103001002', 0), null)
    assert.equal(childCode('3701030010020010030301', 1), null)
    assert.equal(childCode('370', 1), null)
  })
})

describe('a subtree', () => {
  it('is exactly one range of byte order', () => {
    fc.assert(
      fc.property(anyCode, anyCode, (code, other) => {
        const [from, to] = subtreeRange(code)
        assert.equal(from <= other && other < to, isWithin(other, code))
      }),
    )
  })

  it('holds each code under each of its ancestors', () => {
    fc.assert(
      fc.property(anyCode, (code) => {
        for (const ancestor of [...ancestorsOf(code), code]) {
          const [from, to] = subtreeRange(ancestor)
          assert.ok(from <= code && code < to)
          assert.ok(isWithin(code, ancestor))
        }
        assert.equal(ancestorsOf(code).at(-1) ?? null, parentOf(code))
      }),
    )
  })

  it('ends before the next sibling, after a nine too', () => {
    const [, to] = subtreeRange('370109')
    assert.ok('370109999999999' < to)
    assert.ok(!('370110' < to))
  })
})
