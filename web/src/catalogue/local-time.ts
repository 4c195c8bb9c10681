/** 当地时间 — an instant as a field for date and time shows it, by the clock of the city and not of the machine. */

/** `2026-11-22T02:30:00.000Z` → `2026-11-22T10:30` */
export function toLocal(instant: string, timeZone: string): string {
  const at = Date.parse(instant)
  if (Number.isNaN(at)) return ''
  return new Date(at)
    .toLocaleString('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
    .replace(' ', 'T')
}

/** The instant at which the clocks of the city show `local`; null for what is no time. */
export function toInstant(local: string, timeZone: string): string | null {
  const shown = Date.parse(`${local}Z`)
  if (Number.isNaN(shown)) return null
  // Clocks may be changed between the guess and the answer: the second look is exact.
  const ahead = (at: number) => Date.parse(`${toLocal(new Date(at).toISOString(), timeZone)}Z`) - at
  const guess = shown - ahead(shown)
  return new Date(shown - ahead(guess)).toISOString()
}
