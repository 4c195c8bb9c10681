/** 时刻 — instants as people read them, in the time zone of the city, whatever the machine's own is. */
import type { Locale } from './i18n.ts'

type Style = 'short' | 'full' | 'day'

const options: Record<Style, Intl.DateTimeFormatOptions> = {
  short: { month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  full: {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  },
  day: { year: 'numeric', month: '2-digit', day: '2-digit' },
}

const kept = new Map<string, Intl.DateTimeFormat>()

/** `iso` is an instant of the API, e.g. `2026-11-21T01:00:00.000Z`; `timeZone` an IANA name. */
export function showMoment(iso: string, style: Style, locale: Locale, timeZone: string): string {
  const key = `${style} ${locale} ${timeZone}`
  const format =
    kept.get(key) ??
    new Intl.DateTimeFormat(locale === 'zh' ? 'zh-CN' : 'en-GB', { ...options[style], timeZone })
  kept.set(key, format)
  const parts = Object.fromEntries(
    format.formatToParts(new Date(iso)).map(({ type, value }) => [type, value]),
  )
  const date = [parts.year, parts.month, parts.day].filter(Boolean).join('-')
  return style === 'day' ? date : `${date} ${parts.hour}:${parts.minute}`
}
