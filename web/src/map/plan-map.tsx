/** 一张图的平面图 — where the machine cannot draw maps: the same matters, the same numbers, drawn as a plan. */
import type { Pace } from '@huying/core/matter/pace.ts'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { Plan } from '../territory/plan.tsx'
import { useMapMarks } from './use-map.ts'

type Props = { code: string; on: string | null; pace: Pace | null; onChoose: (code: string) => void }

export function PlanMap({ code, on, pace, onChoose }: Props) {
  const { t } = useTranslation()
  const asked = { territory: code, ...(on ? { on } : {}), ...(pace && !on ? { pace } : {}) }
  const { data } = useMapMarks(asked, true)
  const navigate = useNavigate()
  const marks = (data?.marks ?? []).map((mark) => ({
    ...{ id: mark.id, lon: mark.lon, lat: mark.lat },
    tone: mark.pace ?? ('plain' as const),
    label: t('map.mark', {
      pace: t(`map.pace.${mark.pace ?? (on ? 'plain' : 'none')}`),
      title: mark.title ?? t('matter.redacted'),
      number: mark.number,
    }),
  }))
  return (
    <div className="map-plan">
      <p className="quiet" role="status">
        {t('map.no_webgl')} {data && data.more > 0 && t('map.more_marks', { count: data.more })}
      </p>
      <Plan {...{ code, marks, onChoose }} onOpen={(id) => void navigate(`/matters/${id}`)} height={560} />
    </div>
  )
}
