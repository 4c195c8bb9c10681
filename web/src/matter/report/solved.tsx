/** 办过的类似事 — how like matters ended, so that the caller can be told at once. */
import type { Suggested } from '@huying/contract/matter/suggest.ts'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useWords } from '../../kernel/i18n.ts'
import { useHours } from './answerer.tsx'

export function SolvedBefore({ solved }: { solved: Suggested['solved'] }) {
  const { t } = useTranslation()
  const words = useWords()
  const hours = useHours()
  if (solved.length === 0) return null
  return (
    <section className="card" aria-labelledby="report-solved">
      <h2 id="report-solved">{t('report.solved')}</h2>
      <ul className="report-alike">
        {solved.map(({ matter, lead, tookHours }) => (
          <li key={matter.id}>
            <Link to={`/matters/${matter.id}`} target="_blank" className="report-alike-title">
              {matter.title ?? t('matter.redacted')}
            </Link>
            <br />
            <small className="quiet">
              {lead && `${words(lead.name)} · `}
              {t('report.solved_took', { time: hours(tookHours) })}
            </small>
          </li>
        ))}
      </ul>
    </section>
  )
}
