/** 时限 — how much time is left, the first thing the eye meets. */
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Under a day is near: it ends in this shift or the next. */
const NEAR = DAY

export type Tone = 'ok' | 'near' | 'late'

export type Remaining = {
  readonly tone: Tone
  readonly isLate: boolean
  readonly days: number
  readonly hours: number
  readonly minutes: number
}

/** Time until `dueAt`, or since it where it has passed; whole minutes, both in epoch ms. */
export function remaining(dueAt: number, now: number): Remaining {
  const left = dueAt - now
  const isLate = left < 0
  const span = Math.abs(left)
  return {
    tone: isLate ? 'late' : left < NEAR ? 'near' : 'ok',
    isLate,
    days: Math.floor(span / DAY),
    hours: Math.floor((span % DAY) / HOUR),
    minutes: Math.floor((span % HOUR) / MINUTE),
  }
}

/** Message of the badge and of its long form, e.g. 余 5:42 and 还有 5 小时 42 分. */
export function clockWords({ isLate, days, hours, minutes }: Remaining): {
  id: string
  values: Record<string, string | number>
} {
  const side = isLate ? 'late' : 'left'
  if (days === 0)
    return { id: `clock.${side}.hours`, values: { hours, minutes, mm: String(minutes).padStart(2, '0') } }
  return { id: hours === 0 ? `clock.${side}.days` : `clock.${side}.days_hours`, values: { days, hours } }
}
