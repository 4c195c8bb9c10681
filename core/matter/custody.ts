/**
 * 保管 — the holder ledger: every minute of a matter's open time is charged to exactly one holder. Segments follow each
 * other without gap or overlap; the last one is open while the matter is.
 */
import type { Duration, Instant } from '../kernel/instant.ts'
import type { Holder, Matter, Segment } from './matter.ts'

/** Closes the open segment at `at` and opens one for `to` (none for null). The same holder again changes nothing. */
export function passTo(ledger: readonly Segment[], to: Holder | null, at: Instant): readonly Segment[] {
  const last = ledger.at(-1)
  if (last && last.to === null) {
    if (last.holder === to) return ledger
    const closed = [...ledger.slice(0, -1), { ...last, to: at }]
    return to === null ? closed : [...closed, { holder: to, from: at, to: null }]
  }
  return to === null ? ledger : [...ledger, { holder: to, from: at, to: null }]
}

/** Milliseconds charged to each holder until `now`. */
export function heldBy(ledger: readonly Segment[], now: Instant): ReadonlyMap<Holder, Duration> {
  const totals = new Map<Holder, Duration>()
  for (const { holder, from, to } of ledger) {
    totals.set(holder, (totals.get(holder) ?? 0) + ((to ?? now) - from))
  }
  return totals
}

export type CustodyEnd = 'passed' | 'returned' | 'closed'

/** How each segment ended; null for the one that is open. After `closed` there is a gap, or nothing. */
export function custodyEnds({
  custody,
  assignments,
}: Pick<Matter, 'custody' | 'assignments'>): (CustodyEnd | null)[] {
  return custody.map(({ holder, to }, index) => {
    if (to === null) return null
    const next = custody[index + 1]
    if (!next || next.from !== to) return 'closed'
    const isReturned = assignments.some(
      (a) => a.state === 'returned' && a.unit === holder && a.changedAt === to,
    )
    return isReturned ? 'returned' : 'passed'
  })
}
