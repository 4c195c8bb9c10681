/** Figures of many measurements. */

/** Milliseconds: middle, 95th and 99th of a hundred, worst. */
export type Spread = {
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly max: number
}

export function spreadOf(times: readonly number[]): Spread {
  const sorted = Float64Array.from(times).sort()
  const at = (share: number): number =>
    Number((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN).toFixed(2))
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** Runs `work` again and again on each of `width` lanes for so many seconds. Returns the rate and each call's time. */
export async function drive(
  width: number,
  seconds: number,
  work: (lane: number) => Promise<void>,
): Promise<{ readonly rate: number; readonly times: readonly number[] }> {
  const times: number[] = []
  const startedAt = performance.now()
  const end = startedAt + seconds * 1000
  const lane = async (index: number): Promise<void> => {
    for (let from = performance.now(); from < end; ) {
      await work(index)
      const to = performance.now()
      times.push(to - from)
      from = to
    }
  }
  await Promise.all(Array.from({ length: width }, (_, index) => lane(index)))
  return { rate: times.length / ((performance.now() - startedAt) / 1000), times }
}
