/** 表单字段 — fields of a pack's form; a new form in a pack needs no new screen. */
import { Form as AntForm, Input, InputNumber, Radio, Select } from 'antd'
import type { ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import { useWords } from '../kernel/i18n.ts'
import { TerritorySelect } from '../territory/territory-select.tsx'
import { type Field, type Form, isLong, rulesOf } from './form-schema.ts'
import { toInstant, toLocal } from './local-time.ts'
import { type Choice, InnerSelect, KindSelect, OrganisationSelect } from './selects.tsx'
import { useCatalogue } from './use-catalogue.ts'

/** `value` and `onChange` come along too; only the input at the end knows their types. */
export type InputProps = { id?: string }

/** What only the screen around the form knows. */
export type Surroundings = {
  /** Parts and people of the caller's own unit, for work that is passed on inside. */
  readonly inner?: readonly Choice[]
  /** How another matter is found. */
  readonly MatterInput?: ComponentType<InputProps>
  /** How files are added. */
  readonly AttachmentInput?: ComponentType<InputProps & { most?: number }>
}

type Props = { form: Form; surroundings?: Surroundings; under?: string[] }

export function FormFields({ form, surroundings = {}, under = [] }: Props) {
  const { t } = useTranslation()
  const words = useWords()
  return Object.entries(form.properties).map(([name, field]) => {
    const title = words(field.title)
    const required = form.required?.includes(name) === true
    const purpose = field['x-purpose']
    return (
      <AntForm.Item
        key={name}
        name={[...under, name]}
        label={title}
        rules={rulesOf(field, required, title, t)}
        // A file under way is no mistake until the form is sent.
        {...(field['x-ref'] === 'attachment' ? { validateTrigger: [] } : {})}
        {...(purpose ? { extra: words(purpose) } : {})}
        {...(field.default === undefined ? {} : { initialValue: field.default })}
      >
        <FieldInput field={field} surroundings={surroundings} />
      </AntForm.Item>
    )
  })
}

/** The form library hands `id`, `value` and `onChange` to this component; they go on to the right input. */
function FieldInput({
  field,
  surroundings,
  ...given
}: { field: Field; surroundings: Surroundings } & InputProps) {
  const { t } = useTranslation()
  const multiple = field.type === 'array'
  const { MatterInput, AttachmentInput } = surroundings
  switch (field['x-ref']) {
    case 'organisation':
      return <OrganisationSelect {...given} multiple={multiple} />
    case 'inner':
      return <InnerSelect {...given} multiple={multiple} choices={surroundings.inner ?? []} />
    case 'kind':
      return <KindSelect {...given} multiple={multiple} />
    case 'territory':
      return <TerritorySelect {...given} />
    case 'matter':
      if (MatterInput) return <MatterInput {...given} />
      break
    case 'attachment':
      if (AttachmentInput)
        return (
          <AttachmentInput {...given} {...(field.maxItems === undefined ? {} : { most: field.maxItems })} />
        )
      break
    default:
  }
  if (field.enum ?? field.items?.enum) return <ChoiceInput field={field} {...given} />
  if (field.type === 'boolean') return <YesNoInput {...given} />
  if (field.type === 'integer' || field.type === 'number') return <NumberInput field={field} {...given} />
  if (multiple) return <Select {...given} mode="tags" open={false} placeholder={t('form.tags_hint')} />
  if (field.format === 'date-time') return <DateTimeInput {...given} />
  if (field.format === 'date') return <Input {...given} type="date" max={LAST_DAY} />
  const counted = field.maxLength === undefined ? {} : { maxLength: field.maxLength }
  if (isLong(field)) return <Input.TextArea {...given} {...counted} autoSize={{ minRows: 2, maxRows: 10 }} />
  return <Input {...given} {...counted} />
}

/** Few choices are seen at once, many are searched. */
const FEW = 6

function ChoiceInput({ field, ...given }: { field: Field } & InputProps) {
  const words = useWords()
  const options = (field.enum ?? field.items?.enum ?? []).map((value) => {
    const title = field['x-titles']?.[value]
    return { value, label: title ? words(title) : value }
  })
  if (field.type === 'array')
    return <Select {...given} mode="multiple" options={options} showSearch={{ optionFilterProp: 'label' }} />
  if (options.length <= FEW) return <Radio.Group {...given} options={options} />
  return <Select {...given} options={options} allowClear showSearch={{ optionFilterProp: 'label' }} />
}

/** Not a switch: "no answer yet" differs from "no". */
function YesNoInput(given: InputProps) {
  const { t } = useTranslation()
  const options = [
    { value: true, label: t('form.yes') },
    { value: false, label: t('form.no') },
  ]
  return <Radio.Group {...given} options={options} />
}

function NumberInput({ field, ...given }: { field: Field } & InputProps) {
  const { minimum, maximum } = field
  if (minimum !== undefined && maximum !== undefined && field.type === 'integer' && maximum - minimum < 10) {
    const options = Array.from({ length: maximum - minimum + 1 }, (_, index) => ({
      value: minimum + index,
      label: String(minimum + index),
    }))
    return <Radio.Group {...given} options={options} optionType="button" />
  }
  // Limits are told by the rules: an input that knew them would put another number in place of what was typed.
  return <InputNumber {...given} />
}

/** A year has four digits. */
const LAST_DAY = '9999-12-31'

type DateTimeProps = InputProps & { value?: string; onChange?: (next: string | undefined) => void }

function DateTimeInput({ id, value, onChange }: DateTimeProps) {
  const { timeZone } = useCatalogue()
  return (
    <Input
      {...(id ? { id } : {})}
      type="datetime-local"
      max={`${LAST_DAY}T23:59`}
      value={value === undefined ? '' : toLocal(value, timeZone)}
      onChange={({ target }) => onChange?.(toInstant(target.value, timeZone) ?? undefined)}
    />
  )
}
