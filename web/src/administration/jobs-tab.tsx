/** 后台 — how the work beside requests fares, looked at again by itself. */
import type { Jobs } from '@huying/contract/administration/jobs.ts'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Alert, Button, Descriptions, Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { useCatalogue } from '../catalogue/use-catalogue.ts'
import { client } from '../kernel/client.ts'
import { useCommandKey } from '../kernel/command-key.ts'
import { useLocale } from '../kernel/i18n.ts'
import { showMoment } from '../kernel/moment.ts'
import { ProblemAlert, ProblemPane } from '../kernel/problem.tsx'
import { LoadingPane } from '../kernel/state-pane.tsx'

type Work = Jobs['works'][number]

export default function JobsTab() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { timeZone } = useCatalogue()
  const keyFor = useCommandKey()
  const jobs = useQuery({
    queryKey: ['admin', 'jobs', locale],
    queryFn: ({ signal }) => client.administration.jobs(signal),
    refetchInterval: 5_000,
  })
  const run = useMutation({
    mutationFn: (work: Work) => client.administration.runJob(work.name, keyFor({ ...work })),
    onSettled: () => void jobs.refetch(),
  })
  if (jobs.isPending) return <LoadingPane />
  if (!jobs.data) return <ProblemPane error={jobs.error} onRetry={() => void jobs.refetch()} />
  const { works, waiting, feedPosition, overdueClocks, lastRoot, isIdle } = jobs.data
  const moment = (iso: string) => <span className="mono">{showMoment(iso, 'full', locale, timeZone)}</span>
  const state = (work: Work) => {
    if (work.failure)
      return <span className="tag tag-red">{t('admin.jobs.failed', { what: work.failure })}</span>
    if (work.isRunning) return <span className="tag tag-lake">{t('admin.jobs.busy')}</span>
    return work.lastRunAt ? (
      <span className="tag tag-green">{t('admin.jobs.fine')}</span>
    ) : (
      <span className="tag">{t('admin.jobs.never')}</span>
    )
  }
  const every = (seconds: number) =>
    seconds >= 60
      ? t('admin.jobs.minutes', { count: seconds / 60 })
      : t('admin.jobs.seconds', { count: seconds })
  const name = (work: Work) => t(`admin.jobs.name.${work.name}`, { defaultValue: work.name })
  return (
    <>
      {isIdle && <Alert type="warning" showIcon title={t('admin.jobs.idle')} style={{ marginBottom: 12 }} />}
      <section className="card">
        <Descriptions
          column={{ xs: 1, sm: 2, lg: 4 }}
          layout="vertical"
          colon={false}
          size="small"
          items={[
            { key: 'waiting', label: t('admin.jobs.waiting'), children: waiting },
            { key: 'position', label: t('admin.jobs.position'), children: feedPosition },
            { key: 'overdue', label: t('admin.jobs.overdue'), children: overdueClocks },
            {
              key: 'root',
              label: t('admin.jobs.root'),
              children: lastRoot ? t('admin.jobs.root_text', lastRoot) : t('admin.jobs.root_none'),
            },
          ]}
        />
      </section>
      {run.isError && <ProblemAlert error={run.error} />}
      <Table<Work>
        size="small"
        rowKey="name"
        pagination={false}
        dataSource={[...works]}
        columns={[
          { title: t('admin.jobs.work'), render: (_, work) => name(work) },
          { title: t('admin.jobs.every'), render: (_, work) => every(work.restSeconds) },
          { title: t('admin.jobs.last'), render: (_, work) => work.lastRunAt && moment(work.lastRunAt) },
          {
            title: t('admin.jobs.took'),
            align: 'right',
            render: (_, work) =>
              work.milliseconds !== null && t('admin.jobs.ms', { count: Math.round(work.milliseconds) }),
          },
          { title: t('admin.jobs.runs'), align: 'right', dataIndex: 'runs' },
          { title: t('admin.jobs.state'), render: (_, work) => state(work) },
          {
            title: t('admin.people.act'),
            render: (_, work) =>
              work.mayRunNow ? (
                <Button
                  size="small"
                  aria-label={t('admin.jobs.run_name', { name: name(work) })}
                  loading={run.isPending && run.variables?.name === work.name}
                  onClick={() => run.mutate(work)}
                >
                  {t('admin.jobs.run')}
                </Button>
              ) : (
                <small className="quiet">{t('admin.jobs.often')}</small>
              ),
          },
        ]}
      />
    </>
  )
}
