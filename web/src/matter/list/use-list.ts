/** 列表数据 — one list page by page as one scrolls, and the counts of all three. */
import type { Tab } from '@huying/contract/matter/filter.ts'
import type { MatterList, MatterRow } from '@huying/contract/matter/list.ts'
import { type InfiniteData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useLocation, useSearchParams } from 'react-router'
import { useMe } from '../../account/use-me.ts'
import { client } from '../../kernel/client.ts'
import { queryClient } from '../../kernel/query.ts'
import { useTerritory } from '../../territory/current.ts'
import { type ListState, listSearch, questionOf, readState, writeState } from './query.ts'

const PAGE = 100
const SOON = 20_000

export type ListData = InfiniteData<MatterList>
export type Counted = number | null | undefined

/** A resident is asked nothing: theirs is the list of what they have reported. */
const firstTab = (kind: string | undefined): Tab => (kind === 'resident' ? 'scope' : 'inbox')

/** The list that the address names, and how to go to another. */
export function useListState() {
  const [params, setParams] = useSearchParams()
  const territory = useTerritory().code
  const { pathname } = useLocation()
  const kind = useMe().data?.kind
  const first = firstTab(kind)
  const state = useMemo(() => readState(params, first), [params, first])
  return {
    state,
    territory,
    isResident: kind === 'resident',
    search: listSearch(state, params.get('territory'), first),
    /** A link that shows the same list to whoever opens it. */
    link: `${location.origin}/${listSearch(state, territory, first)}`,
    searchOf: (next: ListState) => listSearch(next, params.get('territory'), first),
    go: (next: ListState) => setParams((before) => writeState(before, next, first), { replace: true }),
    openId: pathname.startsWith('/matters/') ? (pathname.split('/')[2] ?? null) : null,
  }
}

export type Page = { readonly cursor?: string; readonly limit?: number; readonly ids?: string }

export function readPage(state: ListState, territory: string | null, page: Page, signal?: AbortSignal) {
  const question = { ...questionOf(state, territory), ...page }
  return state.tab === 'inbox' ? client.inbox(question, signal) : client.matters(question, signal)
}

export const listKey = (state: ListState, territory: string | null) =>
  ['list', state.tab, state.filter, territory] as const

/** Never read again by itself as a whole: what changed is put in its place by `use-live-list.ts`. */
export function useList(state: ListState, territory: string | null) {
  const query = useInfiniteQuery({
    queryKey: listKey(state, territory),
    queryFn: ({ pageParam, signal }) =>
      readPage(
        state,
        territory,
        { limit: PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 600_000,
    refetchOnReconnect: false,
  })
  const rows = useMemo(() => rowsOf(query.data), [query.data])
  return { query, rows, count: query.data?.pages[0]?.count }
}

/** A row that moved between two pages while they were read is shown once. */
export function rowsOf(data: ListData | undefined): MatterRow[] {
  return [...new Map(data?.pages.flatMap((page) => page.rows).map((row) => [row.id, row])).values()]
}

/** How many a list has: null where more than are counted. */
export function useCount(state: ListState, territory: string | null, enabled: boolean): Counted {
  const { tab, filter } = state
  const { sort: _, ...narrowed } = filter
  const { data } = useQuery({
    queryKey: ['list-count', tab, narrowed, territory],
    queryFn: ({ signal }) => readPage(state, territory, { limit: 1 }, signal),
    staleTime: SOON,
    refetchInterval: 60_000,
    enabled,
  })
  return data?.count
}

export const recount = (): Promise<void> => queryClient.invalidateQueries({ queryKey: ['list-count'] })
