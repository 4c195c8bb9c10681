/** 一张图的平面图 — where the machine cannot draw maps: the same matters, the same numbers, drawn as a plan. */
import type { Pace } from '@huying/core/matter/pace.ts'
import { useTranslation } from 'react-i18next'
import { Plan } from '../territory/plan.tsx'
import { useMapMarks } from './use-map.ts'

type Props = { code: string; on: string | null; pace: Pace | null; onChoose: (code: string) => void }

export function PlanMap({ code, on, pace, onChoose }: Props) {
  const { t } = useTranslation()
  const asked = { territory: code, ...(on ? { on } : {}), ...(pace && !on ? { pace } : {}) }
  const { data } = useMapMarks(asked, true)
  const marks = (data?.marks ?? []).map(({ lon, lat, pace: stands }) => ({
    ...{ lon, lat },
    tone: stands ?? ('plain' as const),
    label: '',
  }))
  return (
    <div className="map-plan">
      <p className="quiet" role="status">
        {t('map.no_webgl')} {data && data.more > 0 && t('map.more_marks', { count: data.more })}
      </p>
      <Plan code={code} marks={marks} onChoose={onChoose} height={560} />
    </div>
  )
}
