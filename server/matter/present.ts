/** 呈现 — a matter as the API shows it, with names for ids and with what the caller may do. */
import type { MatterView } from '@huying/contract/matter/view.ts'
import type { Calendar } from '@huying/core/kernel/calendar/types.ts'
import { toIso } from '@huying/core/kernel/instant.ts'
import type { Words } from '@huying/core/kernel/words.ts'
import { abilitiesOf, undoableUntil } from '@huying/core/matter/abilities.ts'
import { explainClock } from '@huying/core/matter/clocks.ts'
import { pressingOf } from '@huying/core/matter/inbox.ts'
import type { Loop } from '@huying/core/matter/loop.ts'
import {
  type Assignment,
  innerHolder,
import { UNDO_WINDOW } from '@huying/core/matter/undo.ts'
import { limitOfState, visitsOf } from '@huying/core/matter/walk.ts'
import type { AttachmentRow } from '../attachment/rows.ts'
  isPaused,
  isRunning,
  type Matter,
  openRelay,
  type RunningClock,
  type Segment,
} from '@huying/core/matter/matter.ts'
import { paceOf } from '@huying/core/matter/pace.ts'
import { reporterVisible } from '@huying/core/matter/policy.ts'
import type { Context } from '@huying/core/matter/rules.ts'
import { fireDue } from '@huying/core/matter/time.ts'
import { formSchema } from '../catalogue/form-schema.ts'
import type { Ruleset } from '../services.ts'
import { type Places, pathOf, zonesOf } from '../territory/places.ts'
import { POST } from './inner-post.ts'
import { type Entry, timelineOf } from './timeline.ts'

export type Presentable = {
  readonly matter: Matter
  /** Whether the reader follows it. */
  readonly followed: boolean
  /** Files that came with it, by id. */
  readonly attachments: ReadonlyMap<string, AttachmentRow>
  readonly ruleset: Ruleset
  readonly places: Places
  readonly entries: readonly Entry[]
  /** Calendars other than the ruleset's that deadlines were counted with, by version. */
  readonly calendars: ReadonlyMap<string, Calendar>
  /** Names of accounts that appear in the history. */
  readonly names: ReadonlyMap<string, string>
  /** Names of who holds the posts that work was passed on to, by post. */
  readonly posts: ReadonlyMap<string, string>
  /** Masked data of the reporter, or null. */
  readonly reporter: Record<string, unknown> | null
}
  const history = given.entries.map(({ event }) => event)
  const stateNamed = (id: string) => ({ id, name: loop.states[id]?.title ?? { zh: id } })
  const profile = ruleset.rules.profiles.get(inherited(ruleset.rules.catalogue, matter.kind, 'profile') ?? '')
  const colleagues = isStaff ? { ...given, signatures: signaturesIn(history, given.names) } : null

type ClockView = MatterView['clocks'][number]

const orNull = (at: number | null): string | null => (at === null ? null : toIso(at))

export function presentMatter(given: Presentable, context: Context): MatterView {
  const { ruleset, places } = given
  // What time has done meanwhile is shown even before the sweep has written it down.
  const matter = fireDue(given.matter, context).matter
  const loop = ruleset.rules.loops.get(matter.loop) as Loop
  const name = namer(ruleset)
  const report = given.entries[0]
  const isStaff = context.actor.posts.length > 0
  return {
    id: matter.id,
    number: matter.number,
    version: given.matter.version,
    loop: { id: loop.id, name: loop.title },
    kind: {
      id: matter.kind,
      name: ruleset.rules.catalogue.kinds.get(matter.kind)?.title ?? { zh: matter.kind },
    },
    state: { id: matter.state, name: loop.states[matter.state]?.title ?? { zh: matter.state } },
    territory: {
      code: matter.territory,
      path: pathOf(places, matter.territory).map((t) => ({ id: t.code, name: t.name })),
      zones: zonesOf(places, matter.territory),
    },
    point: matter.point ? [...matter.point] : null,
    channel: matter.channel,
    title: report?.texts.title ?? null,
    text: report?.texts.text ?? null,
    reportedAt: toIso(matter.reportedAt),
    closedAt: orNull(matter.closedAt),
    outcome: matter.outcome,
    solved: matter.evaluation?.solved ?? null,
    satisfied: matter.evaluation?.satisfied ?? null,
    overlays: Object.keys(matter.overlays),
    holder: holderNow(matter.custody, name),
    custody: heldView(matter.custody, name),
    assignments: matter.assignments.map((a) => assignmentView(a, name, colleagues)),
    informed: matter.informed.map(name),
    clocks: matter.clocks.map((c) => clockView(c, loop, matter, context, given.calendars)),
    track: loop.track.map((id) => ({
      state: { id, name: loop.states[id]?.title ?? { zh: id } },
      enteredAt: orNull(matter.track[id] ?? null),
      current: matter.state === id,
    })),
    counts: { ...matter.counts },
    timeline: timelineOf(given.entries, loop, context.actor, {
      ...given,
      name,
      matter,
      forms: ruleset.rules.forms,
      catalogue: ruleset.rules.catalogue,
    }),
    abilities: abilitiesOf(matter, context).map((ability) => ({
      action: ability.action,
      title: loop.actions[ability.action]?.title ?? { zh: ability.action },
      form: ability.form === null ? null : formSchema(ruleset.rules.forms.get(ability.form)),
      primary: ability.primary,
    })),
    undoableUntil: orNull(undoableUntil(given.matter, context)),
    reporter: reporterVisible(context.actor, matter) ? given.reporter : null,
    parentId: matter.parentId,
    children: matter.children.map((c) => ({ id: c.id, why: c.why, closed: c.closedAt !== null })),
    mergedInto: matter.mergedInto,
    merged: [...matter.merged],
    followers: matter.followers.length,
  }
}

