/**
 * 事件 — what has happened to a matter. Events are facts in the past tense: appended, never changed.
 * Each carries `at`, when it happened. What people wrote is never here: `texts` hold salted digests only.
 */
import type { FileDigests } from '../attachment/types.ts'
import type { Limit } from '../kernel/calendar/types.ts'
import type { Instant } from '../kernel/instant.ts'
import type { AssignmentState, Overlay } from './loop.ts'
import type { Due, Holder, Matter, Outcome, Reporter } from './matter.ts'

/** Structured answers of a form, by field; free text stands in `texts`. */
export type FormValues = Readonly<Record<string, string | number | boolean | readonly string[]>>

/** Salted digests (hex) of what was written, by field. */
export type TextDigests = Readonly<Record<string, string>>

/** Who acted: the account, and the post and organisation it acted for. */
export type By = {
  readonly accountId: string | null
  readonly residentId?: string
  readonly organisationId?: string
  readonly role?: string
  readonly delegatedBy?: string
}

export type MatterReported = {
  readonly type: 'MatterReported'
  readonly at: Instant
  readonly by: By
  readonly jurisdiction: string
  readonly number: string
  readonly loop: string
  readonly kind: string
  readonly territory: string
  readonly point: readonly [number, number] | null
  readonly channel: string
  readonly reporter: Reporter
  readonly firstHandler: string | null
  readonly against: readonly string[]
  readonly parentId: string | null
  readonly source: string | null
  readonly form: FormValues
  readonly texts: TextDigests
  /** Files that came with it; absent where there are none. */
  readonly attachments?: FileDigests
}

export type MatterEvent =
  | MatterReported
  | {
      readonly type: 'ActionTaken'
      readonly at: Instant
      readonly by: By
      readonly action: string
      readonly form: FormValues
      readonly texts: TextDigests
      readonly attachments?: FileDigests
      readonly undoable: boolean
    }
  | {
      readonly type: 'MatterMoved'
      readonly at: Instant
      readonly from: string
      readonly to: string
      readonly closed: boolean
    }
  | { readonly type: 'CustodyPassed'; readonly at: Instant; readonly to: Holder }
  | {
      readonly type: 'UnitAsked'
      readonly at: Instant
      readonly assignmentId: string
      readonly unit: string
      readonly as: 'lead' | 'assist'
      readonly directed: boolean
      readonly basis: string | null
    }
  | { readonly type: 'UnitInformed'; readonly at: Instant; readonly unit: string }
  | {
      readonly type: 'AssignmentMoved'
      readonly at: Instant
      readonly assignmentId: string
      readonly to: AssignmentState
    }
  | {
      readonly type: 'AssignmentRelayed'
      readonly at: Instant
      readonly assignmentId: string
      readonly to: string
    }
  | { readonly type: 'InnerReported'; readonly at: Instant; readonly assignmentId: string }
  | { readonly type: 'InnerSentBack'; readonly at: Instant; readonly assignmentId: string }
  | { readonly type: 'InnerSignedOff'; readonly at: Instant; readonly assignmentId: string }
  | { readonly type: 'InnerTakenBack'; readonly at: Instant; readonly assignmentId: string }
  | {
      readonly type: 'ClockStarted'
      readonly at: Instant
      readonly clock: string
      readonly assignmentId: string | null
      readonly limit: Limit
      readonly due: Due
      readonly warnAt: Instant | null
    }
  | {
      readonly type: 'ClockStopped'
      readonly at: Instant
      readonly clock: string
      readonly assignmentId: string | null
    }
  | {
      readonly type: 'ClockWarned'
      readonly at: Instant
      readonly clock: string
      readonly assignmentId: string | null
    }
  | {
      readonly type: 'ClockBreached'
      readonly at: Instant
      readonly clock: string
      readonly assignmentId: string | null
    }
  | {
      readonly type: 'ClockPaused'
      readonly at: Instant
      readonly clock: string
      readonly assignmentId: string | null
      readonly reason: string
    }
  | {
      readonly type: 'ClockResumed'
      readonly at: Instant
      readonly clock: string
      readonly assignmentId: string | null
      readonly due: Due
      readonly warnAt: Instant | null
    }
  | {
      readonly type: 'ClockExtended'
      readonly at: Instant
      readonly clock: string
      readonly assignmentId: string | null
      readonly due: Due
      readonly warnAt: Instant | null
    }
  | {
      readonly type: 'ClockRecomputed'
      readonly at: Instant
      readonly clock: string
      readonly assignmentId: string | null
      readonly due: Due
      readonly warnAt: Instant | null
    }
  | { readonly type: 'OverlaySet'; readonly at: Instant; readonly overlay: Overlay; readonly on: boolean }
  | { readonly type: 'MatterCounted'; readonly at: Instant; readonly what: string; readonly to: number }
  | { readonly type: 'MatterClassified'; readonly at: Instant; readonly kind: string }
  | { readonly type: 'MatterEscalated'; readonly at: Instant; readonly level: string }
  | {
      readonly type: 'MatterEvaluated'
      readonly at: Instant
      readonly solved: boolean
      readonly satisfied: number | null
    }
  | {
      readonly type: 'UnitRated'
      readonly at: Instant
      readonly by: string
      readonly whom: string
      readonly scores: Readonly<Record<string, number>>
    }
  | { readonly type: 'MatterClosed'; readonly at: Instant; readonly outcome: Outcome }
  | { readonly type: 'FollowerAdded'; readonly at: Instant; readonly follower: string }
  | { readonly type: 'MergedInto'; readonly at: Instant; readonly into: string }
  | {
      readonly type: 'MergeReceived'
      readonly at: Instant
      readonly from: string
      readonly followers: readonly string[]
    }
  | {
      readonly type: 'ChildOpened'
      readonly at: Instant
      readonly child: string
      readonly why: 'call' | 'split'
    }
  | { readonly type: 'ChildClosed'; readonly at: Instant; readonly child: string; readonly outcome: Outcome }
  | {
      readonly type: 'NoticeSent'
      readonly at: Instant
      readonly to: readonly string[]
      readonly message: string
    }
  | {
      readonly type: 'ActionUndone'
      readonly at: Instant
      readonly by: By
      readonly action: string
      readonly restored: Matter
    }

export type EventOf<T extends MatterEvent['type']> = Extract<MatterEvent, { type: T }>
