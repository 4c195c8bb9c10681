/** 登记参考 — beside the form: the place on a plan with what is open around it, who will answer, and how it went before. */
import type { Nearby } from '@huying/contract/matter/nearby.ts'
import { Form, type FormInstance } from 'antd'
import { useTranslation } from 'react-i18next'
import { useCatalogue } from '../../catalogue/use-catalogue.ts'
import { type Address, pinnedAt } from '../../territory/address-input.tsx'
import { PlaceMap } from '../../territory/place-map.tsx'
import { Answerer } from './answerer.tsx'
import { NearbyList } from './nearby.tsx'
import { SolvedBefore } from './solved.tsx'
import type { Joining } from './use-report.ts'
import type { Known } from './use-suggested.ts'

type Props = {
  form: FormInstance
  known: Known
  joining: Joining | null
  onJoin: (to: Joining | null) => void
}

export function ReportAside({ form, known, joining, onJoin }: Props) {
  const { t } = useTranslation()
  const { jurisdiction } = useCatalogue()
  const place: Address | undefined = Form.useWatch('place', form)
  const { suggested, nearby } = known
  const said = !known.isOld && suggested?.place && 'territory' in suggested.place ? suggested.place : null
  // A chosen grid takes the pin away at once; what the server says of it comes a moment later.
  const point = place?.by === 'grid' ? null : (place?.point ?? (place ? said?.point : null))
  const code = place?.territory ?? (place ? said?.territory : undefined) ?? jurisdiction.id
  return (
    <aside className="report-aside" aria-label={t('report.beside')} aria-busy={known.isOld}>
      <Answerer known={known} />
      <section className="card" aria-labelledby="report-map">
        <h2 id="report-map">
          {t('report.map')} <small className="quiet">{t('report.map_hint')}</small>
        </h2>
        <PlaceMap
          code={code}
          height={184}
          point={point ? [point[0] as number, point[1] as number] : null}
          marks={nearby.flatMap(markOf)}
          onPick={(lon, lat) => form.setFieldValue('place', pinnedAt(place, lon, lat))}
        />
        <NearbyList nearby={nearby} asked={code !== jurisdiction.id} joining={joining} onJoin={onJoin} />
      </section>
      <SolvedBefore solved={suggested?.solved ?? []} />
    </aside>
  )
}

function markOf({ matter, point }: Nearby['matters'][number]) {
  if (!point) return []
  return [
    {
      lon: point[0],
      lat: point[1],
      tone: matter.pace ?? 'plain',
      label: matter.title ?? matter.number,
    } as const,
  ]
}
