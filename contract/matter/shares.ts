/** 责任时长 — whole percents of who held a matter how long; they always come to 100. */
import type { MatterView } from './view.ts'

export type Share = {
  readonly holder: MatterView['custody'][number]['holder']
  readonly from: string
  /** Null while it lasts. */
  readonly to: string | null
  readonly ms: number
  readonly percent: number
}

/** Segments in order, each with its length until `now` and its share of the whole. */
export function sharesOf(held: MatterView['custody'], now: number): Share[] {
  const lengths = held.map(({ from, to }) => Math.max(0, (to ? Date.parse(to) : now) - Date.parse(from)))
  const percents = percentsOf(lengths)
  return held.map(({ holder, from, to }, index) => ({
    holder,
    from,
    to,
    ms: lengths[index] ?? 0,
    percent: percents[index] ?? 0,
  }))
}

/** What the same holder had in all, in the order in which each first held it. */
export function byHolder(shares: readonly Share[]): Share[] {
  const groups = [...Map.groupBy(shares, (share) => share.holder.id).values()]
  const lengths = groups.map((group) => group.reduce((sum, { ms }) => sum + ms, 0))
  const percents = percentsOf(lengths)
  return groups.flatMap((group, index) => {
    const [first, last] = [group[0], group.at(-1)]
    if (!first || !last) return []
    return [{ ...first, to: last.to, ms: lengths[index] ?? 0, percent: percents[index] ?? 0 }]
  })
}

/** Rounded down, and the points that are left over go to the largest remainders (ties: the earlier one). */
function percentsOf(lengths: readonly number[]): number[] {
  const whole = lengths.reduce((sum, each) => sum + each, 0)
  if (whole === 0) return lengths.map((_, index) => (index === lengths.length - 1 ? 100 : 0))
  const exact = lengths.map((each) => (each / whole) * 100)
  const percents = exact.map(Math.floor)
  const order = exact.map((_, index) => index).sort((a, b) => rest(exact, b) - rest(exact, a) || a - b)
  const missing = 100 - percents.reduce((sum, each) => sum + each, 0)
  for (const index of order.slice(0, missing)) percents[index] = (percents[index] ?? 0) + 1
  return percents
}

const rest = (exact: readonly number[], index: number): number => (exact[index] ?? 0) % 1
