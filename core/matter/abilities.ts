/** 可办 — what this actor may do with a matter now. Screens show exactly this and re-implement nothing. */
import { mayAct } from './decide.ts'
import type { Matter } from './matter.ts'
import { type Context, loopOf } from './rules.ts'
import { fireDue } from './time.ts'
import { UNDO_WINDOW } from './undo.ts'

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
  const abilities: Ability[] = []
  for (const [name, action] of Object.entries(loop.actions)) {
    const allowed = mayAct(now, loop, name, context)
    if (!allowed.ok) continue
    abilities.push({
      action: name,
      form: action.form ?? null,
      primary: action.primary === true,
      assignmentId: allowed.value.standing.assignment?.id ?? null,
    })
  }
  return abilities.sort((a, b) => Number(b.primary) - Number(a.primary))
}

/** Until when the actor may undo the last act, or null. */
export function undoableUntil(matter: Matter, context: Context): number | null {
  const { last } = matter
  if (!last || last.accountId === null || last.accountId !== context.actor.accountId) return null
  const until = last.at + UNDO_WINDOW
  return until > context.now ? until : null
}
