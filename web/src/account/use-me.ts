/** 我 — who is signed in; null is nobody. */
import type { Me } from '@huying/contract/account/me.ts'
import { useQuery } from '@tanstack/react-query'
import { client } from '../kernel/client.ts'
import { claimDrafts, dropAllDrafts } from '../kernel/draft.ts'
import { queryClient } from '../kernel/query.ts'
import { setSessionOver } from '../kernel/session.ts'
import { forgetTerritory } from '../territory/current.ts'

export const useMe = () =>
  useQuery({ queryKey: ['me'], queryFn: ({ signal }) => readMe(signal), staleTime: 60_000 })

/** A session that ended leaves the screen to whoever sat there; somebody else finds nothing of it. */
async function readMe(signal?: AbortSignal): Promise<Me | null> {
  const before = queryClient.getQueryData<Me | null>(['me']) ?? null
  const { account } = await client.session(signal)
  if (!account) {
    setSessionOver(before !== null)
    return before
  }
  claimDrafts(account.accountId)
  const me = await client.me(signal)
  if (before && before.accountId !== me.accountId) forgetAll()
  setSessionOver(false)
  return me
}

const forgetAll = () => queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' })

export async function signIn(username: string, password: string): Promise<void> {
  await client.signIn(username, password)
  await queryClient.fetchQuery({ queryKey: ['me'], queryFn: ({ signal }) => readMe(signal), staleTime: 0 })
  void queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' })
}

export async function signOut(): Promise<void> {
  await client.signOut()
  dropAllDrafts()
  forgetTerritory()
  queryClient.setQueryData(['me'], null)
  forgetAll()
}
