import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isWeak } from './password.ts'

describe('a password', () => {
  it('that everybody would try first is refused', () => {
    for (const password of [
      '1234567890',
      '0987654321',
      'qwertyuiop',
      'Qwerty12345',
      'Password123',
      'passw0rd2026',
      '1q2w3e4r5t',
      'abcdefghijkl',
      'wang1wang1wang1',
      'aaaaaaaaaaaa',
      'short',
      'x'.repeat(129),
    ])
      assert.ok(isWeak(password, 'somebody'), password)
  })

  it('with the sign-in name in it is refused', () => {
    assert.ok(isWeak('2026-Wang.Li-harbour', 'wang.li'))
  })

  it('of some words, or of chance, is taken', () => {
    for (const password of [
      'a quiet river 77',
      '春天的河边有三棵柳树和一座桥',
      'u3hv-f62y-y3ne-u8r8',
      'kT9$wq2LmX',
    ])
      assert.ok(!isWeak(password, 'somebody'), password)
  })
})
