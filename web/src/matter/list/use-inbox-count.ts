import { useQuery } from '@tanstack/react-query'
import { client } from '../../kernel/client.ts'

const MINUTE = 60_000

/** How many matters wait for me, whatever the list beside is filtered by; kept fresh with the inbox. */
export function useInboxCount(): number {
  const { data } = useQuery({
    queryKey: ['inbox', 'count'],
    queryFn: ({ signal }) => client.inbox({ limit: 1 }, signal),
    refetchInterval: MINUTE,
  })
  return data?.count ?? 0
}
