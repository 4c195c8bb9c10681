/** 目录 — what can be reported and how things are called; it changes with the pack only. */
import type { CatalogueView } from '@huying/contract/catalogue/view.ts'
import { useQuery } from '@tanstack/react-query'
import { client } from '../kernel/client.ts'

export type Kind = CatalogueView['kinds'][number]
export type Organisation = CatalogueView['organisations'][number]

const none: CatalogueView = {
  jurisdiction: { id: '', name: { zh: '' } },
  pack: { id: '', version: '' },
  timeZone: 'UTC',
  kinds: [],
  organisations: [],
  channels: [],
  attachments: [],
  dangers: [],
}

export const useCatalogueQuery = () =>
  useQuery({ queryKey: ['catalogue'], queryFn: ({ signal }) => client.catalogue(signal), staleTime: 600_000 })

/** The shell waits for it, so that screens below always have it. */
export const useCatalogue = (): CatalogueView => useCatalogueQuery().data ?? none
