/** 同一处的事项 — matters of one address lie on each other at every zoom: they are listed. */
import type { MapMarks } from '@huying/contract/map/map.ts'
import type { Pace } from '@huying/core/matter/pace.ts'
import { Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { ProblemAlert } from '../kernel/problem.tsx'
import { LoadingPane } from '../kernel/state-pane.tsx'
import { MarkShape } from '../territory/mark.tsx'
import { useMapMarks } from './use-map.ts'

export type Spot = {
  readonly at: readonly [lon: number, lat: number]
  /** How many the map shows there. */
  readonly count: number
  /** West, south, east, north around them, by comma. */
  readonly box: string
}

type Props = { spot: Spot; on: string | null; pace: Pace | null; onClose: () => void }

export default function Gathered({ spot, on, pace, onClose }: Props) {
  const { t } = useTranslation()
  const asked = { box: spot.box, ...(on ? { on } : {}), ...(pace && !on ? { pace } : {}) }
  const { data, error } = useMapMarks(asked, true)
  return (
    <Modal open title={t('map.gathered', { count: spot.count })} footer={null} onCancel={onClose}>
      {error && <ProblemAlert error={error} />}
      {!data && !error && <LoadingPane />}
      <ul className="map-gathered">
        {nearest(data?.marks ?? [], spot).map(({ id, title, number, pace: stands }) => (
          <li key={id}>
            <svg viewBox="-8 -8 16 16" width="18" height="18" aria-hidden="true">
              <MarkShape tone={stands ?? 'plain'} />
            </svg>
            <Link to={`/matters/${id}`}>{title ?? t('matter.redacted')}</Link>
            <span className="quiet">
              {t(`map.pace.${stands ?? (on ? 'plain' : 'none')}`)} {number}
            </span>
          </li>
        ))}
      </ul>
    </Modal>
  )
}

/** As many as the map shows together, by distance from their middle; then as they were, the most pressing first. */
function nearest(marks: MapMarks['marks'], { at: [lon, lat], count }: Spot): MapMarks['marks'] {
  const away = (mark: MapMarks['marks'][number]) => (mark.lon - lon) ** 2 + (mark.lat - lat) ** 2
  const near = new Set(marks.toSorted((a, b) => away(a) - away(b)).slice(0, count))
  return marks.filter((mark) => near.has(mark))
}
