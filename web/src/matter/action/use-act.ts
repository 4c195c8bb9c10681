/** 办理 — one action on a matter, sent under a key of its own, and what it changed read again. */
import type { Act } from '@huying/contract/matter/act.ts'
import type { MatterView } from '@huying/contract/matter/view.ts'
import { useMutation } from '@tanstack/react-query'
import type { Answers } from '../../catalogue/form-schema.ts'
import { client } from '../../kernel/client.ts'
import { useCommandKey } from '../../kernel/command-key.ts'
import { codeOf } from '../../kernel/problem.tsx'
import { type AbilityView, refresh } from '../use-matter.ts'

type Chosen = { ability: AbilityView; answers?: Answers }

export function useAct(matter: MatterView, onDone: (ability: AbilityView) => void) {
  const keyOf = useCommandKey()
  return useMutation({
    mutationFn: async ({ ability, answers }: Chosen) => {
      const send = (seen: MatterView) => {
        const act: Act = { expectedVersion: seen.version, ...(answers ? { form: answers } : {}) }
        return client.act(seen.id, ability.action, act, keyOf([seen.id, ability.action, act]))
      }
      try {
        return await send(matter)
      } catch (error) {
        if (codeOf(error) !== 'version.stale') throw error
        const now = await client.matter(matter.id)
        if (!onlyTimePassed(matter, now)) throw error
        return send(now)
      }
    },
    onSuccess: async (_, { ability }) => {
      await refresh(matter.id)
      onDone(ability)
    },
    // Whatever was refused rests on what the matter has become: show that.
    onError: (error) => {
      if (codeOf(error) !== 'form.invalid') void refresh(matter.id)
    },
  })
}

/** A clock that rang meanwhile is nothing that the sender would have to look at first. */
function onlyTimePassed(seen: MatterView, now: MatterView): boolean {
  const last = seen.timeline.at(-1)?.seq ?? 0
  return now.timeline.every((entry) => entry.seq <= last || entry.type.startsWith('Clock'))
}

export function useUndo(matter: MatterView) {
  const keyOf = useCommandKey()
  return useMutation({
    mutationFn: () => client.undo(matter.id, keyOf(['undo', matter.id, matter.version])),
    onSettled: () => refresh(matter.id),
  })
}
