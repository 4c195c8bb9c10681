import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Db } from '../database/db.ts'
import { openNames, REMEMBERED } from './names.ts'

describe('names of accounts', () => {
  const stored = new Map([
    ['a', '王晓岚'],
    ['b', '黄春生'],
  ])
  const asked: string[][] = []
  const db = {
    query: async ({ values }: { values: [string[]] }) => {
      asked.push(values[0])
      return { rows: values[0].filter((id) => stored.has(id)).map((id) => ({ id, name: stored.get(id) })) }
    },
  } as unknown as Db
  let now = 0
  const names = openNames(db, () => now)

  it('are asked for once, and those of nobody are left out', async () => {
    assert.deepEqual([...(await names.of(['a', 'x']))], [['a', '王晓岚']])
    assert.deepEqual(
      [...(await names.of(['b', 'a']))],
      [
        ['b', '黄春生'],
        ['a', '王晓岚'],
      ],
    )
    assert.deepEqual(await names.of([]), new Map())
    assert.deepEqual(asked, [['a', 'x'], ['b']])
  })

  it('that changed are seen after a minute', async () => {
    stored.set('a', '王岚')
    assert.equal((await names.of(['a'])).get('a'), '王晓岚')
    now += REMEMBERED
    assert.equal((await names.of(['a'])).get('a'), '王岚')
  })
})
