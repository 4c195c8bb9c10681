/** 办理表单 — the form of one action, rendered from the pack; what was typed survives errors and other people's changes. */
import type { MatterView } from '@huying/contract/matter/view.ts'
import { Button, Form } from 'antd'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { AttachmentField } from '../../attachment/attachment-field.tsx'
import { FormFields } from '../../catalogue/form-fields.tsx'
import { type Answers, answersOf, formOf } from '../../catalogue/form-schema.ts'
import { showAtFields } from '../../catalogue/server-errors.ts'
import { dropDraft, keepDraft, readDraft } from '../../kernel/draft.ts'
import { useWords } from '../../kernel/i18n.ts'
import { codeOf, ProblemAlert } from '../../kernel/problem.tsx'
import { offerFocus } from '../../kernel/shortcuts.ts'
import { MatterInput } from '../matter-input.tsx'
import type { AbilityView } from '../use-matter.ts'
import { Meanwhile } from './meanwhile.tsx'
import { useAct } from './use-act.ts'
import { useInner } from './use-inner.ts'
import { useKnown } from './use-known.ts'

type Props = {
  matter: MatterView
  ability: AbilityView
  onDone: (ability: AbilityView) => void
  onCancel: () => void
}

export default function ActionForm({ matter, ability, onDone, onCancel }: Props) {
  const { t } = useTranslation()
  const words = useWords()
  const [form] = Form.useForm<Answers>()
  const panel = useRef<HTMLDivElement>(null)
  const draft = `${matter.id}.${ability.action}`
  const act = useAct(matter, () => {
    dropDraft(draft)
    onDone(ability)
  })
  const schema = formOf(ability.form)
  const known = useKnown(matter, schema)
  const asksInner = Object.values(schema?.properties ?? {}).some((field) => field['x-ref'] === 'inner')
  const inner = useInner(matter, asksInner)
  const offered = matter.abilities.some(({ action }) => action === ability.action)
  useEffect(() => {
    offerFocus(panel.current?.querySelector<HTMLElement>('input, textarea'))
  }, [])
  const send = (answers: Answers) =>
    act.mutate(
      { ability, answers: answersOf(answers) },
      {
        onError: (error) =>
          showAtFields(form, error, ([under, field]) => (under === 'form' && field ? [field] : null)),
      },
    )
  if (!schema) return null
  return (
    <div className="action-form" ref={panel}>
      <h2>{words(ability.title)}</h2>
      <Meanwhile matter={matter} offered={offered} sending={act.isPending || act.isSuccess} />
      <Form
        form={form}
        layout="vertical"
        initialValues={{ ...known, ...readDraft(draft) }}
        onValuesChange={(_, all) => keepDraft(draft, all)}
        onFinish={send}
        scrollToFirstError={{ focus: true }}
      >
        <FormFields form={schema} surroundings={{ inner, MatterInput, AttachmentInput: AttachmentField }} />
        {act.isError && codeOf(act.error) !== 'version.stale' && <ProblemAlert error={act.error} />}
        <div className="action-form-foot">
          <Button type="primary" htmlType="submit" loading={act.isPending} disabled={!offered}>
            {words(ability.title)}
          </Button>
          <Button onClick={onCancel}>{t('act.cancel')}</Button>
          <span className="quiet">{t('act.draft_kept')}</span>
        </div>
      </Form>
    </div>
  )
}
