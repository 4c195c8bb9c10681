import { zoneOf } from '@huying/core/kernel/calendar/zone.ts'
import { useTranslation } from 'react-i18next'
import { useCatalogue } from '../../catalogue/use-catalogue.ts'
import { useWords } from '../../kernel/i18n.ts'
import { useNowByMinute } from '../../kernel/now.ts'
import type { ClockView } from '../use-matter.ts'
import { useTold } from '../use-told.ts'
import { lineOf } from './day-line-parts.ts'

/** From start to deadline, with days that do not count and pauses; the steps below say the same in words. */
export function DayLine({ clock }: { clock: ClockView }) {
  const { t } = useTranslation()
  const words = useWords()
  const told = useTold()
  const now = useNowByMinute()
  const { timeZone } = useCatalogue()
  const zone = zoneOf(timeZone)
  const midnightOf = (date: string) => {
    const utc = Date.parse(`${date}T00:00:00Z`)
    return utc - zone.offsetAt(utc)
  }
  const line = lineOf(clock, now, midnightOf)
  return (
    <div className="day-line">
      <div className="day-line-bar" aria-hidden="true">
        {line.parts.map(({ kind, left, width }) => (
          <i
            key={`${kind} ${left}`}
            className={`is-${kind}`}
            style={{ left: `${left}%`, width: `${width}%` }}
          />
        ))}
        {line.now !== null && clock.stoppedAt === null && (
          <i className="is-now" style={{ left: `${line.now}%` }} />
        )}
      </div>
      <p className="day-line-ends">
        <span>{told.short(clock.startedAt)}</span>
        <b>
          {told.short(clock.dueAt)} {t('why.due')}
        </b>
      </p>
      {clock.pauses.map(({ from, to, reason }) => (
        <p key={from} className="day-line-pause">
          {to === null
            ? t('why.paused_open', { reason: words(reason), from: told.short(from) })
            : `${words(reason)}：${told.short(from)} – ${told.short(to)} ${t('why.paused')}`}
        </p>
      ))}
    </div>
  )
}
