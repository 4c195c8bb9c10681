/** 辖区数据 — the tops one oversees, one territory with what lies below it, and a search below the tops. */
import type { TerritoryItem, TerritoryView } from '@huying/contract/territory/territory.ts'
import { commonOf } from '@huying/core/territory/code.ts'
import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query'
import { client } from '../kernel/client.ts'

/** The tree changes when a city is re-drawn: rarely. */
const staleTime = 300_000

/** The tops one oversees. A resident oversees none and is not told of the tree: whoever may be one asks only `when` it matters. */
export const useRoots = (when = true): UseQueryResult<TerritoryItem[]> =>
  useQuery({
    queryKey: ['territories', ''],
    queryFn: async ({ signal }) => (await client.territories(undefined, signal)).territories,
    enabled: when,
    staleTime,
  })

export const useFound = (text: string): UseQueryResult<TerritoryItem[]> =>
  useQuery({
    queryKey: ['territories', text],
    queryFn: async ({ signal }) => (await client.territories(text, signal)).territories,
    enabled: text !== '',
    placeholderData: keepPreviousData,
    staleTime,
  })

export const useTerritoryView = (code: string | null): UseQueryResult<TerritoryView> =>
  useQuery({
    queryKey: ['territory', code],
    queryFn: ({ signal }) => client.territory(code ?? '', signal),
    enabled: code !== null,
    staleTime,
  })

/** Where a map begins: what is chosen, else the narrowest that all the tops lie in. Null until that is known. */
export function useStart(chosen: string | null, jurisdiction: string): string | null {
  const roots = useRoots()
  if (chosen !== null) return chosen
  if (roots.isPending) return null
  return commonOf((roots.data ?? []).map(({ code }) => code)) ?? jurisdiction
}

/** Counts change with every step. */
const COUNTED = 30_000
/** As many as are told at a time. */
const MOST = 200

/** How much is open in each of these, by code; nothing while it is not known yet. */
export function useOpenCounts(codes: readonly string[]): ReadonlyMap<string, { open: number; late: number }> {
  const asked = codes.slice(0, MOST)
  const { data } = useQuery({
    queryKey: ['open-counts', asked],
    queryFn: ({ signal }) => client.openCounts(asked, signal),
    enabled: asked.length > 0,
    staleTime: COUNTED,
  })
  return new Map((data?.counts ?? []).map(({ code, open, late }) => [code, { open, late }]))
}

/** Whether a code lies at or below one of the tops. */
export const isBelow = (roots: readonly TerritoryItem[], code: string): boolean =>
  roots.some((root) => code.startsWith(root.code))
