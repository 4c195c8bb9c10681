/** 选事项 — a field of a form whose answer is another matter: from the inbox, or by its number. */
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { InputProps } from '../catalogue/form-fields.tsx'
import { client } from '../kernel/client.ts'

/** Of one's inbox, the most pressing are offered unasked. */
const MOST = 50

export function MatterInput(given: InputProps) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const number = typed.trim()
  const inbox = useQuery({
    queryKey: ['inbox', 'first'],
    queryFn: ({ signal }) => client.inbox({ limit: MOST }, signal),
  })
  const found = useQuery({
    queryKey: ['matters', number],
    queryFn: ({ signal }) => client.matters({ number }, signal),
    enabled: number.length >= 6,
  })
  const rows = new Map([...(found.data?.rows ?? []), ...(inbox.data?.rows ?? [])].map((row) => [row.id, row]))
  const options = [...rows.values()].map((row) => ({
    value: row.id,
    label: `${row.number} ${row.title ?? t('matter.redacted')}`,
  }))
  return (
    <Select
      {...given}
      allowClear
      options={options}
      showSearch={{ optionFilterProp: 'label', onSearch: setTyped }}
      placeholder={t('form.matter_hint')}
      notFoundContent={t('form.nothing_found')}
    />
  )
}
