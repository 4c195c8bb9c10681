/** 最近期限 — which running clock presses this reader: the same one that the lists show. */
import type { MatterView } from '@huying/contract/matter/view.ts'
import type { ClockView } from '../use-matter.ts'

export const isRunning = (clock: ClockView): boolean => clock.stoppedAt === null && !clock.paused

/** Ends first of these; what stands, has stopped or only permits something does not press. */
export function nextDue(clocks: readonly ClockView[]): ClockView | null {
  const pressing = clocks.filter((clock) => isRunning(clock) && !clock.window)
  return pressing.sort((a, b) => Date.parse(a.dueAt) - Date.parse(b.dueAt))[0] ?? null
}

type Clocked = Pick<MatterView, 'clocks' | 'assignments' | 'holder'>

/**
 * Whoever holds it or was asked is pressed by the matter's clocks and their own; to everybody else counts what was promised to the
 * reporter. Nobody is pressed by another unit's clock.
 */
export function pressingOn(
  { clocks, assignments, holder }: Clocked,
  mine: ReadonlySet<string>,
): ClockView | null {
  const own = new Set(assignments.filter(({ unit }) => mine.has(unit.id)).map(({ id }) => id))
  const isMine = own.size > 0 || (holder !== null && mine.has(holder.id))
  const about = clocks.filter(({ assignmentId }) => assignmentId === null || own.has(assignmentId))
  const promised = clocks.find((clock) => clock.promise && isRunning(clock)) ?? null
  return isMine ? nextDue(about) : (promised ?? nextDue(about))
}

/** Where nothing presses because what was promised stands still: that, for whoever wants to know why. */
export const pausedPromise = ({ clocks }: Pick<MatterView, 'clocks'>): ClockView | null =>
  clocks.find(({ promise, paused, stoppedAt }) => promise && paused && stoppedAt === null) ?? null
