/** 代理列表 — current and coming; each can be ended early by whoever may. */
import type { Delegation } from '@huying/contract/account/leave.ts'
import { useMutation } from '@tanstack/react-query'
import { Button, Popconfirm, Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { useCatalogue } from '../catalogue/use-catalogue.ts'
import { client } from '../kernel/client.ts'
import { useCommandKey } from '../kernel/command-key.ts'
import { useLocale, useWords } from '../kernel/i18n.ts'
import { showMoment } from '../kernel/moment.ts'
import { ProblemAlert } from '../kernel/problem.tsx'
import { EmptyPane } from '../kernel/state-pane.tsx'

type Props = { rows: readonly Delegation[]; onChange: () => void }

export function DelegationTable({ rows, onChange }: Props) {
  const { t } = useTranslation()
  const words = useWords()
  const locale = useLocale()
  const { timeZone } = useCatalogue()
  const keyFor = useCommandKey()
  const end = useMutation({
    mutationFn: (id: string) => client.leave.end(id, keyFor({ end: id })),
    onSuccess: onChange,
  })
  const moment = (iso: string) => <span className="mono">{showMoment(iso, 'full', locale, timeZone)}</span>
  if (rows.length === 0) return <EmptyPane part title={t('leave.none')} hint={t('leave.none_hint')} />
  return (
    <>
      {end.isError && <ProblemAlert error={end.error} />}
      <Table<Delegation>
        size="small"
        rowKey="id"
        pagination={false}
        dataSource={[...rows]}
        columns={[
          {
            title: t('leave.state'),
            render: (_, { isCurrent }) =>
              isCurrent ? (
                <span className="tag tag-lake">{t('leave.now')}</span>
              ) : (
                <span className="tag">{t('leave.coming')}</span>
              ),
          },
          { title: t('leave.holder'), render: (_, row) => row.holder.name },
          {
            title: t('leave.post'),
            render: (_, { post }) => (
              <span className="long">
                {words(post.organisation.name)} · {words(post.role.name)}
              </span>
            ),
          },
          { title: t('leave.delegate'), render: (_, row) => row.delegate.name },
          { title: t('leave.from'), render: (_, row) => moment(row.fromAt) },
          { title: t('leave.until'), render: (_, row) => moment(row.toAt) },
          {
            title: t('leave.act'),
            render: (_, row) =>
              row.mayEnd && (
                <Popconfirm
                  title={t('leave.end_ask')}
                  description={t('leave.end_hint', { name: row.delegate.name })}
                  okText={t('leave.end')}
                  onConfirm={() => end.mutateAsync(row.id).catch(() => {})}
                >
                  <Button size="small">{t('leave.end')}</Button>
                </Popconfirm>
              ),
          },
        ]}
      />
    </>
  )
}
