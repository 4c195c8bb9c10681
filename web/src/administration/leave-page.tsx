/** 请假与代理 — everybody's own posts, handed over for a time and taken back. */
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '../account/use-me.ts'
import { client } from '../kernel/client.ts'
import { useWords } from '../kernel/i18n.ts'
import { ProblemPane } from '../kernel/problem.tsx'
import { LoadingPane } from '../kernel/state-pane.tsx'
import { DelegationTable } from './delegation-table.tsx'
import { HandOver } from './hand-over.tsx'
import './leave-page.css'

export default function LeavePage() {
  const { t } = useTranslation()
  const words = useWords()
  const me = useMe().data
  const list = useQuery({ queryKey: ['leave'], queryFn: ({ signal }) => client.leave.mine(signal) })
  useEffect(() => {
    document.title = `${t('leave.title')} · ${t('app.name')}`
  }, [t])
  if (list.isPending) return <LoadingPane />
  if (!list.data) return <ProblemPane error={list.error} onRetry={() => void list.refetch()} />
  const posts = (me?.posts ?? [])
    .filter(({ delegated }) => !delegated)
    .map(({ id, organisation, role, territory }) => ({
      value: id,
      label: `${words(organisation.name)} · ${words(role.name)} · ${words(territory.name)}`,
    }))
  return (
    <div className="leave-page">
      <h1>{t('leave.title')}</h1>
      <p className="quiet">{t('leave.hint')}</p>
      <section className="card" aria-labelledby="leave-new">
        <h2 id="leave-new">{t('leave.hand_over')}</h2>
        {posts.length === 0 ? (
          <p className="quiet">{t('leave.no_posts')}</p>
        ) : (
          <HandOver posts={posts} onDone={() => void list.refetch()} />
        )}
      </section>
      <section className="card" aria-labelledby="leave-list">
        <h2 id="leave-list">{t('leave.list')}</h2>
        <DelegationTable rows={list.data.rows} onChange={() => void list.refetch()} />
      </section>
    </div>
  )
}
