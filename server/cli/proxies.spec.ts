import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readProxies } from './proxies.ts'
import { readSettings } from './settings.ts'

describe('trusted proxies', () => {
  it('are those of the same machine where nothing is said', () => {
    assert.deepEqual(readProxies(undefined), ['loopback'])
    assert.deepEqual(readProxies('  '), ['loopback'])
  })

  it('are addresses and subnets by comma, or nobody', () => {
    assert.deepEqual(readProxies('10.1.2.3, 10.9.0.0/16,fd00::/8'), ['10.1.2.3', '10.9.0.0/16', 'fd00::/8'])
    assert.deepEqual(readProxies('loopback,uniquelocal'), ['loopback', 'uniquelocal'])
    assert.deepEqual(readProxies('none'), [])
  })

  for (const text of [
    'everybody',
    '10.0.0',
    '10.0.0.0/33',
    '0.0.0.0/0',
    '::/0',
    '10.0.0.1/',
    '10.0.0.1,',
    '10.1.1.1/8/8',
  ])
    it(`are refused as a whole with "${text}" among them`, () => assert.equal(readProxies(text), 'wrong'))

  it('that are wrong are named with the setting', () => {
    assert.throws(() => readSettings({ HUYING_PROXY: 'true' }), /HUYING_PROXY.*"true"/)
    assert.deepEqual(readSettings({ HUYING_PROXY: '10.1.2.3' }).proxies, ['10.1.2.3'])
  })
})
