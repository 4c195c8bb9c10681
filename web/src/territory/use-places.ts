/** 地点 — suggestions of the gazetteer while an address is typed. */
import type { Places } from '@huying/contract/territory/place.ts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { client } from '../kernel/client.ts'
import { useSettled } from '../kernel/use-settled.ts'

export type Place = Places['places'][number]

/** A pause in typing, in ms, after which it is worth asking. */
const PAUSE = 180

export function usePlaces(text: string): Place[] {
  const asked = useSettled(text.trim(), PAUSE)
  const { data } = useQuery({
    queryKey: ['places', asked],
    queryFn: ({ signal }) => client.places(asked, signal),
    enabled: asked.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
  return asked.length > 0 ? (data?.places ?? []) : []
}
