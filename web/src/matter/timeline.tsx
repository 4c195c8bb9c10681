/** 轨迹 — everything that happened, the newest first, with what people wrote. */
import type { MatterView } from '@huying/contract/matter/view.ts'
import { useTranslation } from 'react-i18next'
import { useCatalogue } from '../catalogue/use-catalogue.ts'
import { useLocale } from '../kernel/i18n.ts'
import { showMoment } from '../kernel/moment.ts'
import { useTelling } from './telling.ts'
import type { EntryView } from './use-matter.ts'

export function Timeline({ matter }: { matter: MatterView }) {
  const { t } = useTranslation()
  return (
    <section className="card">
      <h2>{t('matter.timeline')}</h2>
      <Entries entries={matter.timeline} />
    </section>
  )
}

export function Entries({ entries }: { entries: readonly EntryView[] }) {
  return (
    <ol className="entries">
      {entries.toReversed().map((entry) => (
        <Entry key={entry.seq} entry={entry} />
      ))}
    </ol>
  )
}

/** The report's own words stand at the head of the page. */
const ABOVE = new Set(['title', 'text'])

function Entry({ entry }: { entry: EntryView }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { timeZone } = useCatalogue()
  const { who, what, details } = useTelling()(entry)
  const texts = Object.entries(entry.texts).filter(
    ([field]) => entry.type !== 'MatterReported' || !ABOVE.has(field),
  )
  return (
    <li className="entry">
      <time dateTime={entry.at}>{showMoment(entry.at, 'short', locale, timeZone)}</time>
      <div>
        <b>{who}</b> {what}
        {entry.actor && entry.organisation && <span className="quiet"> {entry.actor}</span>}
        {details.length > 0 && <p className="quiet entry-details">{details.join(' · ')}</p>}
        {texts.map(([field, text]) => (
          <q key={field}>{text ?? t('matter.redacted')}</q>
        ))}
      </div>
    </li>
  )
}
