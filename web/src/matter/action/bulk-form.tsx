/** 批量表单 — the form of one step, filled in once for all the matters that can take it. */
import type { SharedAbility } from '@huying/contract/matter/bulk.ts'
import { Button, Form } from 'antd'
import { useTranslation } from 'react-i18next'
import { FormFields } from '../../catalogue/form-fields.tsx'
import { type Answers, answersOf, type Form as FormSchema, formOf } from '../../catalogue/form-schema.ts'
import { keepDraft, readDraft } from '../../kernel/draft.ts'
import { useWords } from '../../kernel/i18n.ts'
import { MatterInput } from '../matter-input.tsx'
import { bulkDraft } from './bulk-run.ts'
import { useInner } from './use-inner.ts'

type Props = {
  ability: SharedAbility
  chosen: number
  onSend: (answers: Answers) => void
  onCancel: () => void
}

export default function BulkForm({ ability, chosen, onSend, onCancel }: Props) {
  const { t } = useTranslation()
  const words = useWords()
  const schema = withoutFiles(formOf(ability.form))
  const asksInner = Object.values(schema?.properties ?? {}).some((field) => field['x-ref'] === 'inner')
  const inner = useInner({ assignments: ability.units.map((id) => ({ unit: { id } })) }, asksInner)
  const draft = bulkDraft(ability)
  if (!schema) return null
  const count = ability.matters.length
  const rest = chosen - count
  return (
    <div className="bulk-form">
      <h3>{t('bulk.form', { title: words(ability.title), count })}</h3>
      <p className="quiet">{t(rest > 0 ? 'bulk.form_hint' : 'bulk.form_hint_all', { count, rest })}</p>
      <Form
        layout="vertical"
        size="small"
        initialValues={readDraft(draft)}
        onValuesChange={(_, all) => keepDraft(draft, all)}
        onFinish={(answers: Answers) => onSend(answersOf(answers))}
      >
        <FormFields form={schema} surroundings={{ inner, MatterInput }} />
        <div className="bulk-line">
          <Button type="primary" htmlType="submit">
            {t('bulk.go', { count })}
          </Button>
          <Button onClick={onCancel}>{t('bulk.cancel')}</Button>
        </div>
      </Form>
    </div>
  )
}

/** A file is sent in with one matter only. */
function withoutFiles(form: FormSchema | null): FormSchema | null {
  if (!form) return null
  const fields = Object.entries(form.properties).filter(([, field]) => field['x-ref'] !== 'attachment')
  return { ...form, properties: Object.fromEntries(fields) }
}
