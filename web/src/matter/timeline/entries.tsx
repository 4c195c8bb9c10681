import type { Telling } from '@huying/contract/matter/telling.ts'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { usePrinting } from '../../kernel/printing.ts'
import type { EntryView } from '../use-matter.ts'
import { useTold } from '../use-told.ts'
import { type Group, isQuiet } from './story.ts'
import { useTelling } from './telling.ts'

const AttachmentList = lazy(() => import('../../attachment/attachment-list.tsx'))

type Tell = (entry: EntryView) => Telling

/** Some entries, the newest first, without days. */
export function Entries({ entries }: { entries: readonly EntryView[] }) {
  const tell = useTelling()
  return (
    <ol className="entries">
      {entries.toReversed().map((entry) => (
        <Entry key={entry.seq} entry={entry} tell={tell} bare />
      ))}
    </ol>
  )
}

type ListProps = { groups: readonly Group[]; arrived: ReadonlySet<number> }

export function EntryList({ groups, arrived }: ListProps) {
  const tell = useTelling()
  return (
    <ol className="entries">
      {groups.map((group) =>
        group.kind === 'entry' ? (
          <Entry key={group.entry.seq} entry={group.entry} tell={tell} isNew={arrived.has(group.entry.seq)} />
        ) : (
          <Quiet key={group.entries[0]?.seq} entries={group.entries} tell={tell} />
        ),
      )}
    </ol>
  )
}

function Quiet({ entries, tell }: { entries: readonly EntryView[]; tell: Tell }) {
  const { t } = useTranslation()
  const printing = usePrinting()
  return (
    <li className="entry-fold">
      <details open={printing || undefined}>
        <summary>{t('story.quiet', { count: entries.length })}</summary>
        <ol className="entries">
          {entries.map((entry) => (
            <Entry key={entry.seq} entry={entry} tell={tell} />
          ))}
        </ol>
      </details>
    </li>
  )
}

/** The report's own words stand at the head of the page, the place among the facts. */
const ABOVE = new Set(['title', 'text', 'address'])

type EntryProps = { entry: EntryView; tell: Tell; isNew?: boolean; bare?: boolean }

/** `bare`: shown elsewhere than in the timeline, so nothing links to it. */
function Entry({ entry, tell, isNew = false, bare = false }: EntryProps) {
  const { t } = useTranslation()
  const told = useTold()
  const { who, what, details } = tell(entry)
  const texts = Object.entries(entry.texts).filter(
    ([field]) => entry.type !== 'MatterReported' || !ABOVE.has(field),
  )
  const classes = ['entry', ...(isQuiet(entry) ? ['is-quiet'] : []), ...(isNew ? ['is-new'] : [])]
  const time = (
    <time dateTime={entry.at} title={told.full(entry.at)}>
      {bare ? told.short(entry.at) : told.short(entry.at).slice(-5)}
    </time>
  )
  return (
    <li className={classes.join(' ')} {...(bare ? {} : { id: `e${entry.seq}` })}>
      {bare ? (
        time
      ) : (
        <a
          className="entry-time"
          href={`#e${entry.seq}`}
          aria-label={t('story.link', { seq: entry.seq, at: told.full(entry.at) })}
        >
          {time}
        </a>
      )}
      <div>
        <b>{who}</b> {what}
        {entry.actor && entry.organisation && (
          <span className="quiet">
            {' '}
            {entry.actor}
            {entry.actingFor && t('matter.acting_for', { name: entry.actingFor })}
          </span>
        )}
        {isNew && <span className="tag tag-lake">{t('story.new')}</span>}
        {details.length > 0 && <p className="quiet entry-details">{details.join(' · ')}</p>}
        {texts.map(([field, text]) => (
          <q key={field} className={text === null ? 'is-redacted' : undefined}>
            {text ?? t('matter.redacted')}
          </q>
        ))}
        {entry.attachments.length > 0 && (
          <Suspense>
            <AttachmentList attachments={entry.attachments} />
          </Suspense>
        )}
      </div>
    </li>
  )
}
