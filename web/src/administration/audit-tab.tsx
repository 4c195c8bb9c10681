/** 审计 — who changed what, the latest first. */
import type { AuditList } from '@huying/contract/administration/jobs.ts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Input, Table } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toInstant } from '../catalogue/local-time.ts'
import { useCatalogue } from '../catalogue/use-catalogue.ts'
import { client } from '../kernel/client.ts'
import { useLocale } from '../kernel/i18n.ts'
import { showMoment } from '../kernel/moment.ts'
import { ProblemPane } from '../kernel/problem.tsx'
import { EmptyPane, LoadingPane } from '../kernel/state-pane.tsx'

type Row = AuditList['rows'][number]

const DAY = 86_400_000
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:/

/** The midnight that ends a day, as the clocks of its city show it. */
const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00Z`) + DAY).toISOString().slice(0, 16)

export default function AuditTab() {
  const { t } = useTranslation()
  const { timeZone } = useCatalogue()
  const [text, setText] = useState('')
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const filter = {
    ...(text ? { text } : {}),
    ...(from ? { from: toInstant(`${from}T00:00`, timeZone) ?? from } : {}),
    ...(to ? { to: toInstant(dayAfter(to), timeZone) ?? to } : {}),
  }
  const list = useInfiniteQuery({
    queryKey: ['admin', 'audit', filter],
    queryFn: ({ pageParam, signal }) =>
      client.administration.audit({ ...filter, ...(pageParam ? { cursor: pageParam } : {}) }, signal),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    placeholderData: (before) => before,
  })
  if (list.isPending) return <LoadingPane />
  if (!list.data) return <ProblemPane error={list.error} onRetry={() => void list.refetch()} />
  const rows = list.data.pages.flatMap((page) => page.rows)
  const day = (label: string, value: string, set: (next: string) => void) => (
    <Input
      type="date"
      aria-label={label}
      prefix={<span className="quiet">{label}</span>}
      value={value}
      onChange={(event) => set(event.target.value)}
      style={{ width: 190 }}
    />
  )
  return (
    <>
      <search className="admin-bar">
        <Input.Search
          allowClear
          aria-label={t('admin.audit.search')}
          placeholder={t('admin.audit.search')}
          onSearch={(next) => setText(next.trim())}
        />
        {day(t('admin.audit.from'), from, setFrom)}
        {day(t('admin.audit.to'), to, setTo)}
      </search>
      {rows.length === 0 ? <EmptyPane part title={t('admin.audit.empty')} /> : <Entries rows={rows} />}
      {list.hasNextPage && (
        <p className="admin-more">
          <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('admin.more')}
          </Button>
        </p>
      )}
    </>
  )
}

function Entries({ rows }: { rows: readonly Row[] }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { timeZone } = useCatalogue()
  return (
    <Table<Row>
      size="small"
      rowKey="id"
      pagination={false}
      dataSource={[...rows]}
      columns={[
        {
          title: t('admin.audit.at'),
          width: 150,
          render: (_, { at }) => <span className="mono">{showMoment(at, 'full', locale, timeZone)}</span>,
        },
        {
          title: t('admin.audit.by'),
          render: (_, { by }) => by ?? <span className="quiet">{t('admin.audit.system')}</span>,
        },
        {
          title: t('admin.audit.what'),
          render: (_, { what }) => t(`admin.audit.acts.${what.replaceAll('.', '_')}`, { defaultValue: what }),
        },
        { title: t('admin.audit.subject'), render: (_, row) => <span className="long">{row.subject}</span> },
        {
          title: t('admin.audit.detail'),
          render: (_, { detail }) => (
            <small className="quiet">
              {detail
                .map((part) => (INSTANT.test(part) ? showMoment(part, 'full', locale, timeZone) : part))
                .join(' · ')}
            </small>
          ),
        },
      ]}
    />
  )
}
