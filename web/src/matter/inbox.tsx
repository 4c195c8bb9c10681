/** 待办 — everything that waits for an answer, the most pressing first. */
import { Button } from 'antd'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'react-router'
import { ProblemPane } from '../kernel/problem.tsx'
import { useShortcuts } from '../kernel/shortcuts.ts'
import { EmptyPane, LoadingPane } from '../kernel/state-pane.tsx'
import './inbox.css'
import { InboxRow } from './inbox-row.tsx'
import { useInbox } from './use-matter.ts'

export function Inbox() {
  const { t } = useTranslation()
  const inbox = useInbox()
  const list = useRef<HTMLUListElement>(null)
  useShortcuts({ j: () => moveFocus(list.current, 1), k: () => moveFocus(list.current, -1) })
  return (
    <section className="inbox" aria-label={t('inbox.title')}>
      <header className="inbox-head">
        <h2>
          {t('inbox.title')}
          {inbox.data && <small> {inbox.data.count}</small>}
        </h2>
        <span className="quiet">{t('inbox.order')}</span>
      </header>
      <Rows inbox={inbox} list={list} />
    </section>
  )
}

type RowsProps = { inbox: ReturnType<typeof useInbox>; list: React.RefObject<HTMLUListElement | null> }

function Rows({ inbox, list }: RowsProps) {
  const { t } = useTranslation()
  const { pathname } = useLocation()
  if (inbox.isPending) return <LoadingPane />
  if (!inbox.data) return <ProblemPane error={inbox.error} onRetry={() => void inbox.refetch()} />
  const { rows } = inbox.data
  if (rows.length === 0) return <EmptyPane part title={t('inbox.empty')} hint={t('inbox.empty_hint')} />
  return (
    <ul className="inbox-rows" ref={list}>
      {rows.map((row) => (
        <InboxRow key={row.id} row={row} isOpen={pathname === `/matters/${row.id}`} />
      ))}
      {inbox.hasNextPage && (
        <More loading={inbox.isFetchingNextPage} onMore={() => void inbox.fetchNextPage()} />
      )}
    </ul>
  )
}

/** Reads the next page when it comes into sight; the button is for whoever cannot scroll. */
function More({ loading, onMore }: { loading: boolean; onMore: () => void }) {
  const { t } = useTranslation()
  const end = useRef<HTMLLIElement>(null)
  const more = useRef(onMore)
  more.current = onMore
  useEffect(() => {
    const watch = new IntersectionObserver(([entry]) => entry?.isIntersecting && more.current())
    if (end.current) watch.observe(end.current)
    return () => watch.disconnect()
  }, [])
  return (
    <li ref={end} className="inbox-more">
      <Button type="text" loading={loading} onClick={onMore}>
        {t('inbox.more')}
      </Button>
    </li>
  )
}

/** Moves from the row with the focus, else from the open one; `Enter` then opens it, as on any link. */
function moveFocus(list: HTMLUListElement | null, by: 1 | -1): void {
  const links = [...(list?.querySelectorAll<HTMLAnchorElement>('a.row') ?? [])]
  const focused = links.indexOf(document.activeElement as HTMLAnchorElement)
  const from = focused >= 0 ? focused : links.findIndex((link) => link.ariaCurrent === 'page')
  const next = from < 0 ? links[0] : links[Math.min(Math.max(from + by, 0), links.length - 1)]
  next?.focus()
  next?.scrollIntoView({ block: 'nearest' })
}
