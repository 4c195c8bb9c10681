/** 搜索 — what the server finds for what was typed; an answer that is no longer wanted is aborted. */
import type { SearchQuery } from '@huying/contract/insight/search.ts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { client } from '../kernel/client.ts'

/** A pause in typing, in ms, after which it is worth asking. */
const PAUSE = 120

export function useSearch(asked: SearchQuery) {
  return useQuery({
    queryKey: ['search', asked],
    queryFn: ({ signal }) => client.search(asked, signal),
    enabled: asked.text.trim() !== '',
    placeholderData: keepPreviousData,
    staleTime: 15_000,
    retry: false,
  })
}

export function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
