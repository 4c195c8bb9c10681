/** 谁来办 — who will answer, by which rule and until when, before anything is sent. */
import type { Suggested } from '@huying/contract/matter/suggest.ts'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useWords } from '../../kernel/i18n.ts'
import { Why } from '../clock/why.tsx'
import { useTold } from '../use-told.ts'
import type { Known } from './use-suggested.ts'

export function Answerer({ known: { suggested } }: { known: Known }) {
  const { t } = useTranslation()
  const answer = suggested?.answer
  return (
    <section className="card" aria-labelledby="report-answerer" aria-live="polite">
      <h2 id="report-answerer">{t('report.answerer')}</h2>
      {answer ? <Answer answer={answer} /> : <p className="quiet">{t('report.answerer_wait')}</p>}
    </section>
  )
}

function Answer({ answer }: { answer: NonNullable<Suggested['answer']> }) {
  const { t } = useTranslation()
  const words = useWords()
  const told = useTold()
  const usual = useUsual(answer.usual)
  const { duty, holder, clocks } = answer
  const promise = clocks.find((clock) => clock.promise)
  const names = (units: typeof duty.assists) => units.map(({ name }) => words(name)).join(t('app.comma'))
  return (
    <>
      <p className="report-lead">
        {duty.lead ? (
          <b>{words(duty.lead.name)}</b>
        ) : (
          t('report.answerer_none', { name: holder ? words(holder.name) : '' })
        )}
        {promise && <span className="tag tag-lake">{t('clock.due', { at: told.short(promise.dueAt) })}</span>}
      </p>
      {usual && <p className="quiet">{usual}</p>}
      <dl className="report-facts">
        {duty.assists.length > 0 && <Fact name={t('report.assists')}>{names(duty.assists)}</Fact>}
        {duty.informs.length > 0 && <Fact name={t('report.informs')}>{names(duty.informs)}</Fact>}
        {duty.basis && (
          <Fact name={t('report.basis')}>
            {words(duty.basis)}{' '}
            {duty.unverified && <span className="tag tag-amber">{t('why.unverified')}</span>}
          </Fact>
        )}
      </dl>
      {promise && (
        <details>
          <summary>{t('clock.why')}</summary>
          <Why clock={promise} />
        </details>
      )}
    </>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}

function useUsual(usual: NonNullable<Suggested['answer']>['usual']): string | null {
  const { t } = useTranslation()
  const hours = useHours()
  return usual && t('report.usual', { time: hours(usual.hours), of: usual.of })
}

/** In days from two days on. */
export function useHours(): (hours: number) => string {
  const { t } = useTranslation()
  return (hours) =>
    hours < 48
      ? t('report.usual_hours', { count: Math.max(1, hours) })
      : t('report.usual_days', { count: Math.round(hours / 24) })
}
