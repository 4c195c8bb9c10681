/** 辖区数据 — the tops one oversees, one territory with what lies below it, and a search below the tops. */
import type { TerritoryItem, TerritoryView } from '@huying/contract/territory/territory.ts'
import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query'
import { client } from '../kernel/client.ts'

/** The tree changes when a city is re-drawn: rarely. */
const staleTime = 300_000

export const useRoots = (): UseQueryResult<TerritoryItem[]> =>
  useQuery({
    queryKey: ['territories', ''],
    queryFn: async ({ signal }) => (await client.territories(undefined, signal)).territories,
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

/** Whether a code lies at or below one of the tops. */
export const isBelow = (roots: readonly TerritoryItem[], code: string): boolean =>
  roots.some((root) => code.startsWith(root.code))
