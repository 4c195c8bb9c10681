import type { MatterView } from '@huying/contract/matter/view.ts'
import { useMe } from '../../account/use-me.ts'
import type { ClockView } from '../use-matter.ts'
import { pressingOn } from './next-due.ts'

/** The clock that presses whoever is signed in. */
export function usePressing(matter: MatterView): ClockView | null {
  const { data: me } = useMe()
  return pressingOn(matter, new Set(me?.posts.map((post) => post.organisation.id)))
}
