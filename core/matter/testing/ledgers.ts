/** 账目核对 — that the ledgers of a matter add up, told anew from its events alone. */
import assert from 'node:assert/strict'
import type { Instant } from '../../kernel/instant.ts'
import type { MatterEvent } from '../events.ts'
import { born, evolve } from '../evolve.ts'
import { isActive, isClosed, type Matter, type Segment } from '../matter.ts'

/** Stretches of time, each `[from, to]`; `to` is null while it lasts. */
type Stretch = readonly [Instant, Instant | null]
type Charged = {
  readonly matter: readonly Stretch[]
  readonly units: Readonly<Record<string, readonly Stretch[]>>
}

/**
 * Asserts that the holder ledger covers the time the matter was open, no more and no less, and each assignment's the
 * time its unit was at work on it; without gap, without overlap.
 */
export function assertLedgers(matter: Matter, history: readonly MatterEvent[]): void {
  const expected = chargedBy(matter, history)
  assert.deepEqual(stretchesOf(matter.custody), expected.matter, 'holder ledger')
  for (const assignment of matter.assignments) {
    assert.deepEqual(
      stretchesOf(assignment.held),
      expected.units[assignment.id] ?? [],
      `ledger of ${assignment.id}`,
    )
  }
}

function chargedBy({ id, pack }: Matter, [first, ...rest]: readonly MatterEvent[]): Charged {
  assert.ok(first?.type === 'MatterReported')
  let matter = born({ id, pack }, first)
  const past: Charged[] = [{ matter: [[first.at, null]], units: {} }]
  for (const event of rest) {
    const before = past.at(-1) as Charged
    const undone = event.type === 'ActionUndone' ? past[(matter.last?.seq ?? 0) - 2] : undefined
    matter = evolve(matter, event)
    past.push({
      matter: extended(before.matter, !isClosed(matter), event.at),
      units: undone?.units ?? unitsAfter(before, matter, event.at),
    })
  }
  return mapped(past.at(-1) as Charged)
}

function unitsAfter(before: Charged, matter: Matter, at: Instant): Charged['units'] {
  return Object.fromEntries(
    matter.assignments.map((a) => [
      a.id,
      extended(before.units[a.id] ?? [], isActive(a) && !isClosed(matter), at),
    ]),
  )
}

function extended(stretches: readonly Stretch[], open: boolean, at: Instant): readonly Stretch[] {
  const last = stretches.at(-1)
  const isOpen = last !== undefined && last[1] === null
  if (isOpen === open) return stretches
  return isOpen ? [...stretches.slice(0, -1), [last[0], at]] : [...stretches, [at, null]]
}

/** Segments that follow each other without a gap, joined; asserts that none begins before the last has ended. */
function stretchesOf(ledger: readonly Segment[]): Stretch[] {
  const joined: [Instant, Instant | null][] = []
  for (const { from, to } of ledger) {
    const last = joined.at(-1)
    assert.ok(to === null || from <= to, 'a segment ends before it begins')
    assert.ok(!last || (last[1] !== null && last[1] <= from), 'two holders at once')
    if (last && last[1] === from) last[1] = to
    else joined.push([from, to])
  }
  return joined.filter(([from, to]) => from !== to)
}

function mapped({ matter, units }: Charged): Charged {
  const join = (stretches: readonly Stretch[]) =>
    stretchesOf(stretches.map(([from, to]) => ({ holder: '', from, to })))
  return {
    matter: join(matter),
    units: Object.fromEntries(Object.entries(units).map(([id, stretches]) => [id, join(stretches)])),
  }
}
