/** 期限呈现 — a clock as the API shows it: how it stands now, which rule set it, and how it was counted. */
import type { MatterView } from '@huying/contract/matter/view.ts'
import { inherited } from '@huying/core/catalogue/dispatch.ts'
import type { Calendar } from '@huying/core/kernel/calendar/types.ts'
import { toIso } from '@huying/core/kernel/instant.ts'
import { explainClock } from '@huying/core/matter/clocks.ts'
import { pressingOf } from '@huying/core/matter/inbox.ts'
import type { ClockRule, Loop } from '@huying/core/matter/loop.ts'
import { isPaused, isRunning, type Matter, type RunningClock } from '@huying/core/matter/matter.ts'
import { paceOf } from '@huying/core/matter/pace.ts'
import type { Context, Rules } from '@huying/core/matter/rules.ts'
import { isoOrNull, limitView } from './present-parts.ts'

type ClockView = MatterView['clocks'][number]

export function clockView(
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
    stoppedAt: isoOrNull(c.stoppedAt),
    breachedAt: isoOrNull(c.breachedAt),
    paused: isPaused(c),
    ...paceNow(calendar, context.now, c),
    extensions: c.extensions,
    provisional: c.due.provisional,
    calendarVersion: c.due.calendarVersion,
    limit: limitView(c.limit),
    ...sourceOf(rules, rule, matter),
    pauses: c.pauses.map(({ from, to, reason }) => ({
      from: toIso(from),
      to: isoOrNull(to),
      reason: rule?.pause?.reasons[reason] ?? { zh: reason },
    })),
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

/** Where the rule stands: the clock's own source, else that of the time-limit profile it takes its limit from. */
function sourceOf(
  { catalogue, profiles }: Rules,
  rule: ClockRule | undefined,
  { kind }: Matter,
): Pick<ClockView, 'source' | 'unverified'> {
  const profile = profiles.get(inherited(catalogue, kind, 'profile') ?? '')
  const fromProfile = typeof rule?.limit === 'string'
  return {
    source: rule?.source ?? (fromProfile ? profile?.source : undefined) ?? null,
    unverified: rule?.unverified === true || (fromProfile && profile?.unverified === true),
  }
}
