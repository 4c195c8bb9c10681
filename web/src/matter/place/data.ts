/** 网格与单位数据 — read again every minute: what is open changes with every step. */
import type { GridsQuery } from '@huying/contract/matter/grids.ts'
import { useQueries, useQuery } from '@tanstack/react-query'
import { client } from '../../kernel/client.ts'

const MINUTE = 60_000

export const PAGE = 100

/** What a list of grids is narrowed by. */
export type GridFilter = Pick<GridsQuery, 'territory' | 'text' | 'only'>

const gridPage = (filter: GridFilter, page: number) => ({
  queryKey: ['grids', filter, page],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    client.grids({ ...filter, from: page * PAGE, limit: PAGE }, signal),
  refetchInterval: MINUTE,
})

/** The first page, which tells how many there are. */
export const useGrids = (filter: GridFilter) => useQuery(gridPage(filter, 0))

/** Only the pages that are in sight. */
export const useGridPages = (filter: GridFilter, pages: readonly number[]) =>
  useQueries({ queries: pages.map((page) => gridPage(filter, page)) })

export const useGrid = (code: string) =>
  useQuery({
    queryKey: ['grid', code],
    queryFn: ({ signal }) => client.grid(code, signal),
    refetchInterval: MINUTE,
  })

export const useHistory = (code: string) =>
  useQuery({
    queryKey: ['territory-history', code],
    queryFn: ({ signal }) => client.territoryHistory(code, signal),
    staleTime: 5 * MINUTE,
  })

/** The newest matters of a place, open or closed. */
export const useLastMatters = (territory: string) =>
  useQuery({
    queryKey: ['matters', { territory, limit: 8 }],
    queryFn: ({ signal }) => client.matters({ territory, limit: 8 }, signal),
    refetchInterval: MINUTE,
  })

export const useUnits = (territory: string | null) =>
  useQuery({
    queryKey: ['units', territory],
    queryFn: ({ signal }) => client.units(territory === null ? {} : { territory }, signal),
    refetchInterval: MINUTE,
  })

export const useUnit = (id: string) =>
  useQuery({
    queryKey: ['unit', id],
    queryFn: ({ signal }) => client.unit(id, signal),
    refetchInterval: MINUTE,
  })
