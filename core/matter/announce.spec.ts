import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { compileCalendar } from '../kernel/calendar/compile.ts'
import { chinaData, shanghai, shanghaiText } from '../kernel/calendar/testing/china.ts'
import { SYSTEM } from '../organisation/types.ts'
import { countAnnounced, isProvisional } from './announce.ts'
import { kiteTown } from './testing/kite-town.ts'
import { given } from './testing/story.ts'

/** The last working days before a year whose holidays nobody has announced yet. */
const { matter, now } = given(kiteTown).matter({ at: shanghai('2026-12-29 09:00') })
const announced = compileCalendar({
  ...chinaData,
  version: `${chinaData.version}-next`,
  years: [2023, 2024, 2025, 2026, 2027].map((year) => ({ year, status: 'published' })),
  holidays: [
    ...chinaData.holidays,
    { from: '2027-01-01', to: '2027-01-03', name: { zh: '元旦', en: "New Year's Day" } },
  ],
})
const context = { now, actor: SYSTEM, rules: kiteTown }

describe('a deadline that rests on a year not yet announced', () => {
  it('is provisional', () => {
    assert.ok(isProvisional(matter))
  })

  it('stays as it is under the calendar it was counted with', () => {
    const counted = countAnnounced(matter, kiteTown.calendar, context)
    assert.deepEqual(counted.events, [])
  })

  it('is counted again when the year is announced, and is provisional no more', () => {
    const counted = countAnnounced(matter, announced, context)
    assert.ok(counted.events.some((event) => event.type === 'ClockRecomputed'))
    assert.ok(!isProvisional(counted.matter))
    const handle = counted.matter.clocks.find((clock) => clock.name === 'handle')
    assert.equal(handle?.due.calendarVersion, announced.version)
    assert.equal(shanghaiText(handle?.due.dueAt ?? 0).slice(0, 4), '2027')
  })
})
