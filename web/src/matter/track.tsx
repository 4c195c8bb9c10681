/** 闭环进程 — the main way through the loop, with the times at which it was walked. */
import type { MatterView } from '@huying/contract/matter/view.ts'
import { useTranslation } from 'react-i18next'
import { useCatalogue } from '../catalogue/use-catalogue.ts'
import { useLocale, useWords } from '../kernel/i18n.ts'
import { showMoment } from '../kernel/moment.ts'
import { ClockText } from './clock-badge.tsx'
import { nextDue } from './next-due.ts'

export function Track({ matter }: { matter: MatterView }) {
  const { t } = useTranslation()
  const words = useWords()
  const locale = useLocale()
  const { timeZone } = useCatalogue()
  const due = nextDue(matter.clocks)
  return (
    <ol className="track card" aria-label={t('matter.track')}>
      {matter.track.map(({ state, enteredAt, current }) => (
        <li
          key={state.id}
          className={stepClass(enteredAt, current)}
          {...(current ? { 'aria-current': 'step' as const } : {})}
        >
          <span className="track-name">{words(state.name)}</span>
          <small>
            {current && due && !matter.closedAt ? (
              <ClockText clock={due} />
            ) : enteredAt ? (
              showMoment(enteredAt, 'short', locale, timeZone)
            ) : (
              '—'
            )}
          </small>
        </li>
      ))}
    </ol>
  )
}

function stepClass(enteredAt: string | null, current: boolean): string {
  if (current) return 'track-step is-now'
  return enteredAt ? 'track-step is-done' : 'track-step'
}
