/** 查询 — one cache for all screens; the end of a session and the server's absence are noticed here. */
import { AwayError } from '@huying/contract/client.ts'
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { codeOf } from './problem.tsx'

export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noticeSignOut }),
  mutationCache: new MutationCache({ onError: noticeSignOut }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // A browser that believes it is offline is often wrong inside an office network.
      networkMode: 'always',
      retry: (failures, error) => error instanceof AwayError && failures < 2,
    },
    mutations: { networkMode: 'always', retry: false },
  },
})

/** Asks who is signed in: where it is nobody any more, the door closes before the page, which stays as it is. */
function noticeSignOut(error: unknown): void {
  if (codeOf(error) === 'account.sign_in_required') void queryClient.invalidateQueries({ queryKey: ['me'] })
}
