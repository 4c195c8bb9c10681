/** 人员与岗位 — who works here, filtered; every act on a person stands beside them. */
import type { PeopleQuery } from '@huying/contract/administration/people.ts'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { client } from '../kernel/client.ts'
import { useWords } from '../kernel/i18n.ts'
import { ProblemPane } from '../kernel/problem.tsx'
import { EmptyPane, LoadingPane } from '../kernel/state-pane.tsx'
import { DelegationTable } from './delegation-table.tsx'
import { PeopleTable } from './people-table.tsx'
import { PersonDrawer } from './person-drawer.tsx'

const FILTERS = ['text', 'organisation', 'role', 'territory', 'held'] as const

export default function PeopleTab() {
  const { t } = useTranslation()
  const [adding, setAdding] = useState(false)
  const [params, setParams] = useSearchParams()
  const filter = Object.fromEntries(
    FILTERS.flatMap((name) => (params.get(name) ? [[name, params.get(name)]] : [])),
  ) as PeopleQuery
  const people = useInfiniteQuery({
    queryKey: ['admin', 'people', filter],
    queryFn: ({ pageParam, signal }) =>
      client.administration.people({ ...filter, ...(pageParam ? { cursor: pageParam } : {}) }, signal),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    placeholderData: (before) => before,
  })
  const options = useOptions()
  if (people.isPending || options.isPending) return <LoadingPane />
  const error = people.data ? options.error : people.error
  if (!people.data || !options.data)
    return <ProblemPane error={error} onRetry={() => void people.refetch()} />
  const rows = people.data.pages.flatMap((page) => page.rows)
  const change = (name: string, value: string | undefined) =>
    setParams((before) => {
      if (value) before.set(name, value)
      else before.delete(name)
      return before
    })
  return (
    <>
      <Filters filter={filter} onChange={change}>
        <span className="quiet" role="status">
          {t('admin.people.count', { count: people.data.pages[0]?.count ?? 0 })}
        </span>
        <span className="admin-space" />
        <Link to="/leave">{t('admin.people.leave')}</Link>
        <Button href={`/api/admin/people.xlsx?${params}`}>{t('admin.people.excel')}</Button>
        <Button type="primary" onClick={() => setAdding(true)}>
          {t('admin.people.add')}
        </Button>
      </Filters>
      {!options.data.isWhole && <p className="quiet">{t('admin.people.scope')}</p>}
      {rows.length === 0 ? (
        <EmptyPane part title={t('admin.people.empty')} hint={t('admin.people.empty_hint')} />
      ) : (
        <PeopleTable rows={rows} options={options.data} />
      )}
      {people.hasNextPage && (
        <p className="admin-more">
          <Button loading={people.isFetchingNextPage} onClick={() => void people.fetchNextPage()}>
            {t('admin.more')}
          </Button>
        </p>
      )}
      <Handovers />
      <PersonDrawer open={adding} person={null} options={options.data} onClose={() => setAdding(false)} />
    </>
  )
}

const useOptions = () =>
  useQuery({
    queryKey: ['admin', 'options'],
    queryFn: ({ signal }) => client.administration.options(signal),
    staleTime: 300_000,
  })

type FilterProps = {
  filter: PeopleQuery
  onChange: (name: string, value: string | undefined) => void
  children: React.ReactNode
}

function Filters({ filter, onChange, children }: FilterProps) {
  const { t } = useTranslation()
  const words = useWords()
  const options = useOptions().data
  const choices = (list: readonly { id: string; name: { zh: string; en?: string } }[] = []) =>
    list.map(({ id, name }) => ({ value: id, label: words(name) }))
  const select = (name: 'organisation' | 'role' | 'territory' | 'held', list: object[]) => (
    <Select
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      aria-label={t(`admin.people.${name}`)}
      placeholder={t(`admin.people.${name}`)}
      value={filter[name] ?? null}
      onChange={(next: string | null) => onChange(name, next ?? undefined)}
      options={list}
      classNames={{ popup: { root: 'wide-popup' } }}
    />
  )
  return (
    <search className="admin-bar">
      <Input.Search
        allowClear
        aria-label={t('admin.people.search')}
        placeholder={t('admin.people.search')}
        defaultValue={filter.text ?? ''}
        onSearch={(text) => onChange('text', text.trim() || undefined)}
      />
      {select('organisation', choices(options?.organisations))}
      {select('role', choices(options?.roles))}
      {select('territory', choices(options?.territories))}
      {select('held', [
        { value: 'current', label: t('admin.people.held_current') },
        { value: 'ended', label: t('admin.people.held_ended') },
      ])}
      {children}
    </search>
  )
}

/** Posts in the territory that somebody else exercises now, or soon. */
function Handovers() {
  const { t } = useTranslation()
  const list = useQuery({
    queryKey: ['admin', 'leave'],
    queryFn: ({ signal }) => client.administration.leave(signal),
  })
  if (!list.data || list.data.rows.length === 0) return null
  return (
    <section className="card" aria-labelledby="handovers" style={{ marginTop: 16 }}>
      <h2 id="handovers">{t('leave.list')}</h2>
      <DelegationTable rows={list.data.rows} onChange={() => void list.refetch()} />
    </section>
  )
}
