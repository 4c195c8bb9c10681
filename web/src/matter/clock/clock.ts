/** 时限 — how much time is left, the first thing the eye meets; the server has counted it, as the limit counts it. */
import type { MatterRow } from '@huying/contract/matter/list.ts'

/** What lists and matters say of a clock alike. */
export type Standing = Pick<MatterRow, 'left' | 'pace'>
type Left = NonNullable<Standing['left']>

export type Tone = 'ok' | 'near' | 'late'

export const toneOf = (pace: Standing['pace']): Tone => (pace === 'near' || pace === 'late' ? pace : 'ok')

/** Message of the badge and of its long form, e.g. 余 5:42 and 还有 5 小时 42 分; a day is as long as this time has it. */
export function clockWords({ minutes, dayMinutes }: Left, tone: Tone) {
  const span = Math.abs(minutes)
  const side = tone === 'late' ? 'late' : 'left'
  const days = Math.floor(span / dayMinutes)
  const hours = Math.floor((span % dayMinutes) / 60)
  if (days > 0) return { id: `clock.${side}.${hours === 0 ? 'days' : 'days_hours'}`, values: { days, hours } }
  const rest = span % 60
  // Late, and not a minute of its time has passed: at night, or only just.
  if (side === 'late' && span === 0) return { id: 'clock.late.now', values: {} }
  return {
    id: `clock.${side}.hours`,
    values: { hours, minutes: rest, mm: String(rest).padStart(2, '0') },
  }
}
