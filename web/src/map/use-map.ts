/** 一张图数据 — counts of a territory and its parts, marks, and points; all of them follow the feed. */
import type { MarksQuery, PointsQuery } from '@huying/contract/map/map.ts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { client } from '../kernel/client.ts'

/** The prefix that the feed renews. */
const KEY = 'map'
/** A clock that runs out changes a count without any change being told of. */
const MINUTE = 60_000

export const useMapTerritory = (code: string, on: string | null) =>
  useQuery({
    queryKey: [KEY, 'territory', code, on],
    queryFn: ({ signal }) => client.mapTerritory(code, on ?? undefined, signal),
    placeholderData: keepPreviousData,
    refetchInterval: MINUTE,
  })

export const useMapMarks = (asked: MarksQuery, enabled: boolean) =>
  useQuery({
    queryKey: [KEY, 'marks', asked],
    queryFn: ({ signal }) => client.mapMarks(asked, signal),
    placeholderData: keepPreviousData,
    enabled,
  })

export const useMapPoints = (layer: PointsQuery['layer'], enabled: boolean) =>
  useQuery({
    queryKey: ['map-points', layer],
    queryFn: ({ signal }) => client.mapPoints(layer, signal),
    enabled,
    staleTime: 600_000,
  })
