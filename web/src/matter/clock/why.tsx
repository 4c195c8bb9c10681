/** 为什么是这个期限 — the rule and where it stands, the calendar, each pause on a line of days, then how it was counted. */
import en from '@huying/contract/messages/explain.en.json'
import zh from '@huying/contract/messages/explain.zh.json'
import { renderExplanation } from '@huying/core/kernel/calendar/explain.ts'
import type { Step } from '@huying/core/kernel/calendar/types.ts'
import { useTranslation } from 'react-i18next'
import { useCatalogue } from '../../catalogue/use-catalogue.ts'
import { useLocale, useWords } from '../../kernel/i18n.ts'
import type { ClockView } from '../use-matter.ts'
import { useTold } from '../use-told.ts'
import { DayLine } from './day-line.tsx'

export function Why({ clock }: { clock: ClockView }) {
  const { t } = useTranslation()
  const words = useWords()
  const told = useTold()
  return (
    <div className="why">
      <p className="why-rule">
        <b>{words(clock.title)}</b> {t('why.limit', { limit: told.limit(clock.limit) })}
        {clock.provisional && <span className="tag tag-amber">{t('why.provisional')}</span>}
      </p>
      <DayLine clock={clock} />
      <Steps clock={clock} />
      <p className="quiet why-source">
        {clock.source ? t('why.source', { source: clock.source }) : t('why.no_source')}
        {clock.unverified && <span className="tag tag-amber">{t('why.unverified')}</span>}
        <br />
        {t('why.calendar', { version: clock.calendarVersion })}
      </p>
    </div>
  )
}

function Steps({ clock }: { clock: ClockView }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { timeZone } = useCatalogue()
  const sentences = renderExplanation(clock.why as Step[], locale === 'zh' ? zh : en, locale, timeZone)
  return (
    <ol className="why-steps" aria-label={t('why.steps')}>
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ol>
  )
}
