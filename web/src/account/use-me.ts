/** 我 — who is signed in; null is nobody. */
import type { Me } from '@huying/contract/account/me.ts'
import { useQuery } from '@tanstack/react-query'
import { client } from '../kernel/client.ts'
import { claimDrafts, dropAllDrafts } from '../kernel/draft.ts'
import { codeOf } from '../kernel/problem.tsx'
import { queryClient } from '../kernel/query.ts'

export const useMe = () =>
  useQuery({ queryKey: ['me'], queryFn: ({ signal }) => readMe(signal), staleTime: 60_000 })

async function readMe(signal: AbortSignal): Promise<Me | null> {
  try {
    const me = await client.me(signal)
    claimDrafts(me.accountId)
    return me
  } catch (error) {
    if (codeOf(error) === 'account.sign_in_required') return null
    throw error
  }
}

export async function signIn(username: string, password: string): Promise<void> {
  await client.signIn(username, password)
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' })
  await queryClient.fetchQuery({ queryKey: ['me'], queryFn: ({ signal }) => readMe(signal) })
}

export async function signOut(): Promise<void> {
  await client.signOut()
  dropAllDrafts()
  queryClient.setQueryData(['me'], null)
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' })
}
