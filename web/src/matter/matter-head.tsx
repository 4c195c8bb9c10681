import type { MatterView } from '@huying/contract/matter/view.ts'
import { useTranslation } from 'react-i18next'
import { useWords } from '../kernel/i18n.ts'
import { ClockBadge } from './clock-badge.tsx'
import { nextDue } from './next-due.ts'

export function MatterHead({ matter }: { matter: MatterView }) {
  const { t } = useTranslation()
  const words = useWords()
  const due = nextDue(matter.clocks)
  const place = matter.territory.path.slice(-3).map((one) => words(one.name))
  return (
    <header className="matter-head">
      <div className="tags">
        {due && <ClockBadge clock={due} />}
        {matter.overlays.map((overlay) => (
          <span
            key={overlay}
            className={`tag tag-${overlay === 'extended' || overlay === 'parked' ? 'amber' : 'red'}`}
          >
            {t(`overlay.${overlay}`, { defaultValue: overlay })}
          </span>
        ))}
        <span className="tag tag-blue">{words(matter.loop.name)}</span>
        <span className="tag tag-lake">{words(matter.state.name)}</span>
        <span className="number">{matter.number}</span>
      </div>
      <h1 id="matter-title">{matter.title ?? t('matter.redacted')}</h1>
      <p className="quiet">
        {[
          place.join(' '),
          words(matter.kind.name),
          ...(matter.holder ? [t('matter.held_by', { name: holderName(matter.holder) })] : []),
        ].join(' · ')}
      </p>
    </header>
  )

  function holderName(holder: NonNullable<MatterView['holder']>): string {
    return holder.id === 'reporter' ? t('matter.reporter') : words(holder.name)
  }
}
