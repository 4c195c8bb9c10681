/** 登记字段 — what is asked of whoever reports: the text first, the rest follows from it. */
import { dangersIn } from '@huying/core/catalogue/suggest.ts'
import { Button, Checkbox, Collapse, Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { kindPath } from '../../catalogue/kind-tree.ts'
import { KindSelect, OrganisationSelect } from '../../catalogue/selects.tsx'
import { useCatalogue } from '../../catalogue/use-catalogue.ts'
import { useWords } from '../../kernel/i18n.ts'
import { useFilled } from './use-filled.ts'
import { useKindSuggestions } from './use-kind-suggestions.ts'
import type { Known } from './use-suggested.ts'

/** `isOwn`: written by whoever it happened to, not noted down for a caller. */
export function TextField({ isOwn }: { isOwn: boolean }) {
  const { t } = useTranslation()
  return (
    <Form.Item
      name="text"
      label={t('report.text')}
      rules={[
        { required: true, whitespace: true, message: t('report.text_missing') },
        { min: 2, message: t('report.text_missing') },
      ]}
    >
      <Input.TextArea
        autoSize={{ minRows: 3, maxRows: 12 }}
        maxLength={20_000}
        placeholder={t(isOwn ? 'report.text_hint_own' : 'report.text_hint')}
      />
    </Form.Item>
  )
}

export function KindField({ known }: { known: Known }) {
  const { t } = useTranslation()
  const form = Form.useFormInstance()
  const suggestions = useKindSuggestions(known)
  const [best] = suggestions
  const isOurs = useFilled(form, 'kind', best?.confidence === 'clear' ? best.id : null)
  return (
    <>
      <Form.Item
        name="kind"
        label={t('report.kind')}
        rules={[{ required: true, message: t('report.kind_missing') }]}
      >
        <KindSelect />
      </Form.Item>
      <div className="suggestions" aria-live="polite">
        {suggestions.length > 0 && (
          <span className="quiet">{t(isOurs ? 'report.taken' : 'report.suggested')}</span>
        )}
        {suggestions.map((one) => (
          <KindSuggestion key={one.id} {...one} />
        ))}
      </div>
    </>
  )
}

function KindSuggestion({ id, because, similar }: { id: string; because: string[]; similar: number }) {
  const { t } = useTranslation()
  const words = useWords()
  const form = Form.useFormInstance()
  const { kinds } = useCatalogue()
  const kind: string | undefined = Form.useWatch('kind', form)
  const reasons = [
    ...(because.length > 0 ? [t('report.because', { words: because.join(t('app.comma')) })] : []),
    ...(similar > 0 ? [t('report.because_similar', { count: similar })] : []),
  ]
  return (
    <button
      type="button"
      className="suggestion"
      aria-pressed={kind === id}
      onClick={() => form.setFieldValue('kind', id)}
    >
      {kindPath(kinds, id, words)} <small>{reasons.join(' · ')}</small>
    </button>
  )
}

export function ReporterFields() {
  const { t } = useTranslation()
  const words = useWords()
  const { channels } = useCatalogue()
  return (
    <div className="report-grid">
      <Form.Item name="name" label={t('report.name')}>
        <Input maxLength={60} autoComplete="off" />
      </Form.Item>
      <Form.Item name="phone" label={t('report.phone')}>
        <Input maxLength={30} inputMode="tel" autoComplete="off" />
      </Form.Item>
      <Form.Item name="channel" label={t('report.channel')}>
        <Select options={channels.map(({ id, name }) => ({ value: id, label: words(name) }))} />
      </Form.Item>
    </div>
  )
}

/** A word of danger in the text: whoever listens decides whether it is one. */
export function UrgentField() {
  const { t } = useTranslation()
  const form = Form.useFormInstance()
  const { dangers } = useCatalogue()
  const text: string = Form.useWatch('text', form) ?? ''
  const urgent: boolean | undefined = Form.useWatch('urgent', form)
  const words = dangersIn(text, dangers)
  return (
    <div className="report-urgent">
      <Form.Item name="urgent" valuePropName="checked" noStyle>
        <Checkbox>{t('report.urgent')}</Checkbox>
      </Form.Item>
      <span aria-live="polite">
        {words.length > 0 && !urgent && (
          <span className="tag tag-red report-danger">
            {t('report.danger', { words: words.join(t('app.comma')) })}
            <Button type="link" size="small" onClick={() => form.setFieldValue('urgent', true)}>
              {t('report.danger_take')}
            </Button>
          </span>
        )}
      </span>
    </div>
  )
}

/** Seldom needed: folded, and open where something is already in it. */
export function RareFields() {
  const { t } = useTranslation()
  const form = Form.useFormInstance()
  const against: string[] | undefined = form.getFieldValue('against')
  return (
    <Collapse
      ghost
      size="small"
      className="report-rare"
      defaultActiveKey={against?.length ? ['rare'] : []}
      items={[
        {
          key: 'rare',
          label: t('report.more'),
          forceRender: true,
          children: (
            <>
              <Form.Item name="against" label={t('report.against')} extra={t('report.against_hint')}>
                <OrganisationSelect multiple />
              </Form.Item>
              <Form.Item name="confidential" valuePropName="checked" noStyle>
                <Checkbox>{t('report.confidential')}</Checkbox>
              </Form.Item>
            </>
          ),
        },
      ]}
    />
  )
}
