/** 概览 — beside the list while nothing is open: what of it presses, each number a way to exactly those. */
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useNowByMinute } from '../../kernel/now.ts'
import { useTold } from '../use-told.ts'
import { countWords, tabName, usePlaceName } from './head.tsx'
import type { ListState } from './query.ts'
import { useCount, useList, useListState } from './use-list.ts'

export function Overview() {
  const { t } = useTranslation()
  const list = useListState()
  const { tab } = list.state
  const place = usePlaceName(list.territory)
  const today = useTold().day(new Date(useNowByMinute()).toISOString())
  const all = useCount({ tab, filter: {} }, list.territory, true)
  const first = useList(list.state, list.territory).rows[0]
  useEffect(() => {
    document.title = `${t('inbox.title')} · ${t('app.name')}`
  }, [t])
  const parts = [
    { name: 'late', filter: { pace: 'late' } },
    { name: 'near', filter: { pace: 'near' } },
    { name: 'urgent', filter: { urgent: true } },
    { name: 'today', filter: { reportedFrom: today } },
  ] as const
  return (
    <section className="overview" aria-labelledby="overview-title">
      <h1 id="overview-title">
        {tabName(list, tab, place, t)} <small>{countWords(all, t)}</small>
      </h1>
      <ul>
        {parts.map(({ name, filter }) => (
          <Part key={name} name={name} state={{ tab, filter }} list={list} />
        ))}
      </ul>
      {first && !list.isResident && (
        <Link className="button-link" to={{ pathname: `/matters/${first.id}`, search: list.search }}>
          {t('overview.first')}
        </Link>
      )}
      <p className="quiet">{t('overview.keys')}</p>
    </section>
  )
}

type PartProps = { name: string; state: ListState; list: ReturnType<typeof useListState> }

function Part({ name, state, list }: PartProps) {
  const { t } = useTranslation()
  const count = useCount(state, list.territory, true)
  return (
    <li>
      <Link
        className={count === 0 ? 'overview-none' : `overview-${name}`}
        to={{ search: list.searchOf(state) }}
        replace
      >
        <span>{t(`overview.${name}`)}</span> <b>{countWords(count, t)}</b>
      </Link>
    </li>
  )
}
