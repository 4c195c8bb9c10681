/** 事项数据 — the inbox, one matter and the commands on it; every change is seen at once in all of them. */
import type { MatterRow } from '@huying/contract/matter/list.ts'
import type { MatterView } from '@huying/contract/matter/view.ts'
import { type InfiniteData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { client } from '../kernel/client.ts'
import { queryClient } from '../kernel/query.ts'

export type ClockView = MatterView['clocks'][number]
export type EntryView = MatterView['timeline'][number]
export type AbilityView = MatterView['abilities'][number]
export type AssignmentView = MatterView['assignments'][number]

const PAGE = 50

/** Clocks tick because what is on screen is read again. */
const MINUTE = 60_000

export const useMatter = (id: string) =>
  useQuery({
    queryKey: ['matter', id],
    queryFn: ({ signal }) => client.matter(id, signal),
    refetchInterval: MINUTE,
  })

export function useInbox() {
  return useInfiniteQuery({
    queryKey: ['inbox'],
    queryFn: ({ pageParam, signal }) =>
      client.inbox({ limit: PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    refetchInterval: MINUTE,
    select: rowsAndCount,
  })
}

type Pages = InfiniteData<{ rows: MatterRow[]; count: number | null }>

/** A row that moved between two pages while they were read is shown once. */
function rowsAndCount(data: Pages): { rows: MatterRow[]; count: number } {
  const rows = [...new Map(data.pages.flatMap((page) => page.rows).map((row) => [row.id, row])).values()]
  return { rows, count: data.pages[0]?.count ?? rows.length }
}

/** What changed is read again: one matter, or all where null; the lists with it. */
export function refresh(matterId: string | null): Promise<unknown> {
  const matter = matterId === null ? ['matter'] : ['matter', matterId]
  return Promise.all([
    queryClient.invalidateQueries({ queryKey: matter }),
    queryClient.invalidateQueries({ queryKey: ['inbox'] }),
  ])
}
