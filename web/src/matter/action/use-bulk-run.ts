/** 批量进行 — the run of one step over the chosen matters; what was not done stays chosen. */
import type { SharedAbility } from '@huying/contract/matter/bulk.ts'
import { useRef, useState } from 'react'
import type { Answers } from '../../catalogue/form-schema.ts'
import { client } from '../../kernel/client.ts'
import { newKey } from '../../kernel/command-key.ts'
import { refresh } from '../use-matter.ts'
import { type Outcome, type Results, runMany } from './bulk-run.ts'

type Now = {
  readonly ability: SharedAbility
  readonly results: Results
  readonly isOver: boolean
  readonly isStopped: boolean
}

export type BulkRun = {
  readonly now: Now | null
  /** Answers how many of the chosen were left undone. */
  start(ability: SharedAbility, answers: Answers | null, chosen: readonly string[]): Promise<number>
  stop(): void
  close(): void
}

export function useBulkRun(onLeft: (ids: readonly string[]) => void): BulkRun {
  const [now, setNow] = useState<Now | null>(null)
  const stopped = useRef(false)
  const left = useRef<readonly string[]>([])
  // The same step with the same answers on the same version is one command, however often it is tried.
  const keys = useRef(new Map<string, string>())
  const keyOf = (command: unknown) => {
    const text = JSON.stringify(command)
    const key = keys.current.get(text) ?? newKey()
    keys.current.set(text, key)
    return key
  }
  const start: BulkRun['start'] = async (ability, answers, chosen) => {
    stopped.current = false
    const results = new Map<string, Outcome>()
    const show = (isOver: boolean) =>
      setNow({ ability, results: new Map(results), isOver, isStopped: stopped.current })
    show(false)
    const act = (id: string, expectedVersion: number) => {
      const body = { expectedVersion, ...(answers ? { form: answers } : {}) }
      return client.act(id, ability.action, body, keyOf([id, ability.action, body]))
    }
    await runMany(
      ability.matters,
      act,
      (id, outcome) => {
        results.set(id, outcome)
        show(false)
      },
      () => stopped.current,
    )
    left.current = chosen.filter((id) => results.get(id)?.kind !== 'done')
    show(true)
    await refresh(null)
    return left.current.length
  }
  return {
    now,
    start,
    stop: () => {
      stopped.current = true
      setNow((before) => before && { ...before, isStopped: true })
    },
    close: () => {
      setNow(null)
      onLeft(left.current)
    },
  }
}
