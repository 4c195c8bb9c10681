/** 我 — who is signed in; null is nobody. */
import type { Me } from '@huying/contract/account/me.ts'
import { useQuery } from '@tanstack/react-query'
import { client } from '../kernel/client.ts'
import { claimDrafts, dropAllDrafts } from '../kernel/draft.ts'
import { queryClient } from '../kernel/query.ts'
import { forgetTerritory } from '../territory/current.ts'

export const useMe = () =>
  useQuery({ queryKey: ['me'], queryFn: ({ signal }) => readMe(signal), staleTime: 60_000 })

async function readMe(signal: AbortSignal): Promise<Me | null> {
  const { account } = await client.session(signal)
  if (!account) return null
  claimDrafts(account.accountId)
  return client.me(signal)
}

export async function signIn(username: string, password: string): Promise<void> {
  await client.signIn(username, password)
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' })
  await queryClient.fetchQuery({ queryKey: ['me'], queryFn: ({ signal }) => readMe(signal), staleTime: 0 })
}

export async function signOut(): Promise<void> {
  await client.signOut()
  dropAllDrafts()
  forgetTerritory()
  queryClient.setQueryData(['me'], null)
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' })
}
