/** 事项数据 — one matter, and what changed of it; lists hear of it by `live.ts`. */
import type { MatterView } from '@huying/contract/matter/view.ts'
import { useQuery } from '@tanstack/react-query'
import { client } from '../kernel/client.ts'
import { queryClient } from '../kernel/query.ts'
import { tellChange } from './live.ts'

export type ClockView = MatterView['clocks'][number]
export type EntryView = MatterView['timeline'][number]
export type AbilityView = MatterView['abilities'][number]
export type AssignmentView = MatterView['assignments'][number]

/** Clocks tick because what is on screen is read again. */
const MINUTE = 60_000

export const useMatter = (id: string) =>
  useQuery({
    queryKey: ['matter', id],
    queryFn: ({ signal }) => client.matter(id, signal),
    refetchInterval: MINUTE,
  })

/** What changed is read again: one matter, or all where null; the lists with it. */
export function refresh(matterId: string | null): Promise<unknown> {
  const matter = matterId === null ? ['matter'] : ['matter', matterId]
  tellChange(matterId)
  return Promise.all([
    queryClient.invalidateQueries({ queryKey: matter }),
    queryClient.invalidateQueries({ queryKey: ['inbox'] }),
    queryClient.invalidateQueries({ queryKey: ['map'] }),
  ])
}
