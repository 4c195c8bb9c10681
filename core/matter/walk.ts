/** 行程 — the way a matter has really gone through its loop, detours and repetitions too, and how long each step may take. */
import type { Limit } from '../kernel/calendar/types.ts'
import type { Instant } from '../kernel/instant.ts'
import type { MatterEvent } from './events.ts'
import type { ClockRule, Loop } from './loop.ts'
import type { Matter } from './matter.ts'
import { limitOf, type Rules } from './rules.ts'

export type Visit = { readonly state: string; readonly from: Instant; readonly to: Instant | null }

/** Every state in order, each until the next. A step that was taken back within its minute is not on the way. */
export function visitsOf(history: readonly MatterEvent[]): Visit[] {
  const entered: { state: string; from: Instant }[] = []
  for (const event of history) {
    if (event.type === 'MatterMoved') entered.push({ state: event.to, from: event.at })
    if (event.type === 'ActionUndone') takeBack(entered, event.restored.state, event.at)
  }
  return entered.map(({ state, from }, index) => ({ state, from, to: entered[index + 1]?.from ?? null }))
}

/** Back to where it was before: what was entered since is forgotten. */
function takeBack(entered: { state: string; from: Instant }[], state: string, at: Instant): void {
  if (entered.at(-1)?.state === state) return
  const before = entered.findLastIndex((visit) => visit.state === state)
  if (before < 0) entered.push({ state, from: at })
  else entered.splice(before + 1)
}

/**
 * How long a matter may stay in this state of the track: the limit of the clock that ends with it, or null. Some clocks end with
 * what a unit does there (signing, say) rather than with the state itself.
 */
export function limitOfState(rules: Rules, loop: Loop, matter: Matter, state: string): Limit | null {
  const next = loop.track[loop.track.indexOf(state) + 1]
  const clocks = Object.values(loop.clocks).filter((clock) => !clock.silent)
  const first = (holds: (clock: ClockRule) => boolean) => clocks.find(holds)
  const mark = markIn(loop, state)
  const clock =
    first(({ starts }) => starts.includes(`entered:${state}`)) ??
    first(({ stops }) => stops.includes(`left:${state}`)) ??
    first(({ per, stops }) => per === 'assignment' && mark !== null && stops[0] === mark) ??
    first(({ stops }) => next !== undefined && stops.includes(`entered:${next}`))
  return clock ? limitOf(rules, matter, clock.limit) : null
}

/** What the unit becomes by the next step from this state: signed, contacted, done. */
function markIn(loop: Loop, state: string): string | null {
  for (const { primary, from, does } of Object.values(loop.actions)) {
    if (!primary || from === 'open' || !from.includes(state)) continue
    const mark = does?.find((effect) => effect.do === 'mark')
    if (mark?.do === 'mark') return mark.to
  }
  return null
}
