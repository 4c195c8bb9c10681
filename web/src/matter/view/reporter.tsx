/** 诉求人 — masked; in full for a moment, with a reason that the person can read. */
import type { RevealData, Revealed } from '@huying/contract/resident/data.ts'
import { useMutation } from '@tanstack/react-query'
import { Button, Checkbox, Form, Input } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '../../kernel/client.ts'
import { useCommandKey } from '../../kernel/command-key.ts'
import { useNowBySecond } from '../../kernel/now.ts'
import { ProblemAlert } from '../../kernel/problem.tsx'

const FIELDS = ['name', 'phone', 'address'] as const
/** What was revealed does not stand on a screen that others walk past. */
const SHOWN = 120_000

type Masked = Partial<Record<(typeof FIELDS)[number], string | null>>

export function Reporter({ matterId, masked }: { matterId: string; masked: Masked }) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const [shown, setShown] = useState<{ data: Revealed; until: number } | null>(null)
  const now = useNowBySecond()
  const left = shown ? Math.ceil((shown.until - now) / 1000) : 0
  useEffect(() => {
    if (shown && left <= 0) setShown(null)
  }, [shown, left])
  const values = { ...masked, ...(shown?.data ?? {}) }
  const known = FIELDS.filter((field) => masked[field])
  return (
    <div className="reporter">
      {FIELDS.map((field) =>
        values[field] ? (
          <span key={field} className="reporter-value">
            {values[field]}
          </span>
        ) : null,
      )}
      {shown ? (
        <Button size="small" onClick={() => setShown(null)}>
          {t('reveal.hide')} <small>{t('reveal.left', { seconds: left })}</small>
        </Button>
      ) : (
        !asking &&
        known.length > 0 && (
          <Button size="small" type="link" onClick={() => setAsking(true)}>
            {t('reveal.go')}
          </Button>
        )
      )}
      {asking && (
        <Ask
          matterId={matterId}
          known={known}
          onCancel={() => setAsking(false)}
          onShown={(data) => {
            setAsking(false)
            setShown({ data, until: now + SHOWN })
          }}
        />
      )}
    </div>
  )
}

type AskProps = {
  matterId: string
  known: readonly (typeof FIELDS)[number][]
  onShown: (data: Revealed) => void
  onCancel: () => void
}

function Ask({ matterId, known, onShown, onCancel }: AskProps) {
  const { t } = useTranslation()
  const keyOf = useCommandKey()
  const reveal = useMutation({
    mutationFn: (look: RevealData) =>
      client.reveal(matterId, look, keyOf(['reveal', matterId, look, Date.now()])),
    onSuccess: onShown,
  })
  return (
    <Form<RevealData>
      layout="vertical"
      size="small"
      initialValues={{ fields: known.includes('phone') ? ['phone'] : [...known] }}
      onFinish={(look) => reveal.mutate(look)}
    >
      <Form.Item
        name="fields"
        label={t('reveal.fields')}
        rules={[{ required: true, type: 'array', min: 1, message: t('reveal.fields_missing') }]}
      >
        <Checkbox.Group options={known.map((field) => ({ value: field, label: t(`reveal.${field}`) }))} />
      </Form.Item>
      <Form.Item
        name="reason"
        label={t('reveal.reason')}
        extra={t('reveal.reason_hint')}
        rules={[{ required: true, whitespace: true, min: 2, message: t('reveal.reason_short') }]}
      >
        <Input maxLength={200} autoFocus />
      </Form.Item>
      {reveal.isError && <ProblemAlert error={reveal.error} />}
      <div className="reporter-foot">
        <Button type="primary" htmlType="submit" loading={reveal.isPending}>
          {t('reveal.show')}
        </Button>
        <Button onClick={onCancel}>{t('reveal.cancel')}</Button>
      </div>
    </Form>
  )
}