export type Namer = (id: string) => { id: string; name: Words }

/** Names of holders and organisations; words that are no organisation are said by the screen. */
export function namer({ rules }: Ruleset): Namer {
  return (id) => ({ id, name: rules.directory.byId.get(id)?.name ?? { zh: id } })
}

function holderNow(custody: readonly Segment[], name: Namer): MatterView['holder'] {
  const last = custody.at(-1)
  return last?.to === null ? name(last.holder) : null
}

/** A part of the unit by its name, a post by that of who holds it. */
function innerName(id: string, posts: ReadonlyMap<string, string>, name: Namer): ReturnType<Namer> {
  const person = id.startsWith(POST) ? posts.get(id.slice(POST.length)) : undefined
  return person === undefined ? name(id) : { id, name: { zh: person } }
}

/** Where the work lies inside a unit is the unit's own affair: others than staff are not told (`nameInner` is null). */
function assignmentView(
  a: Assignment,
  name: Namer,
  nameInner: Namer | null,
): MatterView['assignments'][number] {
  const inner = innerHolder(a)
  return {
    id: a.id,
    unit: name(a.unit),
    as: a.as,
    state: a.state,
    directed: a.directed,
    askedAt: toIso(a.askedAt),
    changedAt: toIso(a.changedAt),
    inner: inner === a.unit || nameInner === null ? null : nameInner(inner),
    awaitsSignOff: nameInner !== null && (openRelay(a)?.reportedAt ?? null) !== null,
  }
}

function clockView(
  c: RunningClock,
  loop: Loop,
  matter: Matter,
  context: Context,
  calendars: ReadonlyMap<string, Calendar>,
): ClockView {
  const rule = loop.clocks[c.name]
  const calendar = calendars.get(c.due.calendarVersion) ?? context.rules.calendar
  const rules = { ...context.rules, calendar }
  return {
    name: c.name,
    title: rule?.title ?? { zh: c.name },
    assignmentId: c.assignmentId,
    promise: rule?.promise === true,
    window: rule?.silent === true,
    startedAt: toIso(c.startedAt),
    dueAt: toIso(c.due.dueAt),
    stoppedAt: orNull(c.stoppedAt),
    breachedAt: orNull(c.breachedAt),
    paused: isPaused(c),
    ...paceNow(calendar, context.now, c),
    extensions: c.extensions,
    provisional: c.due.provisional,
    calendarVersion: c.due.calendarVersion,
    why: rule
      ? explainClock(rules, rule, matter, c, context.now).map(({ code, params }) => ({
          code,
          params,
        }))
      : [],
  }
}

/** A clock that was stopped keeps what it came to. */
function paceNow(calendar: Calendar, now: number, clock: RunningClock): Pick<ClockView, 'left' | 'pace'> {
  if (isRunning(clock)) return paceOf(calendar, now, pressingOf(clock))
  return { left: null, pace: clock.breachedAt === null ? 'on_time' : 'late' }
}
