/** 地图设置 — what this installation lays under its maps. */
import { useQuery } from '@tanstack/react-query'
import { client } from '../kernel/client.ts'

export const useSetup = () =>
  useQuery({ queryKey: ['map-setup'], queryFn: ({ signal }) => client.mapSetup(signal), staleTime: 600_000 })
