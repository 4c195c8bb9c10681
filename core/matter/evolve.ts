/**
 * 演进 — the state of a matter is the fold of its events. Pure, total over the event union, and the only place where
 * an event changes a matter; `rebuild` and the live path both go through here.
 */
import type { Instant } from '../kernel/instant.ts'
import { passTo } from './custody.ts'
import type { EventOf, MatterEvent, MatterReported } from './events.ts'
import {
  type Assignment,
  innerHolder,
  isActive,
  type Matter,
  openRelay,
  type Relay,
  type RunningClock,
} from './matter.ts'

/** Who a matter is and under which rules it is accepted: known before its first event. */
export type Birth = { readonly id: string; readonly pack: { readonly id: string; readonly version: string } }

/** The matter as its first event makes it. */
export function born(birth: Birth, event: MatterReported): Matter {
  return {
    id: birth.id,
    pack: birth.pack,
    jurisdiction: event.jurisdiction,
    number: event.number,
    loop: event.loop,
    kind: event.kind,
    territory: event.territory,
    level: event.territory,
    point: event.point,
    channel: event.channel,
    reporter: event.reporter,
    firstHandler: event.firstHandler,
    against: event.against,
    state: '',
    enteredAt: event.at,
    reportedAt: event.at,
    changedAt: event.at,
    closedAt: null,
    outcome: null,
    evaluation: null,
    assignments: [],
    informed: [],
    clocks: [],
    overlays: {},
    custody: [],
    counts: {},
    ratings: [],
    followers: [],
    parentId: event.parentId,
    children: [],
    mergedInto: null,
    merged: [],
    last: null,
    track: {},
    version: 1,
  }
}

/** The whole history of one matter, from its first event. */
export function replay(birth: Birth, events: readonly MatterEvent[]): Matter {
  const [first, ...rest] = events
  if (first?.type !== 'MatterReported')
    throw new Error(`matter ${birth.id} does not begin with MatterReported`)
  return rest.reduce(evolve, born(birth, first))
}

/** One event further. */
export function evolve(matter: Matter, event: MatterEvent): Matter {
  const changed = change(matter, event)
  return { ...changed, last: lastAct(changed, event), changedAt: event.at, version: matter.version + 1 }
}

/** Events that reach beyond the matter, or come from beyond it. */
const REACHING = new Set<MatterEvent['type']>(['ChildOpened', 'MergedInto', 'MergeReceived', 'ChildClosed'])

/** The last deliberate act, and whether anything has followed that one matter alone cannot take back. */
function lastAct({ last, parentId }: Matter, event: MatterEvent): Matter['last'] {
  if (last === null || last.followed) return last
  const toldParent = event.type === 'MatterClosed' && parentId !== null
  return event.at === last.at && !REACHING.has(event.type) && !toldParent ? last : { ...last, followed: true }
}

function change(m: Matter, e: MatterEvent): Matter {
  switch (e.type) {
    case 'MatterReported':
      throw new Error(`matter ${m.id} was reported twice`)
    case 'ActionTaken':
      return {
        ...m,
        last: e.undoable
          ? { seq: m.version + 1, action: e.action, accountId: e.by.accountId, at: e.at, followed: false }
          : null,
      }
    case 'MatterMoved':
      return {
        ...(m.closedAt !== null && !e.closed ? reopened(m, e.at) : m),
        state: e.to,
        enteredAt: e.at,
        track: { ...m.track, [e.to]: e.at },
      }
    case 'CustodyPassed':
      return { ...m, custody: passTo(m.custody, e.to, e.at) }
    case 'UnitAsked':
      return charged({ ...m, assignments: [...m.assignments, asked(e)] }, e.at)
    case 'UnitInformed':
      return { ...m, informed: [...m.informed, e.unit] }
    case 'AssignmentMoved':
      return withAssignment(m, e, (a) => ({ ...a, state: e.to, changedAt: e.at }))
    case 'AssignmentRelayed':
      return withAssignment(m, e, (a) => ({ ...a, relay: [...a.relay, relayed(e.to, e.at)] }))
    case 'InnerReported':
      return withAssignment(m, e, (a) => withRelay(a, { reportedAt: e.at }))
    case 'InnerSentBack':
      return withAssignment(m, e, (a) => withRelay(a, { reportedAt: null }))
    case 'InnerSignedOff':
      return withAssignment(m, e, (a) => withRelay(a, { signedOffAt: e.at }))
    case 'InnerTakenBack':
      return withAssignment(m, e, (a) => withRelay(a, { takenBackAt: e.at }))
    case 'ClockStarted':
      return { ...m, clocks: [...m.clocks, started(e)] }
    case 'ClockStopped':
      return withClock(m, e, (c) => ({ ...c, stoppedAt: e.at, pauses: endPause(c, e.at) }))
    case 'ClockWarned':
      return withClock(m, e, (c) => ({ ...c, warnedAt: e.at }))
    case 'ClockBreached':
      return withClock(m, e, (c) => ({ ...c, breachedAt: e.at }))
    case 'ClockPaused':
      return withClock(m, e, (c) => ({
        ...c,
        pauses: [...c.pauses, { from: e.at, to: null, reason: e.reason }],
      }))
    case 'ClockResumed':
      return withClock(m, e, (c) => ({ ...c, due: e.due, warnAt: e.warnAt, pauses: endPause(c, e.at) }))
    case 'ClockExtended':
      return withClock(m, e, (c) => ({
        ...c,
        due: e.due,
        warnAt: e.warnAt,
        warnedAt: null,
        breachedAt: null,
        extensions: c.extensions + 1,
      }))
    case 'ClockRecomputed':
      return withClock(m, e, (c) => ({ ...c, due: e.due, warnAt: e.warnAt }))
    case 'OverlaySet':
      return { ...m, overlays: overlaid(m.overlays, e) }
    case 'MatterCounted':
      return { ...m, counts: { ...m.counts, [e.what]: e.to } }
    case 'MatterClassified':
      return { ...m, kind: e.kind }
    case 'MatterEscalated':
      return { ...m, level: e.level }
    case 'MatterEvaluated':
      return { ...m, evaluation: { solved: e.solved, satisfied: e.satisfied, at: e.at } }
    case 'UnitRated':
      return { ...m, ratings: [...m.ratings, { by: e.by, whom: e.whom, scores: e.scores }] }
    case 'MatterClosed': {
      const custody = passTo(m.custody, null, e.at)
      return charged({ ...m, closedAt: e.at, outcome: e.outcome, custody }, e.at)
    }
    case 'FollowerAdded':
      return { ...m, followers: [...new Set([...m.followers, e.follower])] }
    case 'MergedInto':
      return { ...m, mergedInto: e.into }
    case 'MergeReceived':
      return {
        ...m,
        merged: [...m.merged, e.from],
        followers: [...new Set([...m.followers, ...e.followers])],
      }
    case 'ChildOpened':
      return { ...m, children: [...m.children, { id: e.child, why: e.why, closedAt: null }] }
    case 'ChildClosed':
      return { ...m, children: m.children.map((c) => (c.id === e.child ? { ...c, closedAt: e.at } : c)) }
    case 'NoticeSent':
      return m
    case 'ActionUndone':
      return {
        ...e.restored,
        version: m.version,
        last: null,
        custody: passTo(m.custody, currentHolder(e.restored), e.at),
      }
    default:
      return unreachable(e)
  }
}

