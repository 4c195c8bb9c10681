/** 时长 — which message tells a length of time: 0:38, 2天 3时. */
const MINUTE = 60_000

export type SpanWords = { readonly id: string; readonly values: Record<string, number | string> }

/** Message id in `span.*`; `<id>_long` is the same in full words. */
export function spanWords(ms: number): SpanWords {
  const minutes = Math.floor(Math.max(0, ms) / MINUTE)
  if (minutes === 0) return { id: 'span.now', values: {} }
  const hours = Math.floor(minutes / 60)
  const days = Math.floor(hours / 24)
  if (days > 0 && hours % 24 === 0) return { id: 'span.days', values: { days } }
  if (days > 0) return { id: 'span.days_hours', values: { days, hours: hours % 24 } }
  const rest = minutes % 60
  const values = { hours, minutes: rest, mm: String(rest).padStart(2, '0') }
  return { id: hours === 0 ? 'span.minutes' : 'span.hours', values }
}

/** Message id of a limit of time; English tells one day from several. */
export const limitId = ({ amount, unit }: { readonly amount: number; readonly unit: string }): string =>
  amount === 1 ? `limit.${unit}_one` : `limit.${unit}`
