/** 位置地图 — a place with a pin and what is near, on the real map where the machine can draw one, and as a plan where not. */
import { Button } from 'antd'
import { Component, lazy, type ReactNode, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Plan, type PlanProps } from './plan.tsx'
import { canDrawMaps } from './webgl.ts'

const PlaceCanvas = lazy(() => import('./place-canvas.tsx'))

/** The plan is there at once; whoever needs to go nearer asks for the map, and only then is its engine loaded. */
export function PlaceMap(props: PlanProps) {
  const { t } = useTranslation()
  const [asked, setAsked] = useState(false)
  const plan = <Plan {...props} />
  if (asked && canDrawMaps())
    return (
      <OrPlan plan={plan}>
        <Suspense fallback={plan}>
          <PlaceCanvas {...props} height={NEARER_HEIGHT} />
        </Suspense>
      </OrPlan>
    )
  return (
    <div className="place-plan-nearer">
      {plan}
      {asked ? (
        <p className="quiet" role="status">
          {t('map.no_webgl')}
        </p>
      ) : (
        <Button size="small" onClick={() => setAsked(true)}>
          {t('map.nearer')}
        </Button>
      )}
    </div>
  )
}

/** Pixels of the map: enough to tell houses apart. */
const NEARER_HEIGHT = 340

type OrPlanProps = { plan: ReactNode; children: ReactNode }

/** A chunk that does not arrive, or a driver that gives up, leaves the plan. */
export class OrPlan extends Component<OrPlanProps, { failed: boolean }> {
  override state = { failed: false }
  static getDerivedStateFromError() {
    return { failed: true }
  }
  override render() {
    return this.state.failed ? this.props.plan : this.props.children
  }
}
