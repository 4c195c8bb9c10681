/** 待办 — what I must answer, what I follow, and everything in my scope; the most pressing first. */
import { Button } from 'antd'
import { lazy, Suspense, useCallback, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemPane } from '../../kernel/problem.tsx'
import { useShortcuts } from '../../kernel/shortcuts.ts'
import { LoadingPane } from '../../kernel/state-pane.tsx'
import './inbox.css'
import { useFollow } from '../use-follow.ts'
import { InboxEmpty } from './empty.tsx'
import { InboxHead } from './head.tsx'
import { TABS } from './query.ts'
import { InboxRows, type RowsHandle } from './rows.tsx'
import { useChosen } from './use-chosen.ts'
import { listKey, useList, useListState } from './use-list.ts'
import { useLiveList } from './use-live-list.ts'

const BulkBar = lazy(() => import('../action/bulk-bar.tsx'))

export function Inbox() {
  const { t } = useTranslation()
  const list = useListState()
  const { state, territory } = list
  const key = JSON.stringify(listKey(state, territory))
  const { query, rows, count } = useList(state, territory)
  const { chosen, choose, keep } = useChosen(rows, key)
  const handle = useRef<RowsHandle>(null)
  const pointer = useRef(false)
  const live = useLiveList(state, territory, {
    visible: () => handle.current?.visible() ?? [],
    atRest: () => !pointer.current && chosen.size === 0 && handle.current?.atTop() !== false,
  })
  useListKeys({ handle, list, choose, clear: () => keep([]) })
  const more = useCallback(() => {
    if (!query.isFetchingNextPage && !query.isFetchNextPageError) void query.fetchNextPage()
  }, [query.isFetchingNextPage, query.isFetchNextPageError, query.fetchNextPage])
  const onPointer = (over: boolean) => {
    pointer.current = over
    if (!over && live.pending && chosen.size === 0 && handle.current?.atTop()) void live.readAnew()
  }
  const showNews = () => {
    handle.current?.toTop()
    void live.readAnew()
  }
  return (
    <section className="inbox" aria-label={t('inbox.title')}>
      <InboxHead list={list} count={count} />
      {live.news > 0 && (
        <button type="button" className="inbox-news" onClick={showNews}>
          {t('list.new', { count: live.news })}
        </button>
      )}
      {query.isPending ? (
        <LoadingPane />
      ) : !query.data ? (
        <ProblemPane error={query.error} onRetry={() => void query.refetch()} />
      ) : rows.length === 0 ? (
        <InboxEmpty state={state} isResident={list.isResident} territory={territory} onGo={list.go} />
      ) : (
        <InboxRows
          key={key}
          listKey={key}
          rows={rows}
          setSize={count ?? -1}
          search={list.search}
          openId={list.openId}
          chosen={chosen}
          gone={live.gone}
          label={t(`list.${state.tab}`, { place: '' })}
          hasMore={query.hasNextPage}
          handle={handle}
          onChoose={choose}
          onMore={more}
          onPointer={onPointer}
        />
      )}
      {query.isFetchNextPageError && (
        <p className="inbox-more" role="alert">
          {t('list.more_failed')}{' '}
          <Button onClick={() => void query.fetchNextPage()}>{t('problem.retry')}</Button>
        </p>
      )}
      {chosen.size > 0 && (
        <Suspense>
          <BulkBar rows={rows} chosen={chosen} onKeep={keep} />
        </Suspense>
      )}
    </section>
  )
}

type KeysOptions = {
  handle: React.RefObject<RowsHandle | null>
  list: ReturnType<typeof useListState>
  choose: (id: string, range: boolean) => void
  clear: () => void
}

/** j k x X f 1 2 3 Escape; Enter opens, as on any link. */
function useListKeys({ handle, list, choose, clear }: KeysOptions): void {
  const follow = useFollow()
  const select = (range: boolean) => {
    const row = handle.current?.focused()
    if (row) choose(row.id, range)
  }
  const selectRange = () => select(true)
  const go = (n: number) => {
    const tab = TABS[n]
    if (tab && !list.isResident) list.go({ ...list.state, tab })
  }
  useShortcuts({
    j: () => handle.current?.move(1),
    k: () => handle.current?.move(-1),
    x: () => select(false),
    X: selectRange,
    f: () => {
      const row = handle.current?.focused()
      if (row) follow.mutate({ id: row.id, follow: !row.followed })
    },
    1: () => go(0),
    2: () => go(1),
    3: () => go(2),
    Escape: clear,
  })
}
