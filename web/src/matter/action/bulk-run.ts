/** 批量办理 — one step on many matters, a few at a time, each with its own key and its own result; it can be stopped. */
import { ProblemError } from '@huying/contract/client.ts'
import type { SharedAbility } from '@huying/contract/matter/bulk.ts'

export type Outcome =
  | { readonly kind: 'done' }
  /** Somebody else has changed it since the step was offered. */
  | { readonly kind: 'stale' }
  | { readonly kind: 'refused'; readonly why: string }
  /** No answer: it may be sent again under the same key. */
  | { readonly kind: 'away' }

export type Results = ReadonlyMap<string, Outcome>

export type Act = (id: string, version: number) => Promise<unknown>

/** Name of the draft that keeps what was written for a step. */
export const bulkDraft = ({ action }: SharedAbility): string => `bulk.${action}`

/** Steps under way at a time. */
const AT_ONCE = 4

export async function runMany(
  matters: SharedAbility['matters'],
  act: Act,
  onResult: (id: string, outcome: Outcome) => void,
  isStopped: () => boolean,
): Promise<void> {
  const waiting = [...matters]
  const work = async () => {
    for (let next = waiting.shift(); next && !isStopped(); next = waiting.shift())
      onResult(next.id, await outcomeOf(act(next.id, next.version)))
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
}

async function outcomeOf(acting: Promise<unknown>): Promise<Outcome> {
  try {
    await acting
    return { kind: 'done' }
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.status === 503) return { kind: 'away' }
    const { code, title, errors } = error.problem
    if (code === 'version.stale') return { kind: 'stale' }
    return { kind: 'refused', why: [title, ...(errors ?? []).map(({ message }) => message)].join(' · ') }
  }
}
