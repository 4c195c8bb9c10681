/** 范围 — the part of a file that a player asks for; one part at a time, as players do. */
import type { Range } from './files.ts'

/** `whole` where no part, or one that cannot be understood, was asked for; null where it lies outside of the file. */
export function rangeOf(header: string | undefined, size: number): Range | 'whole' | null {
  const asked = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '')
  if (!asked || asked[0].length === 'bytes=-'.length) return 'whole'
  const [, first = '', last = ''] = asked
  if (first === '')
    return Number(last) === 0 ? null : { start: Math.max(0, size - Number(last)), end: size - 1 }
  const start = Number(first)
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (last !== '' && Number(last) < start) return 'whole'
  return start < size ? { start, end } : null
}
