/** 提交登记 — sends a report, and joins it to another matter where it is the same thing. */
import type { Opened } from '@huying/contract/matter/open.ts'
import { useMutation } from '@tanstack/react-query'
import { client } from '../../kernel/client.ts'
import { useCommandKey } from '../../kernel/command-key.ts'
import { dropDraft } from '../../kernel/draft.ts'
import { refresh } from '../use-matter.ts'
import { type ReportAnswers, reportOf } from './report.ts'

/** The open matter that this report is the same as. */
export type Joining = { readonly id: string; readonly number: string }

/** What became of a report; `refused` says why it could not be joined: it then stands by itself. */
export type Sent = {
  readonly opened: Opened
  readonly joined: (Joining & { readonly refused: string | null }) | null
}

export const DRAFT = 'report'
/** Whoever sits at one desk takes most reports in by the same way. */
export const CHANNEL = 'huying.channel'

type Sending = { readonly answers: ReportAnswers; readonly joining: Joining | null }

export function useReport(onSent: (sent: Sent) => void) {
  const keyOf = useCommandKey()
  const keyOfMerge = useCommandKey()
  return useMutation({
    mutationFn: async ({ answers, joining }: Sending): Promise<Sent> => {
      const report = reportOf(answers)
      const opened = await client.open(report, keyOf(report))
      if (!joining) return { opened, joined: null }
      const merge = { form: { into: joining.id }, expectedVersion: opened.version }
      try {
        await client.act(opened.id, 'merge', merge, keyOfMerge([opened.id, merge]))
        return { opened, joined: { ...joining, refused: null } }
      } catch (error) {
        return { opened, joined: { ...joining, refused: (error as Error).message } }
      }
    },
    onSuccess: (sent, { answers: { channel } }) => {
      if (channel) localStorage.setItem(CHANNEL, channel)
      dropDraft(DRAFT)
      void refresh(sent.opened.id)
      onSent(sent)
    },
  })
}
