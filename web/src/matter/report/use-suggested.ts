/** 登记建议 — what the server knows about the report that is being typed; an answer to an older text is never shown as one to this. */
import type { Nearby } from '@huying/contract/matter/nearby.ts'
import type { Suggested } from '@huying/contract/matter/suggest.ts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { client } from '../../kernel/client.ts'
import { useSettled } from '../../kernel/use-settled.ts'
import { askedOf, type ReportAnswers } from './report.ts'

/** A pause in typing, in ms, after which it is worth asking. */
const PAUSE = 350
/** Open matters beside the form: as many as one can weigh while somebody talks. */
const SHOWN = 3

export type Known = {
  readonly suggested: Suggested | undefined
  readonly nearby: Nearby['matters']
  /** What is shown is about what was typed a moment ago. */
  readonly isOld: boolean
}

/** The form never waits for it: while the server is slow or away nothing is suggested, and everything can be sent. */
export function useSuggested(answers: Partial<ReportAnswers>): Known {
  const asked = useSettled(askedOf(answers), PAUSE)
  const isEmpty = asked.text.length < 2 && asked.place === undefined
  const suggested = useQuery({
    queryKey: ['suggested', asked],
    queryFn: ({ signal }) => client.suggest(asked, signal),
    enabled: !isEmpty,
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 30_000,
  })
  const { place } = suggested.data ?? {}
  const territory = place && 'territory' in place ? place.territory : undefined
  const point = place && 'territory' in place ? place.point : null
  const around = {
    ...(territory ? { territory } : {}),
    ...(point ? { lon: point[0] as number, lat: point[1] as number } : {}),
    ...{ text: asked.text.slice(0, 500), limit: SHOWN, ...(asked.kind ? { kind: asked.kind } : {}) },
  }
  const nearby = useQuery({
    queryKey: ['nearby', around],
    queryFn: ({ signal }) => client.nearby(around, signal),
    enabled: territory !== undefined && !isEmpty,
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 30_000,
  })
  return {
    suggested: isEmpty ? undefined : suggested.data,
    nearby: territory === undefined || isEmpty ? [] : (nearby.data?.matters ?? []),
    isOld: suggested.isPlaceholderData || nearby.isPlaceholderData,
  }
}
