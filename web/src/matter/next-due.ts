/** 最近期限 — which running clock ends first; what stands, has stopped or only permits something does not press. */
import type { ClockView } from './use-matter.ts'

export const isRunning = (clock: ClockView): boolean => clock.stoppedAt === null && !clock.paused

export function nextDue(clocks: readonly ClockView[]): ClockView | null {
  const pressing = clocks.filter((clock) => isRunning(clock) && !clock.window)
  return pressing.sort((a, b) => Date.parse(a.dueAt) - Date.parse(b.dueAt))[0] ?? null
}
