/**
 * 演示历史 — some weeks of matters of a demo city, told through the engine as its people would have lived them: they are
 * opened and acted on by accounts with posts, at times when offices are open, and every clock ran. The same seed tells
 * the same story.
 */
import type { Instant } from '@huying/core/kernel/instant.ts'
import { isCall } from '../matter/handle-open.ts'
import type { Change } from '../matter/rows.ts'
import type { Services } from '../services.ts'
import { begin } from './begin.ts'
import { type BentName, drawBents } from './bents.ts'
import { type Incoming, incoming, type Town } from './incoming.ts'
import { elapse, type Life, live, nextLook, type Stage } from './life.ts'
import { reportTimes } from './pace.ts'

export type Story = {
  readonly town: Town
  readonly services: Services
  /** The history ends here: now. */
  readonly now: Instant
  readonly days: number
  readonly matters: number
}

const DAY = 86_400_000
const DIRECT = 0.05
/**
 * Turns that one matter each of the last days takes and stays in, so that every desk has something: twice returned and
 * under arbitration, parked, raised one level, passed on inside, explained and under review, with a call to departments,
 * and some that nobody signs.
 */
const SHOWN: readonly (readonly BentName[])[] = [
  ['return', 'return'],
  ['pause'],
  ['escalate'],
  [],
  ['open_child'],
  ['explain'],
  ['relay'],
  [],
  ['return', 'return'],
  ['pause', 'supervise'],
  ['escalate'],
  ['open_child'],
  ['explain'],
  ['relay'],
]
/** Those shown came in between these days before now. */
const SHOWN_FROM = 6
const SHOWN_TO = 1

/** The matters as one change each, ready to be written. */
export async function simulate({ town, services, now, days, matters }: Story): Promise<Change[]> {
  const times = reportTimes(town.rules.calendar, town.random, now - days * DAY, now, matters)
  const shown = [...SHOWN]
  const changes: Change[] = []
  for (const at of times) {
    const report = incoming(town, at)
    if (!report) continue
    const isShown =
      at > now - SHOWN_FROM * DAY &&
      at < now - SHOWN_TO * DAY &&
      isOrdinary(town, report) &&
      town.random.chance(0.4)
    const family = await tell(town, services, report, isShown ? shown.shift() : undefined, now)
    for (const { matter, events, written } of family) {
      changes.push({ before: null, after: matter, events, written, lastHash: null, rules: town.rules })
    }
  }
  return changes
}

/** Handled by units in some working days: neither a call nor a wish nor an inquiry. */
function isOrdinary({ rules, texts }: Town, { kind }: Incoming): boolean {
  const isRequest = !isCall(rules, kind) && texts.kinds[kind]?.at.includes('community') === false
  return isRequest && (texts.kinds[kind]?.direct ?? 0) === 0
}

/** One matter and those opened out of it, until now. */
async function tell(
  town: Town,
  services: Services,
  report: Incoming,
  shown: readonly BentName[] | undefined,
  now: Instant,
): Promise<Life[]> {
  const wants = shown ?? drawBents(town.random, town.texts.kinds[report.kind]?.direct ?? DIRECT)
  const life = await begin(town, services, report, { wants: [...wants], halts: shown !== undefined })
  if (!life) return []
  const stage: Stage = { town, services, family: [life] }
  life.nextAt = shown?.length === 0 ? Number.POSITIVE_INFINITY : nextLook(stage, life, report.at)
  for (;;) {
    const next = stage.family.reduce((a, b) => (b.nextAt < a.nextAt ? b : a))
    if (next.nextAt >= now) break
    await live(stage, next)
  }
  for (const each of stage.family) elapse(stage, each, now)
  return stage.family
}
