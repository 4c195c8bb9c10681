/** 日线 — where on a line from start to deadline each day not counted and each pause lies, in percent. */
import type { Step } from '@huying/core/kernel/calendar/types.ts'

export type LinePart = { readonly kind: 'rest' | 'pause'; readonly left: number; readonly width: number }

export type Line = {
  readonly parts: readonly LinePart[]
  /** Where now is, or null where it is past the end. */
  readonly now: number | null
}

const DAY = 86_400_000

export type Counted = {
  readonly startedAt: string
  readonly dueAt: string
  readonly pauses: readonly { readonly from: string; readonly to: string | null }[]
  readonly why: readonly unknown[]
}

/** `midnightOf` gives the instant at which a day of the calendar begins. */
export function lineOf(clock: Counted, now: number, midnightOf: (date: string) => number): Line {
  const from = Date.parse(clock.startedAt)
  const to = Math.max(Date.parse(clock.dueAt), from + 1)
  const at = (instant: number) => (Math.min(Math.max(instant, from), to) - from) / (to - from)
  const part = (kind: LinePart['kind'], start: number, end: number): LinePart[] => {
    const [left, right] = [at(start) * 100, at(end) * 100]
    return right > left ? [{ kind, left, width: right - left }] : []
  }
  const rests = (clock.why as Step[]).flatMap((step) =>
    step.code === 'weekend_skipped' || step.code === 'holiday_skipped'
      ? part('rest', midnightOf(step.params.from), midnightOf(step.params.to) + DAY)
      : [],
  )
  const pauses = clock.pauses.flatMap((pause) =>
    part('pause', Date.parse(pause.from), pause.to === null ? now : Date.parse(pause.to)),
  )
  return { parts: [...rests, ...pauses], now: now > to ? null : at(now) * 100 }
}
