/** 呈现 — a matter as the API shows it, with names for ids and with what the caller may do. */
import type { MatterView } from '@huying/contract/matter/view.ts'
import { inherited } from '@huying/core/catalogue/dispatch.ts'
import type { Calendar } from '@huying/core/kernel/calendar/types.ts'
import { toIso } from '@huying/core/kernel/instant.ts'
import { abilitiesOf, undoableUntil } from '@huying/core/matter/abilities.ts'
import type { MatterEvent } from '@huying/core/matter/events.ts'
import type { Loop } from '@huying/core/matter/loop.ts'
import type { Matter, Segment } from '@huying/core/matter/matter.ts'
import { reporterVisible } from '@huying/core/matter/policy.ts'
import type { Context } from '@huying/core/matter/rules.ts'
import { fireDue } from '@huying/core/matter/time.ts'
import { UNDO_WINDOW } from '@huying/core/matter/undo.ts'
import { limitOfState, visitsOf } from '@huying/core/matter/walk.ts'
import type { AttachmentRow } from '../../attachment/rows.ts'
import { formSchema } from '../../catalogue/form-schema.ts'
import type { Ruleset } from '../../services.ts'
import { type Places, pathOf, zonesOf } from '../../territory/places.ts'
import { assignmentView, signaturesIn } from './present-assignment.ts'
import { clockView } from './present-clock.ts'
import { heldView, isoOrNull, limitView, type Namer, namer } from './present-parts.ts'
import { type Entry, timelineOf } from './timeline.ts'

export type Presentable = {
  readonly matter: Matter
  readonly ruleset: Ruleset
  readonly places: Places
  readonly entries: readonly Entry[]
  /** Calendars other than the ruleset's that deadlines were counted with, by version. */
  readonly calendars: ReadonlyMap<string, Calendar>
  /** Names of accounts that appear in the history. */
  readonly names: ReadonlyMap<string, string>
  /** Names of who holds the posts that work was passed on to, by post. */
  readonly posts: ReadonlyMap<string, string>
  /** Numbers of the matters named in answers, by id. */
  readonly numbers: ReadonlyMap<string, string>
  /** Whether the reader follows it. */
  readonly followed: boolean
  /** Files that came with it, by id. */
  readonly attachments: ReadonlyMap<string, AttachmentRow>
  /** Masked data of the reporter, or null. */
  readonly reporter: Record<string, unknown> | null
}

export function presentMatter(given: Presentable, context: Context): MatterView {
  const { ruleset, places } = given
  // What time has done meanwhile is shown even before the sweep has written it down.
  const matter = fireDue(given.matter, context).matter
  const loop = ruleset.rules.loops.get(matter.loop) as Loop
  const name = namer(ruleset)
  const report = given.entries[0]
  const isStaff = context.actor.posts.length > 0
  const history = given.entries.map(({ event }) => event)
  const stateNamed = (id: string) => ({ id, name: loop.states[id]?.title ?? { zh: id } })
  const profile = ruleset.rules.profiles.get(inherited(ruleset.rules.catalogue, matter.kind, 'profile') ?? '')
  const colleagues = isStaff ? { ...given, signatures: signaturesIn(history, given.names) } : null
  return {
    id: matter.id,
    number: matter.number,
    version: given.matter.version,
    loop: { id: loop.id, name: loop.title },
    kind: {
      id: matter.kind,
      name: ruleset.rules.catalogue.kinds.get(matter.kind)?.title ?? { zh: matter.kind },
    },
    state: stateNamed(matter.state),
    territory: {
      code: matter.territory,
      path: pathOf(places, matter.territory).map((t) => ({ id: t.code, name: t.name })),
      zones: zonesOf(places, matter.territory),
    },
    point: matter.point ? [...matter.point] : null,
    ...(report?.texts.address === undefined ? {} : { address: report.texts.address }),
    channel: matter.channel,
    title: report?.texts.title ?? null,
    text: report?.texts.text ?? null,
    reportedAt: toIso(matter.reportedAt),
    closedAt: isoOrNull(matter.closedAt),
    outcome: matter.outcome,
    solved: matter.evaluation?.solved ?? null,
    satisfied: matter.evaluation?.satisfied ?? null,
    overlays: Object.keys(matter.overlays),
    firstHandler: matter.firstHandler === null ? null : name(matter.firstHandler),
    profile: profile ? { id: profile.id, name: profile.title } : null,
    holder: holderNow(matter.custody, name),
    custody: heldView(matter.custody, name),
    assignments: matter.assignments.map((a) => assignmentView(a, name, colleagues)),
    informed: matter.informed.map(name),
    clocks: matter.clocks.map((c) => clockView(c, loop, matter, context, given.calendars)),
    track: loop.track.map((id) => ({
      state: stateNamed(id),
      enteredAt: isoOrNull(matter.track[id] ?? null),
      current: matter.state === id,
      limit: limitView(limitOfState(ruleset.rules, loop, matter, id)),
    })),
    visits: visitsOf(history).map(({ state, from, to }) => ({
      state: stateNamed(state),
      from: toIso(from),
      to: isoOrNull(to),
    })),
    counts: { ...matter.counts },
    timeline: timelineOf(given.entries, loop, context.actor, {
      ...given,
      name,
      matter,
      saying: { ...given, timeZone: ruleset.rules.calendar.timeZone },
      forms: ruleset.rules.forms,
      catalogue: ruleset.rules.catalogue,
    }),
    abilities: abilitiesOf(matter, context).map((ability) => ({
      action: ability.action,
      title: loop.actions[ability.action]?.title ?? { zh: ability.action },
      form: ability.form === null ? null : formSchema(ruleset.rules.forms.get(ability.form)),
      primary: ability.primary,
    })),
    undoableUntil: isoOrNull(undoableUntil(given.matter, context)),
    undoRefused: undoRefused(given.matter, history, context),
    reporter: reporterVisible(context.actor, matter) ? given.reporter : null,
    parentId: matter.parentId,
    children: matter.children.map((c) => ({ id: c.id, why: c.why, closed: c.closedAt !== null })),
    mergedInto: matter.mergedInto,
    merged: [...matter.merged],
    followers: matter.followers.length,
    followed: given.followed,
  }
}

function holderNow(custody: readonly Segment[], name: Namer): MatterView['holder'] {
  const last = custody.at(-1)
  return last?.to === null ? name(last.holder) : null
}

/** Why the caller's own act of the last minute cannot be taken back; null where it can, or where there is none. */
function undoRefused(
  matter: Matter,
  history: readonly MatterEvent[],
  context: Context,
): MatterView['undoRefused'] {
  const { now, actor } = context
  if (actor.accountId === null) return null
  const act = history.findLast((e) => e.type === 'ActionTaken' && e.by.accountId === actor.accountId)
  if (act?.type !== 'ActionTaken') return null
  if (now - act.at > UNDO_WINDOW || history.some((e) => e.type === 'ActionUndone' && e.at >= act.at))
    return null
  if (undoableUntil(matter, context) !== null) return null
  return act.undoable ? 'followed' : 'final'
}
