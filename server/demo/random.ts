/** 可重复的随机 — the same seed gives the same history. */
export type Random = {
  /** 0 ≤ x < 1. */
  next(): number
  /** A whole number, both ends included. */
  between(from: number, to: number): number
  /** True with this probability. */
  chance(probability: number): boolean
  /** One of them; of nothing, undefined. */
  pick<T>(from: readonly T[]): T | undefined
  /** One of them, those of more weight more often. */
  weighted<T>(from: readonly T[], weightOf: (each: T) => number): T | undefined
}

/** Numbers 0 ≤ x < 1, the same ones for the same seed; small, and good enough for names, lines and stories. */
export function mulberry32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

export function randomOf(seed: number): Random {
  const next = mulberry32(seed)
  const pick = <T>(from: readonly T[]) => from[Math.floor(next() * from.length)]
  return {
    next,
    between: (from, to) => from + Math.floor(next() * (to - from + 1)),
    chance: (probability) => next() < probability,
    pick,
    weighted: (from, weightOf) => {
      let left = next() * from.reduce((sum, each) => sum + weightOf(each), 0)
      for (const each of from) {
        left -= weightOf(each)
        if (left < 0) return each
      }
      return from.at(-1)
    },
  }
}
