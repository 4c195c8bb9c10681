/** 平面图数据 — the borders of a plan, kept: they change once in years. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { client } from '../kernel/client.ts'

export const usePlan = (code: string) =>
  useQuery({
    queryKey: ['plan', code],
    queryFn: ({ signal }) => client.plan(code, signal),
    placeholderData: keepPreviousData,
    staleTime: 10 * 60_000,
  })
