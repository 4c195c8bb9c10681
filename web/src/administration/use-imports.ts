/** 导入查询 — all runs, and one that is looked at again while it is at work. */
import { useQuery } from '@tanstack/react-query'
import { client } from '../kernel/client.ts'
import { useLocale } from '../kernel/i18n.ts'

export const useImports = () =>
  useQuery({
    queryKey: ['admin', 'imports', useLocale()],
    queryFn: ({ signal }) => client.administration.imports(signal),
    refetchInterval: ({ state }) =>
      state.data?.rows.some(({ status }) => status === 'running') ? 2_000 : false,
  })

export const useRun = (id: string) =>
  useQuery({
    queryKey: ['admin', 'import', id, useLocale()],
    queryFn: ({ signal }) => client.administration.import(id, signal),
    refetchInterval: ({ state }) => (state.data?.status === 'running' ? 1_000 : false),
  })

const KB = 1024

export function sizeOf(bytes: number): string {
  if (bytes < KB * KB) return `${Math.max(1, Math.round(bytes / KB))} kB`
  return `${(bytes / KB / KB).toFixed(1)} MB`
}
