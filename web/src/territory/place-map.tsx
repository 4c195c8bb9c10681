/** 位置地图 — a place with a pin and what is near, on the real map where the machine can draw one, and as a plan where not. */
import { Component, lazy, type ReactNode, Suspense } from 'react'
import { Plan, type PlanProps } from './plan.tsx'
import { canDrawMaps } from './webgl.ts'

const PlaceCanvas = lazy(() => import('./place-canvas.tsx'))

export function PlaceMap(props: PlanProps) {
  const plan = <Plan {...props} />
  if (!canDrawMaps()) return plan
  return (
    <OrPlan plan={plan}>
      <Suspense fallback={plan}>
        <PlaceCanvas {...props} />
      </Suspense>
    </OrPlan>
  )
}

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
