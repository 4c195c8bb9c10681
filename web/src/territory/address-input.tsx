/**
 * 地点输入 — an address typed as people say it, a point set on the plan, or a grid chosen by name or code: one value, so that
 * the three never say different things.
 */
import type { PlanPiece } from '@huying/contract/territory/plan.ts'
import { AutoComplete, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useWords } from '../kernel/i18n.ts'
import { type Place, usePlaces } from './use-places.ts'

/**
 * `territory` and `point` are there only while they are certain: `by` says what made them so. A picked name loses them when it is
 * typed over; a point on the plan or a chosen grid stays, and the address then only says it more exactly.
 */
export type Address = {
  address: string
  territory?: string
  point?: number[] | null
  path?: string
  by?: 'name' | 'plan' | 'grid'
}

export const isPlaced = (value: Address | undefined): boolean =>
  value !== undefined && (value.territory !== undefined || value.point != null)

export const pinnedAt = (before: Address | undefined, lon: number, lat: number): Address => ({
  ...{ address: before?.by === 'name' ? '' : (before?.address ?? ''), by: 'plan' },
  point: [lon, lat],
})

type Chosen = { readonly code: PlanPiece['code']; readonly path: string }

export const chosenGrid = (before: Address | undefined, { code, path }: Chosen): Address => ({
  ...{ address: before?.by === 'name' ? '' : (before?.address ?? ''), by: 'grid' },
  ...{ territory: code, path },
})

type Props = { id?: string; value?: Address; onChange?: (next: Address) => void }

export function AddressInput({ id, value, onChange }: Props) {
  const { t } = useTranslation()
  const words = useWords()
  const places = usePlaces(value?.by === 'plan' || value?.by === 'grid' ? '' : (value?.address ?? ''))
  const options = places.map((place, index) => ({
    // Two places may share a name: the key is the row, the text is the name.
    key: index,
    value: String(index),
    label: <Suggestion name={words(place.name)} path={words(place.path)} />,
  }))
  const type = (address: string) => {
    const stays = value?.by === 'plan' || value?.by === 'grid'
    onChange?.(stays ? { ...value, address } : { address })
  }
  const pick = (place: Place | undefined) => {
    if (!place) return
    const { territory, point, path } = place
    onChange?.({ address: words(place.name), territory, point, path: words(path), by: 'name' })
  }
  return (
    <AutoComplete
      {...(id ? { id } : {})}
      value={value?.address ?? ''}
      options={options}
      showSearch={{ filterOption: false, onSearch: type }}
      onSelect={(index: string) => pick(places[Number(index)])}
    >
      <Input allowClear maxLength={300} placeholder={t('report.place_hint')} />
    </AutoComplete>
  )
}

function Suggestion({ name, path }: { name: string; path: string }) {
  return (
    <span className="place-option">
      <b>{name}</b> <small className="quiet">{path}</small>
    </span>
  )
}
