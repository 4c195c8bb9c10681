/** 辖区 — a field of a form whose answer is a territory. */
import { Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useWords } from '../kernel/i18n.ts'
import { usePlaces } from './use-places.ts'

type Props = { id?: string; value?: string; onChange?: (next: string | undefined) => void }

export function TerritorySelect({ id, value, onChange }: Props) {
  const { t } = useTranslation()
  const words = useWords()
  const [text, setText] = useState('')
  const places = usePlaces(text)
  const options = [...new Map(places.map((p) => [p.territory, p])).values()].map((place) => ({
    value: place.territory,
    label: `${words(place.name)} · ${words(place.path)}`,
  }))
  return (
    <Select
      {...(id ? { id } : {})}
      allowClear
      value={value ?? null}
      onChange={(next) => onChange?.(next ?? undefined)}
      options={options}
      showSearch={{ filterOption: false, onSearch: setText }}
      placeholder={t('report.place_hint')}
      notFoundContent={t('form.nothing_found')}
    />
  )
}
