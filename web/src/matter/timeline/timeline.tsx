/** 轨迹 — everything that happened, by day, with what people wrote as their words; the system's own notes are quieter. */
import type { MatterView } from '@huying/contract/matter/view.ts'
import { Button, Segmented } from 'antd'
import { memo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'react-router'
import { usePrinting } from '../../kernel/printing.ts'
import { useTold } from '../use-told.ts'
import { Entries, EntryList } from './entries.tsx'
import { daysOf, type Order } from './story.ts'
import { useArrivals } from './use-arrivals.ts'
import { useEntryLink } from './use-entry-link.ts'

const ORDER = 'huying.timeline-order'

/** Entries shown at first; hundreds are a click away. */
const FIRST = 60

export const Timeline = memo(function Timeline({ matter }: { matter: MatterView }) {
  const { t } = useTranslation()
  const told = useTold()
  const { hash } = useLocation()
  const printing = usePrinting()
  const [order, setOrder] = useState<Order>(() =>
    localStorage.getItem(ORDER) === 'oldest' ? 'oldest' : 'newest',
  )
  const [all, setAll] = useState(false)
  const { timeline } = matter
  const whole = all || printing || hash.startsWith('#e') || timeline.length <= FIRST + 20
  const shown = whole ? timeline : order === 'newest' ? timeline.slice(-FIRST) : timeline.slice(0, FIRST)
  const arrived = useArrivals(timeline)
  useEntryLink(hash)
  const choose = (next: Order) => {
    localStorage.setItem(ORDER, next)
    setOrder(next)
  }
  return (
    <section className="card timeline" aria-labelledby="timeline-title">
      <header className="timeline-head">
        <h2 id="timeline-title">
          {t('matter.timeline')} <small>{t('story.count', { count: timeline.length })}</small>
        </h2>
        <Segmented
          size="small"
          aria-label={t('story.order')}
          value={order}
          onChange={choose}
          options={[
            { value: 'newest', label: t('story.newest') },
            { value: 'oldest', label: t('story.oldest') },
          ]}
        />
      </header>
      {daysOf(shown, order, (entry) => told.day(entry.at)).map(({ day, groups }) => (
        <section key={day} className="timeline-day" aria-label={day}>
          <h3>{day}</h3>
          <EntryList groups={groups} arrived={arrived} />
        </section>
      ))}
      {!whole && (
        <Button block onClick={() => setAll(true)}>
          {t('story.more', { count: timeline.length - shown.length })}
        </Button>
      )}
    </section>
  )
})

export { Entries }
