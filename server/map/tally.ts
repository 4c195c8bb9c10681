/** 计数 — what is open, near and late in a territory and in each of its parts. */
import type { Tally } from '@huying/contract/map/map.ts'
import type { OpenMatter } from './open-matters.ts'

export function tallyOf(matters: readonly OpenMatter[]): Tally {
  const tally = { open: 0, near: 0, late: 0, unlocated: 0 }
  for (const { pace, lon } of matters) {
    tally.open += 1
    if (pace === 'near') tally.near += 1
    if (pace === 'late') tally.late += 1
    if (lon === null) tally.unlocated += 1
  }
  return tally
}

/** Those inside one of these subtrees. */
export function inSubtrees(matters: readonly OpenMatter[], codes: readonly string[]): OpenMatter[] {
  return matters.filter(({ territory }) => codes.some((code) => territory.startsWith(code)))
}

/** Most late first, then most open, then by code. */
export function mostPressing<T extends { code: string; tally: Tally }>(a: T, b: T): number {
  return b.tally.late - a.tally.late || b.tally.open - a.tally.open || (a.code < b.code ? -1 : 1)
}
