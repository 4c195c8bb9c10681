/** 情境数据 — what stands beside a matter, read after the matter itself, each part on its own. */
import { useQuery } from '@tanstack/react-query'
import { useMe } from '../../account/use-me.ts'
import { client } from '../../kernel/client.ts'

/** Duty lists, people and relatives change rarely. */
const FRESH = 120_000

const useIsStaff = (): boolean => useMe().data?.kind === 'staff'

type Read<T> = (id: string, signal: AbortSignal) => Promise<T>

const useBeside = <T>(key: readonly string[], id: string, read: Read<T>, enabled = true) =>
  useQuery({
    queryKey: key,
    queryFn: ({ signal }) => read(id, signal),
    staleTime: FRESH,
    retry: false,
    enabled,
  })

/** Who has to answer by which list, and who serves the grid: told to staff only. */
export const useDuty = (id: string) => useBeside(['duty', id], id, client.duty, useIsStaff())
export const useGrid = (id: string) => useBeside(['matter-grid', id], id, client.matterGrid, useIsStaff())
/** Read again with the matter: what belongs to it changes with it. */
export const useRelated = (id: string) => useBeside(['matter', id, 'related'], id, client.related)
export const useSimilar = (id: string) => useBeside(['similar', id], id, client.similar)
