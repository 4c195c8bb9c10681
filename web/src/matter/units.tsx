/** 承办单位 — who was asked, what each has done, and each one's own clock. */
import type { MatterView } from '@huying/contract/matter/view.ts'
import { useTranslation } from 'react-i18next'
import { useCatalogue } from '../catalogue/use-catalogue.ts'
import { useLocale, useWords } from '../kernel/i18n.ts'
import { showMoment } from '../kernel/moment.ts'
import { ClockText } from './clock-badge.tsx'
import { nextDue } from './next-due.ts'
import type { AssignmentView, ClockView } from './use-matter.ts'

export function Units({ matter }: { matter: MatterView }) {
  const { t } = useTranslation()
  return (
    <section className="card">
      <h2>{t('matter.units')}</h2>
      <ul className="units">
        {matter.assignments.map((unit) => (
          <Unit
            key={unit.id}
            unit={unit}
            clocks={matter.clocks.filter((clock) => clock.assignmentId === unit.id)}
          />
        ))}
      </ul>
    </section>
  )
}

function Unit({ unit, clocks }: { unit: AssignmentView; clocks: ClockView[] }) {
  const { t } = useTranslation()
  const words = useWords()
  const locale = useLocale()
  const { timeZone } = useCatalogue()
  const due = nextDue(clocks)
  const over = unit.state === 'returned' || unit.state === 'withdrawn'
  return (
    <li className={over ? 'unit is-over' : 'unit'}>
      <b>
        {words(unit.unit.name)} <span className="tag">{t(`unit.${unit.as}`)}</span>
        {unit.directed && <span className="tag tag-amber">{t('unit.directed')}</span>}
      </b>
      <small>
        {t(`unit_state.${unit.state}`, { defaultValue: unit.state })} ·{' '}
        {showMoment(unit.changedAt, 'short', locale, timeZone)}
      </small>
      {unit.inner && (
        <small>
          {t('unit.inner', { name: words(unit.inner.name) })}
          {unit.awaitsSignOff && ` · ${t('unit.awaits_sign_off')}`}
        </small>
      )}
      {due && (
        <small>
          {words(due.title)} <ClockText clock={due} />
        </small>
      )}
    </li>
  )
}
