/** 登记表单 — the text first; kind, place and who will answer follow while it is typed, and never stand in the way of sending. */
import { Alert, Button, Form } from 'antd'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '../../account/use-me.ts'
import { AttachmentField } from '../../attachment/attachment-field.tsx'
import { FormFields } from '../../catalogue/form-fields.tsx'
import { formOf, uploadedRule } from '../../catalogue/form-schema.ts'
import { showAtFields } from '../../catalogue/server-errors.ts'
import { useCatalogue } from '../../catalogue/use-catalogue.ts'
import { dropDraft, keepDraft, readDraft } from '../../kernel/draft.ts'
import { ProblemAlert } from '../../kernel/problem.tsx'
import { offerFocus } from '../../kernel/shortcuts.ts'
import { MatterInput } from '../matter-input.tsx'
import { KindField, RareFields, ReporterFields, TextField, UrgentField } from './fields.tsx'
import { PlaceField } from './place.tsx'
import { beside, fieldOfPath, isWorthKeeping, type ReportAnswers } from './report.ts'
import { CHANNEL, DRAFT, type Joining, type Sent, useReport } from './use-report.ts'
import { useSuggested } from './use-suggested.ts'

const ReportAside = lazy(async () => ({ default: (await import('./aside.tsx')).ReportAside }))

export function ReportForm({ onSent }: { onSent: (sent: Sent) => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<ReportAnswers>()
  const { kinds } = useCatalogue()
  // Who they are is known, and they report by this very page.
  const isResident = useMe().data?.kind === 'resident'
  const kind = Form.useWatch('kind', form)
  const extra = beside(formOf(kinds.find(({ id }) => id === kind)?.form))
  const all: ReportAnswers | undefined = Form.useWatch([], form)
  // Watched rather than listened to: a suggestion that is taken over is kept as well.
  useEffect(() => {
    if (all) keepDraft(DRAFT, all)
  }, [all])
  const known = useSuggested(all ?? {})
  const [joining, setJoining] = useState<Joining | null>(null)
  const send = useReport(onSent)
  const panel = useRef<HTMLDivElement>(null)
  useEffect(() => offerFocus(panel.current?.querySelector('textarea')), [])
  const finish = (answers: ReportAnswers) =>
    send.mutate({ answers, joining }, { onError: (error) => showAtFields(form, error, fieldOfPath) })
  return (
    <div className="report-columns">
      <div ref={panel} className="report-main">
        <Restored onDiscard={() => form.resetFields()} />
        <Form<ReportAnswers>
          form={form}
          layout="vertical"
          initialValues={isResident ? {} : { channel: localStorage.getItem(CHANNEL) ?? 'phone' }}
          onFinish={finish}
          scrollToFirstError={{ focus: true }}
        >
          <Drafted />
          <div className="card report-card">
            <TextField isOwn={isResident} />
            <KindField known={known} />
            {extra && (
              <FormFields
                form={extra}
                under={['form']}
                surroundings={{ MatterInput, AttachmentInput: AttachmentField }}
              />
            )}
            <PlaceField known={known} isOwn={isResident} />
            {!isResident && <ReporterFields />}
            <UrgentField />
            <RareFields />
            <Form.Item
              name="attachments"
              label={t('report.files')}
              className="report-files"
              rules={[uploadedRule(t('form.still_uploading'))]}
            >
              <AttachmentField />
            </Form.Item>
          </div>
          {send.isError && <ProblemAlert error={send.error} />}
          <div className="report-foot">
            {joining && (
              <p className="report-joining" role="status">
                {t('report.joining', { number: joining.number })}
                <Button type="link" size="small" onClick={() => setJoining(null)}>
                  {t('report.joining_not')}
                </Button>
              </p>
            )}
            <Button type="primary" size="large" htmlType="submit" loading={send.isPending}>
              {t(joining ? 'report.send_join' : 'report.send')}
            </Button>
            <span className="quiet">{t('act.draft_kept')}</span>
          </div>
        </Form>
      </div>
      <Suspense fallback={<div className="report-aside" />}>
        <ReportAside form={form} known={known} joining={joining} onJoin={setJoining} />
      </Suspense>
    </div>
  )
}

/** What was typed before comes as values, not as initial ones: discarding it empties the form. */
function Drafted() {
  const form = Form.useFormInstance()
  const isDone = useRef(false)
  if (!isDone.current) {
    isDone.current = true
    form.setFieldsValue(readDraft(DRAFT))
  }
  return null
}

function Restored({ onDiscard }: { onDiscard: () => void }) {
  const { t } = useTranslation()
  const [isShown, setShown] = useState(() => isWorthKeeping(readDraft(DRAFT)))
  if (!isShown) return null
  const discard = () => {
    onDiscard()
    dropDraft(DRAFT)
    setShown(false)
  }
  return (
    <Alert
      type="info"
      showIcon
      closable={{ onClose: () => setShown(false) }}
      className="report-restored"
      title={t('report.restored')}
      action={
        <Button size="small" onClick={discard}>
          {t('report.discard')}
        </Button>
      }
    />
  )
}
