import type { MatterView } from '@huying/contract/matter/view.ts'
import { useMutation } from '@tanstack/react-query'
import { client } from '../kernel/client.ts'
import { newKey } from '../kernel/command-key.ts'
import { queryClient } from '../kernel/query.ts'
import { refresh } from './use-matter.ts'

/** Following is seen at once on the matter, and in the lists. */
export function useFollow() {
  return useMutation({
    mutationFn: ({ id, follow }: { id: string; follow: boolean }) => client.follow(id, follow, newKey()),
    onSuccess: (_, { id, follow }) => {
      queryClient.setQueryData<MatterView>(
        ['matter', id],
        (matter) => matter && { ...matter, followed: follow },
      )
      return refresh(id)
    },
  })
}
