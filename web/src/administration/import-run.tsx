/** 一次导入 — the map and what it would do with the first rows; then its progress and what came of it. */
import type { ImportRun } from '@huying/contract/administration/imports.ts'
import { useMutation } from '@tanstack/react-query'
import { Alert, Button, Progress } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { client } from '../kernel/client.ts'
import { useCommandKey } from '../kernel/command-key.ts'
import { ProblemAlert, ProblemPane } from '../kernel/problem.tsx'
import { queryClient } from '../kernel/query.ts'
import { LoadingPane } from '../kernel/state-pane.tsx'
import { ImportMapForm } from './import-map-form.tsx'
import { RunStatus } from './run-status.tsx'
import { sizeOf, useRun } from './use-imports.ts'

export function ImportRunPage() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const run = useRun(id)
  if (run.isPending) return <LoadingPane />
  if (!run.data) return <ProblemPane error={run.error} onRetry={() => void run.refetch()} />
  const { fileName, bytes, status } = run.data
  const again = () => queryClient.invalidateQueries({ queryKey: ['admin', 'import', id] })
  return (
    <>
      <p className="admin-bar">
        <Link to="/admin/import">{t('admin.import.back')}</Link>
        <b className="long">{fileName}</b>
        <span className="quiet">{sizeOf(bytes)}</span>
        <RunStatus run={run.data} />
      </p>
      {status !== 'uploaded' && <Outcome run={run.data} onChange={() => void again()} />}
      {status !== 'running' && <ImportMapForm run={run.data} onStarted={() => void again()} />}
    </>
  )
}

const COUNTS = ['imported', 'updated', 'unchanged', 'rejected'] as const

function Outcome({ run, onChange }: { run: ImportRun; onChange: () => void }) {
  const { t } = useTranslation()
  const keyFor = useCommandKey()
  const act = useMutation({
    mutationFn: (what: 'continue' | 'stop') => {
      const key = keyFor({ what, id: run.id, at: run.startedAt })
      return what === 'stop'
        ? client.administration.stopImport(run.id, key)
        : client.administration.continueImport(run.id, key)
    },
    onSettled: onChange,
  })
  const percent = run.bytes === 0 ? 100 : Math.floor((run.readBytes / run.bytes) * 100)
  const isRunning = run.status === 'running'
  return (
    <section className="card" aria-labelledby="import-outcome">
      <h2 id="import-outcome">{t('admin.import.result')}</h2>
      {isRunning && <p className="form-note">{t('admin.import.leave_hint')}</p>}
      {run.status === 'interrupted' && (
        <Alert type="warning" showIcon title={t('admin.import.interrupted_hint')} />
      )}
      {run.failure && <Alert type="error" showIcon title={run.failure} />}
      <Progress
        percent={percent}
        status={isRunning ? 'active' : run.status === 'done' ? 'success' : 'normal'}
        aria-label={t('admin.import.progress', { rows: run.rows })}
      />
      <div className="counts" aria-live="polite">
        {COUNTS.map((name) => (
          <div key={name}>
            <b>{run[name]}</b>
            <span>{t(`admin.import.fates.${name}`)}</span>
          </div>
        ))}
      </div>
      <Reasons title={t('admin.import.reasons')} rows={run.reasons} />
      <Reasons title={t('admin.import.notes')} rows={run.notes} />
      {act.isError && <ProblemAlert error={act.error} />}
      <div className="admin-bar" style={{ margin: '12px 0 0' }}>
        {run.hasRejectFile && (
          <Button href={`/api/admin/imports/${run.id}/rejects`} type="primary">
            {t('admin.import.rejects')}
          </Button>
        )}
        {isRunning ? (
          <Button loading={act.isPending} onClick={() => act.mutate('stop')}>
            {t('admin.import.stop')}
          </Button>
        ) : (
          run.hasMap && (
            <Button loading={act.isPending} onClick={() => act.mutate('continue')}>
              {run.status === 'done' ? t('admin.import.again') : t('admin.import.continue')}
            </Button>
          )
        )}
      </div>
    </section>
  )
}

function Reasons({ title, rows }: { title: string; rows: ImportRun['reasons'] }) {
  const { t } = useTranslation()
  if (rows.length === 0) return null
  return (
    <>
      <h3 className="quiet">{title}</h3>
      <ul className="reasons">
        {rows.map(({ code, sentence, rows: count }) => (
          <li key={code}>
            <span>{sentence}</span>
            <span className="mono">{t('admin.import.rows', { count })}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
