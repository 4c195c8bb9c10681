import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { toInstant, toLocal } from './local-time.ts'

describe('a time of a form', () => {
  it('is that of the city, wherever the machine believes it is', () => {
    assert.equal(toInstant('2026-11-22T10:30', 'Asia/Shanghai'), '2026-11-22T02:30:00.000Z')
    assert.equal(toLocal('2026-11-22T02:30:00.000Z', 'Asia/Shanghai'), '2026-11-22T10:30')
  })

  it('comes back as it was given, also where clocks are changed', () => {
    for (const zone of ['Asia/Shanghai', 'Europe/Berlin', 'America/New_York'])
      for (const local of ['2026-03-29T01:59', '2026-03-29T03:30', '2026-07-01T00:00', '2026-11-01T08:00'])
        assert.equal(toLocal(toInstant(local, zone) ?? '', zone), local)
  })

  it('is none where nothing can be read', () => {
    assert.equal(toInstant('', 'Asia/Shanghai'), null)
    assert.equal(toLocal('gestern', 'Asia/Shanghai'), '')
  })
})
