/** 地址 — typed as people say it; a suggestion that is picked also says which territory and point it is. */
import { AutoComplete, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useWords } from '../kernel/i18n.ts'
import { type Place, usePlaces } from './use-places.ts'

/** `territory` and `point` are there only while `address` is what was picked. */
export type Address = { address: string; territory?: string; point?: number[] | null; path?: string }

type Props = { id?: string; value?: Address; onChange?: (next: Address) => void }

export function AddressInput({ id, value, onChange }: Props) {
  const { t } = useTranslation()
  const words = useWords()
  const places = usePlaces(value?.address ?? '')
  const options = places.map((place, index) => ({
    // Two places may share a name: the key is the row, the text is the name.
    key: index,
    value: String(index),
    label: <Suggestion name={words(place.name)} path={words(place.path)} />,
  }))
  const pick = (place: Place | undefined) => {
    if (!place) return
    const { territory, point, path } = place
    onChange?.({ address: words(place.name), territory, point, path: words(path) })
  }
  return (
    <>
      <AutoComplete
        {...(id ? { id } : {})}
        value={value?.address ?? ''}
        options={options}
        showSearch={{ filterOption: false, onSearch: (address) => onChange?.({ address }) }}
        onSelect={(index: string) => pick(places[Number(index)])}
      >
        <Input allowClear maxLength={300} placeholder={t('report.place_hint')} />
      </AutoComplete>
      <p className="form-note" aria-live="polite">
        {value?.path && t('report.place_found', { path: value.path })}
      </p>
    </>
  )
}

function Suggestion({ name, path }: { name: string; path: string }) {
  return (
    <span className="place-option">
      <b>{name}</b> <small className="quiet">{path}</small>
    </span>
  )
}
