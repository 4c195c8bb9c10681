/** 筛选的说法 — a filter in the reader's words, e.g. 超期, 街呼区应, 反映自 2026-11-01. */
import type { FilterChoices } from '@huying/contract/matter/filter.ts'
import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useCatalogue } from '../../catalogue/use-catalogue.ts'
import { client } from '../../kernel/client.ts'
import { useWords } from '../../kernel/i18n.ts'
import type { FilterName, ListState } from './query.ts'

export const useFilterChoices = (enabled: boolean): UseQueryResult<FilterChoices> =>
  useQuery({
    queryKey: ['filter-choices'],
    queryFn: ({ signal }) => client.filterChoices(signal),
    staleTime: 600_000,
    enabled,
  })

export function useFilterWords({ filter }: ListState): (name: FilterName) => string {
  const { t } = useTranslation()
  const words = useWords()
  const { kinds, organisations, channels } = useCatalogue()
  const loops = useFilterChoices(filter.loop !== undefined || filter.state !== undefined).data?.loops ?? []
  const named = (list: readonly { id: string; name: { zh: string; en?: string } }[], id: string) => {
    const found = list.find((one) => one.id === id)
    return found ? words(found.name) : id
  }
  return (name) => {
    const value = String(filter[name])
    switch (name) {
      case 'pace':
        return t(`filter.${value}`)
      case 'open':
      case 'urgent':
      case 'supervised':
        return t(`filter.${name}_${value}`)
      case 'loop':
        return named(loops, value)
      case 'state':
        return named(
          loops.filter(({ id }) => id === (filter.loop ?? id)).flatMap(({ states }) => states),
          value,
        )
      case 'kind':
        return named(
          kinds.map(({ id, title }) => ({ id, name: title })),
          value,
        )
      case 'lead':
        return named(organisations, value)
      case 'channel':
        return named(channels, value)
      default:
        return `${t(`filter.${name}`)} ${value}`
    }
  }
}
