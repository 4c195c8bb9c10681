import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { zoneOf } from '@huying/core/kernel/calendar/zone.ts'
import fc from 'fast-check'
import { anyOf, type TimeReader, timeReader } from './dates.ts'

const shanghai = zoneOf('Asia/Shanghai')
const newYork = zoneOf('America/New_York')

function reader(format: string, zone = shanghai): TimeReader {
  const read = timeReader(format, zone)
  assert.ok(read, format)
  return read
}

const iso = (read: TimeReader, text: string) => {
  const time = read(text)
  return time && new Date(time.at).toISOString()
}

describe('a time in a declared format', () => {
  it('is read in its zone', () => {
    assert.equal(iso(reader('yyyy-MM-dd HH:mm:ss'), '2019-04-25 09:32:09'), '2019-04-25T01:32:09.000Z')
    assert.equal(iso(reader("yyyy年M月d日 H'时'mm'分'"), '2026年2月3日 7时05分'), '2026-02-02T23:05:00.000Z')
    assert.equal(iso(reader('yyyy/MM/dd'), '2026/2/3'), '2026-02-02T16:00:00.000Z')
    assert.equal(
      iso(reader("yyyy-MM-dd'T'HH:mm:ss.SSSXXX"), '2026-02-03T07:05:00.25+01:00'),
      '2026-02-03T06:05:00.250Z',
    )
  })

  it('with twelve hours counts noon and midnight as twelve', () => {
    const read = reader('MM/dd/yyyy hh:mm:ss a', newYork)
    assert.equal(iso(read, '04/12/2018 11:11:26 AM'), '2018-04-12T15:11:26.000Z')
    assert.equal(iso(read, '01/12/2018 12:00:00 PM'), '2018-01-12T17:00:00.000Z')
    assert.equal(iso(read, '01/12/2018 12:00:00 am'), '2018-01-12T05:00:00.000Z')
    assert.equal(read('01/12/2018 13:00:00 PM'), null)
  })

  it('that does not exist is not read as another one', () => {
    const read = reader('yyyy-MM-dd HH:mm')
    for (const text of [
      '2026-02-30 08:00',
      '2026-13-01 08:00',
      '2026-01-01 24:00',
      '2026-01-01 08:60',
      '2026-01-01',
      'soon',
      '',
    ])
      assert.equal(read(text), null, text)
  })

  it('that summer time skips is moved on by the hour and says so', () => {
    const read = reader('yyyy-MM-dd HH:mm', newYork)
    assert.deepEqual(read('2018-03-11 02:30'), { at: Date.parse('2018-03-11T07:30:00Z'), skipped: true })
    assert.deepEqual(read('2018-03-11 03:30'), { at: Date.parse('2018-03-11T07:30:00Z'), skipped: false })
    assert.deepEqual(read('2018-11-04 01:30'), { at: Date.parse('2018-11-04T05:30:00Z'), skipped: false })
  })

  it('is tried in the order of the formats', () => {
    const read = anyOf([reader('dd/MM/yyyy'), reader('yyyy-MM-dd')])
    assert.equal(iso(read, '2026-01-02'), '2026-01-01T16:00:00.000Z')
    assert.equal(iso(read, '02/01/2026'), '2026-01-01T16:00:00.000Z')
  })

  it('is every instant again that it was written from', () => {
    const read = reader('yyyy-MM-dd HH:mm:ss')
    const instant = fc.integer({ min: Date.UTC(1995, 0), max: Date.UTC(2100, 0) })
    fc.assert(
      fc.property(instant, (ms) => {
        const at = Math.floor(ms / 1000) * 1000
        const local = new Date(at + shanghai.offsetAt(at)).toISOString().slice(0, 19).replace('T', ' ')
        assert.equal(read(local)?.at, at)
      }),
    )
  })

  it('needs a format that is one: unknown letters, or no day, make none', () => {
    for (const format of ['YYYY-MM-dd', 'yyyy-MM', 'HH:mm', 'yyyy-MM-dd q'])
      assert.equal(timeReader(format, shanghai), null)
  })
})
