/** 出错提示 — what happened, that nothing was lost, and what to do next. */
import { ProblemError } from '@huying/contract/client.ts'
import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'

export const codeOf = (error: unknown): string | null =>
  error instanceof ProblemError ? error.problem.code : null

/** An error beside a form. */
export function ProblemAlert({ error }: { error: unknown }) {
  const { t } = useTranslation()
  const problem = error instanceof ProblemError ? error.problem : null
  const title = problem?.title ?? t('problem.away')
  const next = problem?.next ?? t('problem.away_next')
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={title}
      description={
        <>
          {next}
          {problem && problem.status >= 500 && (
            <small className="quiet"> {t('problem.id', { id: problem.requestId })}</small>
          )}
        </>
      }
    />
  )
}

/** A whole pane that could not be loaded. */
export function ProblemPane({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation()
  return (
    <div className="pane-state">
      <ProblemAlert error={error} />
      <Button onClick={onRetry}>{t('problem.retry')}</Button>
    </div>
  )
}
