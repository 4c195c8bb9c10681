/** 列表头 — three lists with their counts, their order, and what they are narrowed by. */
import { CaretDownOutlined, CloseOutlined, FilterOutlined, LinkOutlined } from '@ant-design/icons'
import type { Order, Tab } from '@huying/contract/matter/filter.ts'
import { Button, Dropdown } from 'antd'
import type { TFunction } from 'i18next'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useMe } from '../../account/use-me.ts'
import { useWords } from '../../kernel/i18n.ts'
import { useTerritoryView } from '../../territory/use-territories.ts'
import { CopyButton } from '../copy-button.tsx'
import { ListFileButton } from './list-file-button.tsx'
import { type ListState, narrowing, TABS, without } from './query.ts'
import { useFilterWords } from './use-filter-words.ts'
import { type Counted, useCount, type useListState } from './use-list.ts'

const FilterPanel = lazy(() => import('./filter-panel.tsx'))

const MOST = 1_000
const ORDERS: readonly Order[] = ['deadline', 'newest', 'oldest']

type Props = { list: ReturnType<typeof useListState>; count: Counted }

export function InboxHead({ list, count }: Props) {
  const { t } = useTranslation()
  const { state, isResident } = list
  const [open, setOpen] = useState(false)
  const active = narrowing(state)
  const order = state.filter.sort ?? 'deadline'
  const menu = {
    items: ORDERS.map((key) => ({ key, label: t(`list.${key}`) })),
    selectable: true,
    selectedKeys: [order],
    onClick: ({ key }: { key: string }) =>
      list.go({ ...state, filter: { ...state.filter, sort: key as Order } }),
  }
  return (
    <header className="inbox-head">
      <h2 className="sr-only">{t('inbox.title')}</h2>
      <div className="inbox-tabs">
        <nav aria-label={t('list.tabs')}>
          {(isResident ? (['scope'] as const) : TABS).map((tab) => (
            <TabLink key={tab} tab={tab} list={list} count={tab === state.tab ? count : undefined} />
          ))}
        </nav>
        <Dropdown menu={menu} trigger={['click']} placement="bottomRight">
          <button
            type="button"
            className="inbox-sort"
            aria-label={`${t('list.sort')}: ${t(`list.${order}`)}`}
          >
            <span>{t(`list.${order}`)}</span> <CaretDownOutlined aria-hidden="true" />
          </button>
        </Dropdown>
      </div>
      <div className="inbox-tools">
        <Button
          type="text"
          size="small"
          icon={<FilterOutlined aria-hidden="true" />}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {active.length > 0 ? t('filter.active', { count: active.length }) : t('filter.title')}
        </Button>
        <Chips state={state} onGo={list.go} />
        <span className="inbox-tools-end">
          <CopyButton text={list.link} label={t('filter.copy')} icon={<LinkOutlined />} />
          <ListFileButton state={state} territory={list.territory} />
        </span>
      </div>
      {open && (
        <Suspense fallback={<p className="filter-panel quiet">{t('state.loading')}</p>}>
          <FilterPanel state={state} territory={list.territory} onGo={list.go} />
        </Suspense>
      )}
    </header>
  )
}

function TabLink({ tab, list, count }: { tab: ListState['tab']; list: Props['list']; count: Counted }) {
  const { t } = useTranslation()
  const isHere = list.state.tab === tab
  const other = useCount({ ...list.state, tab }, list.territory, !isHere)
  const shown = isHere ? count : other
  const place = usePlaceName(list.territory)
  return (
    <Link
      to={{ search: list.searchOf({ ...list.state, tab }) }}
      replace
      {...(isHere ? { 'aria-current': 'true' as const } : {})}
    >
      <span className="inbox-tab-name">{tabName(list, tab, place, t)}</span>
      <small>{countWords(shown, t)}</small>
    </Link>
  )
}

/** What I must answer, what I follow, all of a place; a resident has what they reported. */
export const tabName = (
  { isResident }: Props['list'],
  tab: Tab,
  place: string | null,
  t: TFunction,
): string => (isResident ? t('list.reported') : t(`list.${tab}`, { place: place ?? t('list.mine') }))

export function countWords(count: Counted, t: TFunction): string {
  if (count === undefined) return t('list.loading_count')
  return count === null
    ? t('list.more_than', { count: MOST.toLocaleString('en') })
    : count.toLocaleString('en')
}

/** The territory that is looked at, else the one of my posts that all the others lie in; of several side by side none. */
export function usePlaceName(code: string | null): string | null {
  const words = useWords()
  const mine = useMe().data?.posts.map(({ territory }) => territory) ?? []
  const view = useTerritoryView(code).data
  if (code !== null) return view ? words(view.name) : null
  const top = mine.find((each) => mine.every((other) => other.code.startsWith(each.code)))
  return top ? words(top.name) : null
}

function Chips({ state, onGo }: { state: ListState; onGo: (next: ListState) => void }) {
  const { t } = useTranslation()
  const say = useFilterWords(state)
  return (
    <ul className="inbox-chips">
      {narrowing(state).map((name) => (
        <li key={name}>
          <button
            type="button"
            className="tag tag-lake"
            aria-label={t('filter.remove', { name: say(name) })}
            onClick={() => onGo(without(state, name))}
          >
            {say(name)} <CloseOutlined aria-hidden="true" />
          </button>
        </li>
      ))}
    </ul>
  )
}
