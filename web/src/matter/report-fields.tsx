import { Checkbox, Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { kindPath } from '../catalogue/kind-tree.ts'
import { KindSelect, OrganisationSelect } from '../catalogue/selects.tsx'
import { suggestKinds } from '../catalogue/suggest-kind.ts'
import { useCatalogue } from '../catalogue/use-catalogue.ts'
import { useWords } from '../kernel/i18n.ts'
import { type Address, AddressInput } from '../territory/address-input.tsx'

export function TextField() {
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
        autoSize={{ minRows: 4, maxRows: 14 }}
        maxLength={20_000}
        placeholder={t('report.text_hint')}
      />
    </Form.Item>
  )
}

export function KindField() {
  const { t } = useTranslation()
  return (
    <>
      <Form.Item
        name="kind"
        label={t('report.kind')}
        rules={[{ required: true, message: t('report.kind_missing') }]}
      >
        <KindSelect />
      </Form.Item>
      <Suggestions />
    </>
  )
}

/** Kinds whose words stand in the text, with the reason; a press takes one over. */
function Suggestions() {
  const { t } = useTranslation()
  const words = useWords()
  const form = Form.useFormInstance()
  const { kinds } = useCatalogue()
  const text: string = Form.useWatch('text', form) ?? ''
  const kind: string | undefined = Form.useWatch('kind', form)
  const suggested = suggestKinds(text, kinds)
  return (
    <div className="suggestions" aria-live="polite">
      {suggested.length > 0 && <span className="quiet">{t('report.suggested')}</span>}
      {suggested.map(({ kind: id, because }) => (
        <button
          key={id}
          type="button"
          className="suggestion"
          aria-pressed={kind === id}
          onClick={() => form.setFieldValue('kind', id)}
        >
          {kindPath(kinds, id, words)}{' '}
          <small>{t('report.because', { words: because.join(t('app.comma')) })}</small>
        </button>
      ))}
    </div>
  )
}

export function PlaceField() {
  const { t } = useTranslation()
  const rule = {
    validator: (_: unknown, value?: Address) =>
      (value?.address.trim().length ?? 0) >= 2
        ? Promise.resolve()
        : Promise.reject(new Error(t('report.place_missing'))),
  }
  return (
    <Form.Item name="place" label={t('report.place')} required rules={[rule]}>
      <AddressInput />
    </Form.Item>
  )
}

export function ReporterFields() {
  const { t } = useTranslation()
  const words = useWords()
  const { channels } = useCatalogue()
  return (
    <div className="card report-grid">
      <Form.Item name="name" label={t('report.name')}>
        <Input maxLength={60} autoComplete="off" />
      </Form.Item>
      <Form.Item name="phone" label={t('report.phone')}>
        <Input maxLength={30} inputMode="tel" autoComplete="off" />
      </Form.Item>
      <Form.Item name="channel" label={t('report.channel')}>
        <Select options={channels.map(({ id, name }) => ({ value: id, label: words(name) }))} />
      </Form.Item>
      <Form.Item
        name="against"
        label={t('report.against')}
        extra={t('report.against_hint')}
        className="report-wide"
      >
        <OrganisationSelect multiple />
      </Form.Item>
      <Form.Item name="urgent" valuePropName="checked" className="report-wide report-check">
        <Checkbox>{t('report.urgent')}</Checkbox>
      </Form.Item>
      <Form.Item name="confidential" valuePropName="checked" className="report-wide report-check">
        <Checkbox>{t('report.confidential')}</Checkbox>
      </Form.Item>
    </div>
  )
}
