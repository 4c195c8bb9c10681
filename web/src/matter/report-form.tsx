import type { Opened } from '@huying/contract/matter/open.ts'
import { useMutation } from '@tanstack/react-query'
import { Button, Form } from 'antd'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { FormFields } from '../catalogue/form-fields.tsx'
import { formOf } from '../catalogue/form-schema.ts'
import { showAtFields } from '../catalogue/server-errors.ts'
import { useCatalogue } from '../catalogue/use-catalogue.ts'
import { client } from '../kernel/client.ts'
import { useCommandKey } from '../kernel/command-key.ts'
import { dropDraft, keepDraft, readDraft } from '../kernel/draft.ts'
import { ProblemAlert } from '../kernel/problem.tsx'
import { beside, fieldOfPath, type ReportAnswers, reportOf } from './report.ts'
import { KindField, PlaceField, ReporterFields, TextField } from './report-fields.tsx'
import { refresh } from './use-matter.ts'

const DRAFT = 'report'
/** Whoever sits at one desk takes most reports in by the same way. */
const CHANNEL = 'huying.channel'

export function ReportForm({ onOpened }: { onOpened: (opened: Opened) => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<ReportAnswers>()
  const { kinds } = useCatalogue()
  const kind = Form.useWatch('kind', form)
  const extra = beside(formOf(kinds.find(({ id }) => id === kind)?.form))
  const all = Form.useWatch([], form)
  // Watched rather than listened to: a suggestion that is taken over is kept as well.
  useEffect(() => {
    if (all) keepDraft(DRAFT, all)
  }, [all])
  const send = useReport(onOpened)
  const panel = useRef<HTMLDivElement>(null)
  useEffect(() => panel.current?.querySelector('textarea')?.focus(), [])
  const finish = (answers: ReportAnswers) =>
    send.mutate(answers, { onError: (error) => showAtFields(form, error, fieldOfPath) })
  return (
    <div ref={panel}>
      <Form<ReportAnswers>
        form={form}
        layout="vertical"
        initialValues={{ channel: localStorage.getItem(CHANNEL) ?? 'phone', ...readDraft(DRAFT) }}
        onFinish={finish}
        scrollToFirstError={{ focus: true }}
      >
        <div className="card">
          <TextField />
          <KindField />
          {extra && <FormFields form={extra} under={['form']} />}
          <PlaceField />
        </div>
        <ReporterFields />
        {send.isError && <ProblemAlert error={send.error} />}
        <div className="report-foot">
          <Button type="primary" size="large" htmlType="submit" loading={send.isPending}>
            {t('report.send')}
          </Button>
          <span className="quiet">{t('act.draft_kept')}</span>
        </div>
      </Form>
    </div>
  )
}

function useReport(onOpened: (opened: Opened) => void) {
  const keyOf = useCommandKey()
  return useMutation({
    mutationFn: (answers: ReportAnswers) => {
      const report = reportOf(answers)
      return client.open(report, keyOf(report))
    },
    onSuccess: (opened, { channel }) => {
      if (channel) localStorage.setItem(CHANNEL, channel)
      dropDraft(DRAFT)
      void refresh(opened.id)
      onOpened(opened)
    },
  })
}
