/** 搜索框 — one box for everything, in the header: `/` comes here, results come as one types, Enter shows all of them. */
import { SearchOutlined } from '@ant-design/icons'
import { AutoComplete, Input, type RefSelectProps } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { useWords } from '../kernel/i18n.ts'
import { useShortcuts } from '../kernel/shortcuts.ts'
import { useTerritory } from '../territory/current.ts'
import { useTerritoryView } from '../territory/use-territories.ts'
import { forgetSearches, keepSearch, recentSearches } from './recent.ts'
import './search.css'
import { type Group, searchPath, useFound } from './search-options.tsx'
import { useSearch, useSettled } from './use-search.ts'

const FORGET = 'forget'

export function SearchBox() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const box = useRef<RefSelectProps>(null)
  const shown = useSearchParams()[0].get('text') ?? ''
  const [text, setText] = useState(shown)
  const [open, setOpen] = useState(false)
  const [recent, setRecent] = useState(recentSearches)
  const { code } = useTerritory()
  const asked = useSettled(text.trim())
  const { data, isError, isFetching } = useSearch({ text: asked, ...(code ? { territory: code } : {}) })
  const whole = useWholeSearches(text.trim(), code)
  const found = useFound(asked === '' ? undefined : data)
  const lately = useRecent(recent)
  useShortcuts({ '/': () => box.current?.focus() })
  const pick = (value: string) => {
    if (value === FORGET) {
      forgetSearches()
      setRecent([])
      return
    }
    if (text.trim() !== '') keepSearch(text.trim())
    setRecent(recentSearches())
    setOpen(false)
    box.current?.blur()
    void navigate(value.replace(/#.*$/, ''))
  }
  const nothing = !isFetching && !isError && asked !== '' && found.length === 0
  return (
    <search className="search-box">
      <AutoComplete
        ref={box}
        value={text}
        open={open}
        onOpenChange={setOpen}
        defaultActiveFirstOption
        popupMatchSelectWidth={560}
        listHeight={460}
        classNames={{ popup: { root: 'search-popup' } }}
        options={(text.trim() === '' ? lately : [...whole, ...found]).map((group) => ({
          ...group,
          options: [...group.options],
        }))}
        showSearch={{
          filterOption: false,
          onSearch: (next) => {
            setText(next)
            setOpen(true)
          },
        }}
        onSelect={pick}
        popupRender={(list) => (
          <>
            {list}
            <p className="search-note" role="status">
              {isError && t('search.failed')}
              {nothing && `${t('search.nothing', { text: asked })} — ${t('search.nothing_hint')}`}
            </p>
          </>
        )}
      >
        <Input
          allowClear
          maxLength={300}
          prefix={<SearchOutlined aria-hidden="true" />}
          suffix={<span className="search-key">/</span>}
          aria-label={t('search.name')}
          aria-keyshortcuts="/"
          placeholder={t('search.hint')}
          onFocus={() => setOpen(true)}
        />
      </AutoComplete>
    </search>
  )
}

export default SearchBox

/** What Enter does on free text: all results, here or everywhere. */
function useWholeSearches(text: string, code: string | null): Group[] {
  const { t } = useTranslation()
  const words = useWords()
  const place = useTerritoryView(code).data
  if (text === '') return []
  const everywhere = {
    value: searchPath(text),
    label: t(code ? 'search.everywhere' : 'search.all', { text }),
  }
  const here =
    code && place
      ? [{ value: searchPath(text, code), label: t('search.all_in', { text, place: words(place.name) }) }]
      : []
  return [{ key: 'whole', label: t('search.scope'), options: [...here, everywhere] }]
}

function useRecent(recent: readonly string[]): Group[] {
  const { t } = useTranslation()
  if (recent.length === 0) return []
  const options = recent.map((text) => ({ value: `${searchPath(text)}#recent`, label: text }))
  return [
    {
      key: 'recent',
      label: t('search.recent'),
      options: [...options, { value: FORGET, label: <span className="quiet">{t('search.forget')}</span> }],
    },
  ]
}
