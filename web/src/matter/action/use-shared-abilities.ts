/** 选中可办 — what can be done with the chosen matters, asked of the server in portions that it takes. */
import type { SharedAbility } from '@huying/contract/matter/bulk.ts'
import { useQuery } from '@tanstack/react-query'
import { client } from '../../kernel/client.ts'
import { newKey } from '../../kernel/command-key.ts'

const PORTION = 200

export function useSharedAbilities(ids: readonly string[]) {
  return useQuery({
    queryKey: ['shared-abilities', ids],
    queryFn: () => readAbilities(ids),
    staleTime: 5_000,
    gcTime: 0,
    enabled: ids.length > 0,
    placeholderData: (before) => before,
  })
}

export async function readAbilities(ids: readonly string[]): Promise<SharedAbility[]> {
  const found = new Map<string, SharedAbility>()
  for (let from = 0; from < ids.length; from += PORTION) {
    const { actions } = await client.sharedAbilities(ids.slice(from, from + PORTION), newKey())
    for (const one of actions) merge(found, one)
  }
  return [...found.values()]
}

function merge(found: Map<string, SharedAbility>, one: SharedAbility): void {
  const key = JSON.stringify([one.action, one.title, one.form])
  const before = found.get(key)
  if (!before) return void found.set(key, one)
  found.set(key, {
    ...before,
    primary: before.primary || one.primary,
    units: [...new Set([...before.units, ...one.units])],
    matters: [...before.matters, ...one.matters],
  })
}
