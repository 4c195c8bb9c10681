/**
 * 事项 — a matter: something that someone must answer. This is the state that its events fold to (`evolve.ts`);
 * it is what a screen shows and what the next decision is made on.
 */
import type { Limit } from '../kernel/calendar/types.ts'
import type { Instant } from '../kernel/instant.ts'
import type { AssignmentState, Overlay } from './loop.ts'

/** Who is charged with the time: an organisation's id, or `reporter` while the reporter's word is awaited. */
export type Holder = string

export type Segment = { readonly holder: Holder; readonly from: Instant; readonly to: Instant | null }

/** A unit asked to act (主办 lead or 协办 assist), with its own small state and its own ledger. */
export type Assignment = {
  readonly id: string
  readonly unit: string
  readonly as: 'lead' | 'assist'
  readonly state: AssignmentState
  readonly directed: boolean
  readonly askedAt: Instant
  readonly changedAt: Instant
  /** Where the work lies inside the unit: the unit, then the section or person it was passed on to, in order. */
  readonly relay: readonly Relay[]
  readonly held: readonly Segment[]
}

/** One step of passing on inside a unit (内部流转), until it is signed off (领导审签) or taken back; `reportedAt` waits for sign-off. */
export type Relay = {
  readonly to: string
  readonly at: Instant
  readonly reportedAt: Instant | null
  readonly signedOffAt: Instant | null
  readonly takenBackAt: Instant | null
}

export type Pause = { readonly from: Instant; readonly to: Instant | null; readonly reason: string }

/**
 * A deadline as it is stored. Its explanation is not: `explainClock` counts it again, step by step, from the same inputs and the
 * calendar of the pack version that the matter keeps (storing it made every report a third larger).
 */
export type Due = {
  readonly dueAt: Instant
  readonly calendarVersion: string
  /** A day that decided it is not yet announced; it is counted again when it is. */
  readonly provisional: boolean
  /** The deadline that imported history gave, in place of a counted one. */
  readonly given?: Instant
}

export type RunningClock = {
  readonly name: string
  readonly assignmentId: string | null
  readonly startedAt: Instant
  readonly limit: Limit
  readonly due: Due
  readonly warnAt: Instant | null
  readonly warnedAt: Instant | null
  readonly breachedAt: Instant | null
  readonly stoppedAt: Instant | null
  readonly pauses: readonly Pause[]
  readonly extensions: number
}

export type Outcome = 'resolved' | 'answered' | 'explained' | 'withdrawn' | 'merged' | 'split' | 'redirected'

/** What the reporter (or a sampled neighbour) said: solved first, then satisfied (1–5). */
export type Evaluation = {
  readonly solved: boolean
  readonly satisfied: number | null
  readonly at: Instant
}

export type Rating = {
  readonly by: string
  readonly whom: string
  readonly scores: Readonly<Record<string, number>>
}

export type Reporter = {
  /** Opaque id in the residents' vault. */
  readonly residentId: string | null
  /** The unit that calls, for a street call. */
  readonly organisationId: string | null
  /** Account that wrote it down. */
  readonly accountId: string | null
}

export type Matter = {
  readonly id: string
  readonly jurisdiction: string
  readonly number: string
  readonly loop: string
  readonly pack: { readonly id: string; readonly version: string }
  readonly kind: string
  /** Code of the narrowest territory known, and the level it has been escalated to. */
  readonly territory: string
  readonly level: string
  readonly point: readonly [lon: number, lat: number] | null
  readonly channel: string
  readonly reporter: Reporter
  /** First receiver leads (首接负责): the unit that took it in. */
  readonly firstHandler: string | null
  /** Organisations complained about: they never learn who reported. */
  readonly against: readonly string[]
  readonly state: string
  readonly enteredAt: Instant
  readonly reportedAt: Instant
  /** When its last event happened: nothing further can happen before. */
  readonly changedAt: Instant
  readonly closedAt: Instant | null
  readonly outcome: Outcome | null
  readonly evaluation: Evaluation | null
  readonly assignments: readonly Assignment[]
  readonly informed: readonly string[]
  readonly clocks: readonly RunningClock[]
  readonly overlays: Readonly<Partial<Record<Overlay, Instant>>>
  readonly custody: readonly Segment[]
  readonly counts: Readonly<Record<string, number>>
  readonly ratings: readonly Rating[]
  readonly followers: readonly string[]
  readonly parentId: string | null
  readonly children: readonly Child[]
  readonly mergedInto: string | null
  readonly merged: readonly string[]
  /** The last deliberate act, which may be undone for a minute where nothing has followed. */
  readonly last: {
    readonly seq: number
    readonly action: string
    readonly accountId: string | null
    readonly at: Instant
    /** Time, somebody else or another matter came after it. */
    readonly followed: boolean
  } | null
  /** When each state was entered for the last time, for the track. */
  readonly track: Readonly<Record<string, Instant>>
  /** Number of events so far; the expected version of the next write. */
  readonly version: number
}

export type Child = { readonly id: string; readonly why: 'call' | 'split'; readonly closedAt: Instant | null }

/** The lead assignment in force: the last one asked that was neither returned nor withdrawn. */
export function leadOf(matter: Matter): Assignment | undefined {
  return matter.assignments.findLast((a) => a.as === 'lead' && isLive(a))
}

/** An assignment whose unit is at work on it: the time is charged to it. */
export function isActive(assignment: Assignment): boolean {
  return isLive(assignment) && assignment.state !== 'done'
}

/** An assignment still in force, finished or not. */
export function isLive(assignment: Assignment): boolean {
  return assignment.state !== 'returned' && assignment.state !== 'withdrawn'
}

export function isClosed(matter: Matter): boolean {
  return matter.closedAt !== null
}

/** A clock that can still warn or run out. */
export function isRunning(clock: RunningClock): boolean {
  return clock.stoppedAt === null
}

export function isPaused(clock: RunningClock): boolean {
  return isRunning(clock) && clock.pauses.at(-1)?.to === null
}

/** The step of passing on that has not ended yet. */
export function openRelay({ relay }: Assignment): Relay | undefined {
  return relay.findLast((r) => r.signedOffAt === null && r.takenBackAt === null)
}

/** Where the work lies inside the unit now: the last one it was passed on to, or the unit itself. */
export function innerHolder(assignment: Assignment): string {
  const last = openRelay(assignment)
  return last && last.reportedAt === null ? last.to : assignment.unit
}
