/** 可办 — what this actor may do with a matter now. Screens show exactly this and re-implement nothing. */
import type { Instant } from '../kernel/instant.ts'
import { type Allowed, asksForm, mayAct } from './decide.ts'
import { draftOf } from './draft.ts'
import { applyEffects } from './effects.ts'
import type { Effect, Loop } from './loop.ts'
import type { Matter } from './matter.ts'
import { standingsOf } from './relations.ts'
import { type Context, loopOf } from './rules.ts'
import { fireDue } from './time.ts'
import { mayUndo, UNDO_WINDOW } from './undo.ts'

export type Ability = {
  readonly action: string
  readonly form: string | null
  readonly primary: boolean
  /** The assignment it is done for, where it is done for one. */
  readonly assignmentId: string | null
}

/** Abilities in the order of the loop file, primary ones first. */
export function abilitiesOf(matter: Matter, context: Context): Ability[] {
  const loop = loopOf(context.rules, matter)
  const now = fireDue(matter, context).matter
  const standings = standingsOf(now, context.actor, context.rules.directory)
  const abilities: Ability[] = []
  for (const [name, action] of Object.entries(loop.actions)) {
    const allowed = mayAct(now, loop, name, context, undefined, standings)
    if (!allowed.ok || !isPossible(now, loop, allowed.value, context)) continue
    abilities.push({
      action: name,
      form: action.form ?? null,
      primary: action.primary === true,
      assignmentId: allowed.value.standing.assignment?.id ?? null,
    })
  }
  return abilities.sort((a, b) => Number(b.primary) - Number(a.primary))
}

/** Effects that read the form, or make something new: tried only when it is meant. */
const DEPENDS_ON_FORM = new Set<Effect['do']>(['evaluate', 'classify', 'merge', 'split', 'open_child'])

/** Effects that are always possible: after the last that is not, there is nothing left to try. */
const ALWAYS_POSSIBLE = new Set<Effect['do']>(['notify', 'overlay', 'count', 'inform', 'close', 'follow'])

/**
 * False where an effect would refuse whatever the form says: the extension is spent, nobody stands above. The effects are
 * tried on a draft that is thrown away.
 */
function isPossible(matter: Matter, loop: Loop, { action, standing }: Allowed, context: Context): boolean {
  const does = action.does ?? []
  const last = does.findLastIndex((effect) => !ALWAYS_POSSIBLE.has(effect.do))
  if (last < 0) return true
  const draft = draftOf(matter, loop, context, { own: standing.assignment, post: standing.post })
  for (const effect of does.slice(0, last + 1)) {
    if (effect.do === 'relay' && standing.assignment === null) return false
    if (DEPENDS_ON_FORM.has(effect.do) || asksForm(effect)) continue
    applyEffects(draft, [effect])
    if (draft.refusal && draft.refusal.code !== 'clock.pause_reason') return false
    draft.refusal = null
  }
  return true
}

/** Until when the actor may undo the last act, or null. */
export function undoableUntil(matter: Matter, context: Context): Instant | null {
  const allowed = mayUndo(matter, context)
  return allowed.ok ? allowed.value.at + UNDO_WINDOW : null
}
