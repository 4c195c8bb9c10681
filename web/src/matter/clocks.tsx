/** 期限 — every deadline answers "why": which rule, which calendar, which pauses. */
import type { MatterView } from '@huying/contract/matter/view.ts'
import en from '@huying/contract/messages/explain.en.json'
import zh from '@huying/contract/messages/explain.zh.json'
import { renderExplanation } from '@huying/core/kernel/calendar/explain.ts'
import type { Step } from '@huying/core/kernel/calendar/types.ts'
import { useTranslation } from 'react-i18next'
import { useCatalogue } from '../catalogue/use-catalogue.ts'
import { useLocale, useWords } from '../kernel/i18n.ts'
import { showMoment } from '../kernel/moment.ts'
import { ClockBadge } from './clock-badge.tsx'
import { isRunning } from './next-due.ts'
import type { ClockView } from './use-matter.ts'

export function Clocks({ matter }: { matter: MatterView }) {
  const { t } = useTranslation()
  const clocks = matter.clocks.filter(isOfUse)
  if (clocks.length === 0) return null
  const unitOf = new Map(matter.assignments.map((one) => [one.id, one.unit]))
  return (
    <>
      <h2>{t('matter.clocks')}</h2>
      <ul className="clocks">
        {clocks.map((clock) => (
          <Clock
            key={`${clock.name} ${clock.assignmentId} ${clock.startedAt}`}
            clock={clock}
            unit={unitOf.get(clock.assignmentId ?? '')}
          />
        ))}
      </ul>
    </>
  )
}

function Clock({ clock, unit }: { clock: ClockView; unit: MatterView['holder'] | undefined }) {
  const { t } = useTranslation()
  const words = useWords()
  const locale = useLocale()
  const { timeZone } = useCatalogue()
  return (
    <li>
      <div className="clock-line">
        <span>
          {words(clock.title)}
          {unit && <small className="quiet"> {words(unit.name)}</small>}
        </span>
        {isRunning(clock) ? <ClockBadge clock={clock} /> : <span className="tag">{t(stillness(clock))}</span>}
      </div>
      <details>
        <summary>
          {t('clock.due', { at: showMoment(clock.dueAt, 'short', locale, timeZone) })} · {t('clock.why')}
        </summary>
        <Why clock={clock} />
      </details>
    </li>
  )
}

/** Running ones, and the promise with what became of it; a window that has closed permits nothing any more. */
function isOfUse(clock: ClockView): boolean {
  if (clock.promise) return true
  return clock.stoppedAt === null && !(clock.window && clock.breachedAt !== null)
}

/** A clock that does not run is paused, or has ended in time or late. */
function stillness(clock: ClockView): string {
  if (clock.stoppedAt === null) return 'clock.paused'
  return clock.breachedAt === null ? 'clock.kept' : 'clock.missed'
}

function Why({ clock }: { clock: ClockView }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { timeZone } = useCatalogue()
  const sentences = renderExplanation(clock.why as Step[], locale === 'zh' ? zh : en, locale, timeZone)
  return (
    <>
      <ol className="why">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ol>
      <p className="quiet">{t('clock.calendar_version', { version: clock.calendarVersion })}</p>
    </>
  )
}
