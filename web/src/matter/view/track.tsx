/** 闭环进程 — the way the matter has really gone, with the time each step took, and what is still ahead with its limit. */
import { stepsOf, type TrackStep } from '@huying/contract/matter/steps.ts'
import type { MatterView } from '@huying/contract/matter/view.ts'
import { Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import { useWords } from '../../kernel/i18n.ts'
import { ClockText } from '../clock/badge.tsx'
import { toneOf } from '../clock/clock.ts'
import { usePressing } from '../clock/use-pressing.ts'
import type { ClockView } from '../use-matter.ts'
import { useTold } from '../use-told.ts'

/** More than this do not fit beside each other: the earliest ones go into one. */
const SHOWN = 8

export function Track({ matter }: { matter: MatterView }) {
  const { t } = useTranslation()
  const steps = stepsOf(matter)
  const folded = Math.min(
    Math.max(0, steps.length - SHOWN + 1),
    steps.filter((step) => step.standing === 'done').length - 1,
  )
  const earlier = folded > 1 ? steps.slice(0, folded) : []
  return (
    <section className="card track-card" aria-label={t('matter.track')}>
      <ol className="track">
        {earlier.length > 0 && (
          <li className="track-step is-done is-earlier">
            <span className="track-name">{t('steps.earlier', { count: earlier.length })}</span>
          </li>
        )}
        {steps.slice(earlier.length).map((step, index) => (
          <Step key={`${step.state.id} ${step.from ?? index}`} step={step} matter={matter} />
        ))}
      </ol>
      {earlier.length > 0 && <Earlier steps={earlier} />}
    </section>
  )
}

function Step({ step, matter }: { step: TrackStep; matter: MatterView }) {
  const { t } = useTranslation()
  const words = useWords()
  const { standing, detour, again } = step
  const due = usePressing(matter)
  const tone = standing === 'now' && due ? [`is-${toneOf(due.pace)}`] : []
  const classes = ['track-step', `is-${standing}`, ...tone, ...(detour ? ['is-detour'] : [])]
  const marks = [
    ...(detour ? [t('steps.detour')] : []),
    ...(again === null ? [] : [t('steps.again', { count: again })]),
  ]
  return (
    <li className={classes.join(' ')} {...(standing === 'now' ? { 'aria-current': 'step' as const } : {})}>
      <span className="track-name">
        {words(step.state.name)}
        <span className="sr-only">（{t(`steps.${standing}`)}）</span>
      </span>
      <small>
        <StepTime step={step} due={due} />
      </small>
      {marks.length > 0 && <small className="track-mark">{marks.join(' · ')}</small>}
    </li>
  )
}

function StepTime({ step, due }: { step: TrackStep; due: ClockView | null }) {
  const { t } = useTranslation()
  const told = useTold()
  const { standing, from, to, limit } = step
  if (standing === 'now' && due) return <ClockText clock={due} />
  if (from !== null && to === null) return <time dateTime={from}>{told.short(from)}</time>
  if (from !== null && to !== null) {
    const span = t('steps.span', { from: told.full(from), to: told.full(to) })
    return (
      <Tooltip title={span}>
        <span>{t('steps.took', { span: told.span(Date.parse(to) - Date.parse(from)) })}</span>
      </Tooltip>
    )
  }
  return limit ? t('steps.limit', { limit: told.limit(limit) }) : '—'
}

function Earlier({ steps }: { steps: readonly TrackStep[] }) {
  const { t } = useTranslation()
  const words = useWords()
  const told = useTold()
  return (
    <details className="track-earlier">
      <summary>{t('steps.earlier_title')}</summary>
      <ol>
        {steps.map(({ state, from, to, detour }) => (
          <li key={`${state.id} ${from}`}>
            {words(state.name)}
            {detour && <span className="tag tag-amber">{t('steps.detour')}</span>}{' '}
            {from && to && (
              <span className="quiet">
                {t('steps.took', { span: told.span(Date.parse(to) - Date.parse(from)) })} · {told.full(from)}
              </span>
            )}
          </li>
        ))}
      </ol>
    </details>
  )
}
