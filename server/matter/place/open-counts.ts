/** 在办件数 — open matters in each of several territories, all made of the one tally that is kept for the reader. */
import type { OpenCounts } from '@huying/contract/matter/open-counts.ts'
import type { Signed } from '../../app.ts'
import type { Services } from '../../services.ts'
import { NONE, type PlaceTallies, sumsAt } from './tallies.ts'

export async function openCounts(
  services: Services,
  tallies: PlaceTallies,
  signed: Signed,
  codes: readonly string[],
): Promise<OpenCounts> {
  const { former } = services.places(signed.account.jurisdiction)
  const byPlace = await tallies(signed)
  const now = codes.map((code) => former.get(code) ?? code)
  const sums = new Map([...new Set(now.map(({ length }) => length))].map((n) => [n, sumsAt(byPlace, n)]))
  return {
    counts: codes.map((code, index) => {
      const at = now[index] ?? code
      return { code, ...(sums.get(at.length)?.get(at) ?? NONE) }
    }),
  }
}
