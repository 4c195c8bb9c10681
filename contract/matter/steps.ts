/**
 * 进程 — the way of a matter as it is shown: what it has really walked, detours and repetitions too, then what is still ahead.
 * The same on the screen, on paper and in the file.
 */
import type { LimitView, MatterView } from './view.ts'

type Named = MatterView['state']

export type TrackStep = {
  readonly state: Named
  readonly standing: 'done' | 'now' | 'ahead'
  /** Not on the main way: returned, arbitrated, handled again. */
  readonly detour: boolean
  /** Which time it is here, from the second on; else null. */
  readonly again: number | null
  readonly from: string | null
  readonly to: string | null
  readonly limit: LimitView | null
}

type Walked = Pick<MatterView, 'visits' | 'track' | 'closedAt' | 'state'>

export function stepsOf({ visits, track, closedAt, state }: Walked): TrackStep[] {
  const place = (id: string) => track.findIndex((step) => step.state.id === id)
  const times = new Map<string, number>()
  const walked = visits.map((visit, index): TrackStep => {
    const { id } = visit.state
    const time = (times.get(id) ?? 0) + 1
    times.set(id, time)
    const last = index === visits.length - 1
    return {
      state: visit.state,
      standing: last && closedAt === null ? 'now' : 'done',
      detour: place(id) < 0,
      again: time > 1 ? time : null,
      from: visit.from,
      to: visit.to,
      limit: track[place(id)]?.limit ?? null,
    }
  })
  return closedAt === null
    ? [
        ...walked,
        ...aheadOf(
          track,
          visits.map((v) => v.state.id),
          state.id,
        ),
      ]
    : walked
}

/** After a detour the way goes on where it was left, at the earliest. */
function aheadOf(track: Walked['track'], visited: readonly string[], now: string): TrackStep[] {
  const place = (id: string) => track.findIndex((step) => step.state.id === id)
  const isDetour = place(now) < 0
  const left = visited.findLast((id) => place(id) >= 0)
  const next = isDetour ? (left === undefined ? 0 : place(left)) : place(now) + 1
  return track.slice(next).map(({ state, limit }) => ({
    state,
    standing: 'ahead',
    detour: false,
    again: null,
    from: null,
    to: null,
    limit,
  }))
}
