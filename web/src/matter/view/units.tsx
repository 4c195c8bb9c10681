/** 承办单位 — who was asked, who signed when, each one's own clock, and where inside the unit the work lies. */
import type { MatterView } from '@huying/contract/matter/view.ts'
import { useTranslation } from 'react-i18next'
import { useWords } from '../../kernel/i18n.ts'
import { useNowByMinute } from '../../kernel/now.ts'
import { ClockText } from '../clock/badge.tsx'
import { nextDue } from '../clock/next-due.ts'
import type { AssignmentView, ClockView } from '../use-matter.ts'
import { useTold } from '../use-told.ts'
import { Ledger } from './custody.tsx'

export function Units({ matter }: { matter: MatterView }) {
  const { t } = useTranslation()
  return (
    <section className="card" aria-labelledby="units-title">
      <h2 id="units-title">{t('matter.units')}</h2>
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
  const due = nextDue(clocks)
  return (
    <li className={['unit', `is-${unit.state}`].join(' ')}>
      <b>
        <span className="unit-name">{words(unit.unit.name)}</span>
        <span className={unit.as === 'lead' ? 'tag tag-lake' : 'tag'}>{t(`unit.${unit.as}`)}</span>
        {unit.directed && <span className="tag tag-amber">{t('unit.directed')}</span>}
      </b>
      <UnitState unit={unit} />
      {due && (
        <small className="unit-clock">
          {words(due.title)} <ClockText clock={due} />
        </small>
      )}
      {unit.inner && (
        <small>
          {t('unit.inner', { name: words(unit.inner.name) })}
          {unit.awaitsSignOff && <span className="tag tag-amber">{t('unit.awaits_sign_off')}</span>}
        </small>
      )}
      <Inside unit={unit} />
    </li>
  )
}

function UnitState({ unit }: { unit: AssignmentView }) {
  const { t } = useTranslation()
  const told = useTold()
  const now = useNowByMinute()
  const state = t(`unit_state.${unit.state}`, { defaultValue: unit.state })
  if (unit.state === 'asked') {
    const span = told.span(now - Date.parse(unit.askedAt))
    return <small className="unit-waits">{t('asked.waiting', { span })}</small>
  }
  const signed = unit.signedAt && told.short(unit.signedAt)
  // Who signed says that it is signed.
  const saysMore = unit.state !== 'signed' || !unit.signedBy || unit.changedAt !== unit.signedAt
  return (
    <>
      {saysMore && (
        <small>
          {state} · {told.short(unit.changedAt)}
        </small>
      )}
      {signed && unit.signedBy && <small>{t('asked.signed', { name: unit.signedBy, at: signed })}</small>}
    </>
  )
}

/** The way of the paper inside the unit, and its own ledger: only where there was one. */
function Inside({ unit }: { unit: AssignmentView }) {
  const { t } = useTranslation()
  const words = useWords()
  const told = useTold()
  const now = useNowByMinute()
  if (unit.relay.length === 0) return null
  return (
    <details className="unit-inside">
      <summary>{t('asked.inner_steps')}</summary>
      <ol>
        {unit.relay.map((step) => (
          <li key={step.at}>
            {words(step.to.name)}{' '}
            <span className="quiet">
              {t('asked.since', { at: told.short(step.at) })}
              {step.endedAt && ` · ${t('asked.ended', { at: told.short(step.endedAt) })}`}
            </span>
          </li>
        ))}
      </ol>
      <Ledger held={unit.held} now={now} caption={t('asked.inner_ledger')} />
    </details>
  )
}
