/** 大小 — bytes as people say them. */
const UNITS = ['kilobyte', 'megabyte', 'gigabyte'] as const

export function showBytes(bytes: number, locale: string): string {
  const step = Math.min(UNITS.length, Math.max(1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3)))
  const value = bytes / 1000 ** step
  const unit = UNITS[step - 1] ?? 'kilobyte'
  return new Intl.NumberFormat(locale, {
    ...{ style: 'unit', unit, unitDisplay: 'short' },
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value)
}