function asked(e: EventOf<'UnitAsked'>): Assignment {
  return {
    id: e.assignmentId,
    unit: e.unit,
    as: e.as,
    state: 'asked',
    directed: e.directed,
    askedAt: e.at,
    changedAt: e.at,
    relay: [],
    held: [],
  }
}

/** Open again: what was found at the end holds no longer, and whoever had not finished is charged again. */
function reopened(m: Matter, at: Instant): Matter {
  return charged({ ...m, closedAt: null, outcome: null, evaluation: null, mergedInto: null }, at)
}

/** Each assignment's ledger charged to wherever its work lies now; to nobody once it, or the matter, has ended. */
function charged(m: Matter, at: Instant): Matter {
  const holderOf = (a: Assignment) => (isActive(a) && m.closedAt === null ? innerHolder(a) : null)
  return { ...m, assignments: m.assignments.map((a) => ({ ...a, held: passTo(a.held, holderOf(a), at) })) }
}

function relayed(to: string, at: Instant): Relay {
  return { to, at, reportedAt: null, signedOffAt: null, takenBackAt: null }
}

function withRelay(a: Assignment, patch: Partial<Relay>): Assignment {
  const last = openRelay(a)
  return { ...a, relay: a.relay.map((r) => (r === last ? { ...r, ...patch } : r)) }
}

function started(e: EventOf<'ClockStarted'>): RunningClock {
  return {
    name: e.clock,
    assignmentId: e.assignmentId,
    startedAt: e.at,
    limit: e.limit,
    due: e.due,
    warnAt: e.warnAt,
    warnedAt: null,
    breachedAt: null,
    stoppedAt: null,
    pauses: [],
    extensions: 0,
  }
}

function endPause(clock: RunningClock, at: Instant): RunningClock['pauses'] {
  return clock.pauses.map((p) => (p.to === null ? { ...p, to: at } : p))
}

function overlaid(overlays: Matter['overlays'], e: EventOf<'OverlaySet'>): Matter['overlays'] {
  const { [e.overlay]: _, ...others } = overlays
  return e.on ? { ...others, [e.overlay]: e.at } : others
}

function withAssignment(
  m: Matter,
  { assignmentId, at }: { assignmentId: string; at: Instant },
  patch: (a: Assignment) => Assignment,
): Matter {
  return charged({ ...m, assignments: m.assignments.map((a) => (a.id === assignmentId ? patch(a) : a)) }, at)
}

/** Changes the clock of that name that is still running; a name runs at most once per assignment. */
function withClock(
  m: Matter,
  e: { clock: string; assignmentId: string | null },
  patch: (c: RunningClock) => RunningClock,
): Matter {
  const is = (c: RunningClock) =>
    c.name === e.clock && c.assignmentId === e.assignmentId && c.stoppedAt === null
  return { ...m, clocks: m.clocks.map((c) => (is(c) ? patch(c) : c)) }
}

function currentHolder(matter: Matter): string | null {
  const last = matter.custody.at(-1)
  return last && last.to === null ? last.holder : null
}

function unreachable(event: never): never {
  throw new Error(`unknown event ${JSON.stringify(event)}`)
}
