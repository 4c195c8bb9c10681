/** 搜索框 — one box for everything, in the header: `/` comes here, results come as one types, Enter shows all of them. */
import { SearchOutlined } from '@ant-design/icons'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useNavigate, useSearchParams } from 'react-router'
import { useWords } from '../kernel/i18n.ts'
import { useShortcuts } from '../kernel/shortcuts.ts'
import { useTerritory } from '../territory/current.ts'
import { useTerritoryView } from '../territory/use-territories.ts'
import { forgetSearches, keepSearch, recentSearches } from './recent.ts'
import './search.css'
import { optionId, SearchList } from './search-list.tsx'
import { type Group, searchPath, useFound } from './search-options.tsx'
import { useSearch, useSettled } from './use-search.ts'

const FORGET = 'forget'

/** The browser's own field: the library's brings its forms along, a twentieth of all script of the inbox. */
export function SearchBox() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const box = useRef<HTMLInputElement>(null)
  const id = useId()
  // Other pages look for a text of their own.
  const isSearch = useLocation().pathname === '/search'
  const searched = useSearchParams()[0].get('text') ?? ''
  const shown = isSearch ? searched : ''
  const [text, setText] = useState(shown)
  const [open, setOpen] = useState(false)
  const [active, setActive] = useState(0)
  const [recent, setRecent] = useState(recentSearches)
  const { code } = useTerritory()
  const asked = useSettled(text.trim())
  const { data, isError, isFetching } = useSearch({ text: asked, ...(code ? { territory: code } : {}) })
  const whole = useWholeSearches(text.trim(), code)
  const found = useFound(asked === '' ? undefined : data)
  const lately = useRecent(recent)
  const groups = text.trim() === '' ? lately : [...whole, ...found]
  const options = groups.flatMap((group) => group.options)
  const chosen = options[Math.min(active, options.length - 1)]
  const isNothing = !isFetching && !isError && asked !== '' && found.length === 0
  useShortcuts({ '/': () => box.current?.select() })
  useEffect(() => setText(shown), [shown])

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
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 }
    const step = steps[event.key]
    if (step !== undefined && options.length > 0) {
      event.preventDefault()
      setOpen(true)
      setActive((Math.min(active, options.length - 1) + step + options.length) % options.length)
    } else if (event.key === 'Enter' && open && chosen) pick(chosen.value)
    else if (event.key === 'Escape') {
      setOpen(false)
      box.current?.blur()
    }
  }
  const isListed = open && options.length > 0
  return (
    <search className="search-box">
      <div className="search-field">
        <SearchOutlined aria-hidden="true" />
        <input
          ref={box}
          type="search"
          role="combobox"
          aria-label={t('search.name')}
          aria-keyshortcuts="/"
          aria-expanded={isListed}
          aria-controls={isListed ? id : undefined}
          aria-autocomplete="list"
          aria-activedescendant={isListed && chosen ? optionId(id, chosen.value) : undefined}
          autoComplete="off"
          maxLength={300}
          placeholder={t('search.hint')}
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            setActive(0)
            setOpen(true)
          }}
          onFocus={() => setOpen(true)}
          onBlur={() => setOpen(false)}
          onKeyDown={press}
        />
        <span className="search-key">/</span>
      </div>
      {open && (
        <div className="search-popup" hidden={options.length === 0}>
          <SearchList id={id} groups={groups} chosen={chosen?.value} label={t('search.name')} onPick={pick} />
          <p className="search-note" role="status">
            {isError && t('search.failed')}
            {isNothing && `${t('search.nothing', { text: asked })} — ${t('search.nothing_hint')}`}
          </p>
        </div>
      )}
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
