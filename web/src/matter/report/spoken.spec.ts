import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { spoken } from './spoken.ts'

describe('words that two reports share', () => {
  it('are told as people say them, not as the search cuts them', () => {
    const title = '丽水花园4号楼的共享单车堆成小山'
    assert.deepEqual(spoken(['丽水', '水花', '花园', '单车'], title), ['丽水花园', '单车'])
    assert.deepEqual(spoken(['花园', '水花', '丽水'], title), ['丽水花园'])
  })

  it('stay apart where they only stand beside each other, and are told though the title lacks them', () => {
    assert.deepEqual(spoken(['路灯', '不亮'], '路灯不亮'), ['路灯', '不亮'])
    assert.deepEqual(spoken(['油烟'], '路灯不亮'), ['油烟'])
    assert.deepEqual(spoken([], '路灯不亮'), [])
  })
})
