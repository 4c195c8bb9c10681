/**
 * 内部岗位 — a post that work is passed on to must be held today, in the unit at work or in a part of it. Core knows no posts, so this
 * is looked up before it decides.
 */
import type { Form } from '@huying/core/catalogue/types.ts'
import { localDate } from '@huying/core/kernel/calendar/civil-date.ts'
import { type ActCommand, mayAct } from '@huying/core/matter/decide.ts'
import type { FormValues } from '@huying/core/matter/events.ts'
import type { Matter } from '@huying/core/matter/matter.ts'
import { type Context, loopOf } from '@huying/core/matter/rules.ts'
import { fireDue } from '@huying/core/matter/time.ts'
import { isPartOf } from '@huying/core/organisation/directory.ts'
import type { Db } from '../database/db.ts'
import { organisationOfPost } from '../organisation/posts.ts'

export const POST = 'post:'

/** The first post named in the form that is not one of the unit's; null where there is none, or the act is refused anyway. */
export async function strangePost(
  db: Db,
  matter: Matter,
  { action, form }: Pick<ActCommand, 'action' | 'form'>,
  context: Context,
): Promise<string | null> {
  const { rules } = context
  const loop = loopOf(rules, matter)
  const named = postsNamed(rules.forms.get(loop.actions[action]?.form ?? ''), form)
  if (named.length === 0) return null
  const allowed = mayAct(fireDue(matter, context).matter, loop, action, context, form)
  if (!allowed.ok) return null
  const unit = allowed.value.standing.assignment?.unit ?? ''
  const today = localDate(rules.calendar.zone.dayOf(context.now))
  for (const post of named) {
    const organisation = await organisationOfPost(db, rules.jurisdiction, post.slice(POST.length), today)
    if (organisation === null || !isPartOf(rules.directory, organisation, unit)) return post
  }
  return null
}

function postsNamed(form: Form | undefined, answers: FormValues): string[] {
  return Object.entries(answers)
    .filter(([field]) => form?.properties[field]?.['x-ref'] === 'inner')
    .flatMap(([, value]) => (typeof value === 'object' ? value : [String(value)]))
    .filter((id) => id.startsWith(POST))
}
