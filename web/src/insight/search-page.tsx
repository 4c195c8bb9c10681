/** 搜索结果 — all that was found, newest first, in one territory or everywhere; its address can be shared. */
import type { FoundMatter, Pieces } from '@huying/contract/insight/search.ts'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { useWords } from '../kernel/i18n.ts'
import { ProblemPane } from '../kernel/problem.tsx'
import { EmptyPane, LoadingPane } from '../kernel/state-pane.tsx'
import { ClockBadge } from '../matter/clock/badge.tsx'
import { useTerritory } from '../territory/current.ts'
import { shortPath } from '../territory/place-words.ts'
import { useTerritoryView } from '../territory/use-territories.ts'
import { Marked } from './marked.tsx'
import './search.css'
import { searchPath, useFound } from './search-options.tsx'
import { useSearch } from './use-search.ts'

const FIRST = 20
const MOST = 100

export default function SearchPage() {
  const { t } = useTranslation()
  const [params] = useSearchParams()
  const text = (params.get('text') ?? '').trim().slice(0, 300)
  if (text === '') return <EmptyPane title={t('search.start')} hint={t('search.start_hint')} />
  return (
    <Results key={`${text} ${params.get('territory')}`} text={text} territory={params.get('territory')} />
  )
}

function Results({ text, territory }: { text: string; territory: string | null }) {
  const { t } = useTranslation()
  const [limit, setLimit] = useState(FIRST)
  const { data, error, isPending, refetch, isFetching } = useSearch({
    text,
    limit,
    ...(territory && /^\d{2,22}$/.test(territory) ? { territory } : {}),
  })
  const others = useFound(data && { ...data, matters: [] })
  if (isPending) return <LoadingPane />
  if (!data) return <ProblemPane error={error} onRetry={() => void refetch()} />
  const count = data.matters.length
  if (count === 0 && others.length === 0) {
    return (
      <EmptyPane title={t('search.nothing', { text })} hint={t('search.nothing_hint')}>
        <Scope text={text} territory={territory} />
      </EmptyPane>
    )
  }
  return (
    <div className="search-page">
      <h1>{t('search.title', { text })}</h1>
      <div className="search-head">
        <span role="status">{t(data.more ? 'search.found_more' : 'search.found', { count })}</span>
        <Scope text={text} territory={territory} />
      </div>
      {count > 0 && (
        <ul className="search-list" aria-label={t('search.matters')} aria-busy={isFetching}>
          {data.matters.map((each) => (
            <Row key={each.matter.id} found={each} />
          ))}
        </ul>
      )}
      {data.more && (
        <div className="search-more">
          {limit < MOST ? (
            <Button onClick={() => setLimit(MOST)} loading={isFetching}>
              {t('search.more')}
            </Button>
          ) : (
            <p>{t('search.narrow')}</p>
          )}
        </div>
      )}
      {others.length > 0 && (
        <section className="search-others" aria-label={t('search.others')}>
          {others.map(({ key, label, options }) => (
            <div key={key}>
              <h2>{label}</h2>
              <ul className="search-list">
                {options.map((option) => (
                  <li key={option.value}>
                    <Link to={option.value.replace(/#.*$/, '')}>{option.label}</Link>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </section>
      )}
    </div>
  )
}

/** Here or everywhere; nothing to choose where the desk looks at everything anyway. */
function Scope({ text, territory }: { text: string; territory: string | null }) {
  const { t } = useTranslation()
  const words = useWords()
  const { code } = useTerritory()
  const place = useTerritoryView(territory ?? code).data
  const [, setParams] = useSearchParams()
  if (!place) return null
  return (
    <Segmented
      aria-label={t('search.scope')}
      value={territory === null ? 'whole' : 'here'}
      options={[
        { value: 'here', label: t('search.in_place', { place: words(place.name) }) },
        { value: 'whole', label: t('search.whole') },
      ]}
      onChange={(chosen) =>
        setParams(
          new URL(searchPath(text, chosen === 'here' ? place.code : null), location.origin).searchParams,
        )
      }
    />
  )
}

function Row({ found: { matter, title, snippet } }: { found: FoundMatter }) {
  const { t } = useTranslation()
  const words = useWords()
  return (
    <li>
      <Link to={`/matters/${matter.id}`}>
        <span className="search-line">
          <b className="search-title">
            {title.length > 0 ? <Marked pieces={title} /> : t('matter.redacted')}
          </b>
          {matter.closedAt === null ? (
            <ClockBadge clock={matter} />
          ) : (
            <span className="tag">{t('search.closed')}</span>
          )}
        </span>
        {saysMore(title, snippet) && (
          <span className="search-snippet">
            <Marked pieces={snippet} />
          </span>
        )}
        <span className="search-facts">
          <span className="search-number">{matter.number}</span>
          <span className="tag tag-blue">{words(matter.kind.name)}</span>
          {matter.closedAt === null && <span>{words(matter.state.name)}</span>}
          <span>{shortPath(words(matter.place))}</span>
          {matter.lead && <span>{words(matter.lead.name)}</span>}
        </span>
      </Link>
    </li>
  )
}

/** A title is often the beginning of the text, and sometimes all of it. */
function saysMore(title: Pieces, snippet: Pieces): boolean {
  const [short, long] = [title, snippet].map((pieces) => pieces.map(({ text }) => text).join(''))
  return long !== undefined && long !== '' && long.replace(/[。.！!？?…]+$/u, '') !== short
}
