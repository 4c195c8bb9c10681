/** 走向 — turns that a matter's life may take beside its main way, told apart by what actions do, not by their names. */
import { type Action, type Effect, isFrom, type Loop } from '@huying/core/matter/loop.ts'
import type { Outcome } from '@huying/core/matter/matter.ts'
import type { Random } from './random.ts'

export type BentName =
  | 'answer'
  | 'return'
  | 'relay'
  | 'extend'
  | 'pause'
  | 'escalate'
  | 'open_child'
  | 'explain'
  | 'supervise'
  | 'note'
  | 'urge'

/** Share of matters that take the turn; returns are 3 to 6 in 100 (domain rules §10), the rest is a guess. */
const SHARES: Readonly<Record<Exclude<BentName, 'answer'>, number>> = {
  return: 0.045,
  relay: 0.3,
  extend: 0.04,
  pause: 0.02,
  escalate: 0.012,
  open_child: 0.015,
  explain: 0.02,
  supervise: 0.02,
  note: 0.25,
  urge: 0.03,
}

/** Returned ones that are returned again, and then arbitrated. */
const RETURNED_AGAIN = 0.3

/** The turns that one matter will take where it can. `direct` is the share of its kind that is answered at once. */
export function drawBents(random: Random, direct: number): BentName[] {
  if (random.chance(direct)) return ['answer']
  const names = Object.keys(SHARES) as (keyof typeof SHARES)[]
  const drawn: BentName[] = names.filter((name) => random.chance(SHARES[name]))
  return drawn.includes('return') && random.chance(RETURNED_AGAIN) ? [...drawn, 'return'] : drawn
}

/** Actions of the loop that are this turn. */
export function actionsOf(loop: Loop, bent: BentName): string[] {
  return Object.keys(loop.actions).filter((name) => fits(loop, loop.actions[name] as Action, bent))
}

function fits(loop: Loop, action: Action, bent: BentName): boolean {
  const does = <V extends Effect['do']>(
    verb: V,
    is: (effect: Extract<Effect, { do: V }>) => boolean = () => true,
  ) => (action.does ?? []).some((effect) => effect.do === verb && is(effect as Extract<Effect, { do: V }>))
  switch (bent) {
    case 'answer':
      return closesAs(action, 'answered')
    case 'return':
      return action.to !== undefined && does('mark', ({ whose, to }) => whose === 'own' && to === 'returned')
    case 'explain':
      return leadsTo(loop, action, 'explained')
    case 'supervise':
      return does('overlay', ({ set, on }) => set === 'supervised' && on)
    case 'note':
      return action.form !== undefined && (action.does ?? []).length === 0 && action.to === undefined
    case 'urge':
      return does('count') && action.to === undefined && !does('mark')
    default:
      return does(bent)
  }
}

function closesAs(action: Action, outcome: Outcome): boolean {
  return (action.does ?? []).some((effect) => effect.do === 'close' && effect.outcome === outcome)
}

/** Into a state that the next step closes so. */
function leadsTo(loop: Loop, action: Action, outcome: Outcome): boolean {
  const { to } = action
  if (typeof to !== 'string' || loop.states[to]?.closed) return false
  return Object.values(loop.actions).some(
    (next) => next.primary && isFrom(loop, next, to) && closesAs(next, outcome),
  )
}

/** The step that the loop waits for: what its file calls primary, or else reporting one's own part done. */
export function isProgress(action: Action): boolean {
  const finishes = (effect: Effect) => effect.do === 'mark' && effect.whose === 'own' && effect.to === 'done'
  return action.primary === true || (action.to === undefined && (action.does ?? []).some(finishes))
}
