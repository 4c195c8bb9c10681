/** 一张图 — a way into work: where it is, who serves it, what is late; every number leads to its list. */
import { parentOf } from '@huying/core/territory/code.ts'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { useCatalogue } from '../catalogue/use-catalogue.ts'
import { serverNow } from '../kernel/client.ts'
import { showMoment } from '../kernel/moment.ts'
import { ProblemPane } from '../kernel/problem.tsx'
import { LoadingPane } from '../kernel/state-pane.tsx'
import { useTerritory } from '../territory/current.ts'
import { OrPlan } from '../territory/place-map.tsx'
import { usePlan } from '../territory/use-plan.ts'
import { useSetup } from '../territory/use-setup.ts'
import { useStart } from '../territory/use-territories.ts'
import { canDrawMaps } from '../territory/webgl.ts'
import { dayBack } from './day.ts'
import type { Spot } from './gathered.tsx'
import { LayerPanel } from './layer-panel.tsx'
import { type Layers, useLayers } from './layers.ts'
import { PlacePanel } from './place-panel.tsx'
import { PlanMap } from './plan-map.tsx'
import { useMapPoints, useMapTerritory } from './use-map.ts'
import './map.css'

const MapCanvas = lazy(() => import('./map-canvas.tsx'))
const Gathered = lazy(() => import('./gathered.tsx'))

export default function MapPage() {
  const { jurisdiction } = useCatalogue()
  const current = useTerritory()
  const at = useSearchParams()[0].get('at')
  const code = useStart(at ?? current.code, jurisdiction.id)
  return code === null ? <LoadingPane /> : <MapOf code={code} />
}

function MapOf({ code }: { code: string }) {
  const { t } = useTranslation()
  const { jurisdiction, timeZone } = useCatalogue()
  const [, setParams] = useSearchParams()
  const [layers, setLayers] = useLayers()
  const [back, setBack] = useState(0)
  const today = showMoment(new Date(serverNow()).toISOString(), 'day', 'zh', timeZone)
  const on = back === 0 ? null : dayBack(today, back)
  const place = useMapTerritory(code, on)
  const setup = useSetup()
  const isPlan = !canDrawMaps()
  const choose = (next: string) =>
    setParams((before) => {
      const after = new URLSearchParams(before)
      after.set('at', next)
      return after
    })
  if (place.isError) return <ProblemPane error={place.error} onRetry={() => void place.refetch()} />
  return (
    <div className="map-page">
      <LayerPanel
        {...{ layers, today, back, isPlan }}
        onLayers={setLayers}
        onBack={setBack}
        hasBasemap={(setup.data?.basemap ?? null) !== null}
      />
      <section className="map-ground" aria-label={t('map.title')}>
        <Ground {...{ code, layers, on, isPlan, choose }} revision={revisionOf(place.data?.tally)} />
      </section>
      {place.data ? (
        <PlacePanel place={place.data} on={on} above={aboveOf(code, jurisdiction.id)} onChoose={choose} />
      ) : (
        <LoadingPane />
      )}
    </div>
  )
}

/** What is open has changed when a count has; the tiles are told so by their address. */
const revisionOf = (tally: object | undefined): string => (tally ? Object.values(tally).join('.') : '')

const aboveOf = (code: string, top: string): string | null =>
  code.length > top.length ? parentOf(code) : null

type GroundProps = {
  code: string
  layers: Layers
  on: string | null
  isPlan: boolean
  choose: (code: string) => void
  revision: string
}

function Ground({ code, layers, on, isPlan, choose, revision }: GroundProps) {
  const plan = usePlan(code)
  const setup = useSetup()
  const units = useMapPoints('unit', layers.units).data?.points ?? NONE
  const facilities = useMapPoints('facility', layers.facilities).data?.points ?? NONE
  const [spot, setSpot] = useState<Spot | null>(null)
  const drawn = <PlanMap code={code} on={on} pace={layers.pace} onChoose={choose} />
  if (isPlan) return drawn
  const bounds = plan.data?.bounds
  if (!bounds || setup.isPending) return plan.isSuccess ? drawn : <LoadingPane />
  return (
    <OrPlan plan={drawn}>
      <Suspense fallback={<LoadingPane />}>
        <MapCanvas
          {...{ layers, on, bounds, revision }}
          chosen={code}
          units={layers.units ? units : NONE}
          facilities={layers.facilities ? facilities : NONE}
          basemap={setup.data?.basemap ?? null}
          onChoose={choose}
          onGather={setSpot}
        />
        {spot && <Gathered {...{ spot, on }} pace={layers.pace} onClose={() => setSpot(null)} />}
      </Suspense>
    </OrPlan>
  )
}

const NONE: never[] = []
