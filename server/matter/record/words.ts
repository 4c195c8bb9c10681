/**
 * 词 — what a matter is found by. `words`: everything in it that whoever reads it may read; `reach`: where it is, whom it concerns, its kind and
 * its time, by which a search is narrowed before the matter's own policy decides. Words come from texts and only grow, until a text is
 * redacted; reach comes from the row.
 */
import type { MatterEvent } from '@huying/core/matter/events.ts'
import type { Loop } from '@huying/core/matter/loop.ts'
import { ancestorsOf } from '@huying/core/territory/code.ts'
import { wordsOf } from '../../kernel/cut.ts'

/** Lengths, in hours, of the spans of time by which a search walks back, each eight times the one before. */
export const SPANS = [3, 24, 192, 1536] as const
const HOUR = 3_600_000

export const reachOf = {
  territory: (code: string) => `t:${code}`,
  reader: (id: string) => `r:${id}`,
  kind: (id: string) => `k:${id}`,
  time: (hours: number, span: number) => `${hours}:${span}`,
}

export function spanOf(at: number, hours: number): number {
  return Math.floor(at / (hours * HOUR))
}

/** Lexemes as PostgreSQL reads them; what people wrote is never anything but a quoted lexeme. */
export function lexemes(words: Iterable<string>): string {
  return Array.from(words, quoted).join(' ')
}

export function quoted(word: string): string {
  return `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
}

type Reached = {
  readonly territory: string
  readonly kind: string
  readonly readers: readonly string[]
  readonly reportedAt: number
}

export function reach({ territory, kind, readers, reportedAt }: Reached): string[] {
  return [
    ...[...ancestorsOf(territory), territory].map(reachOf.territory),
    ...readers.map(reachOf.reader),
    reachOf.kind(kind),
    ...SPANS.map((hours) => reachOf.time(hours, spanOf(reportedAt, hours))),
  ]
}

/** Whether what is written in this event is read by everybody who reads the matter: the report, and steps not hidden from its reporter. */
export function isOpenlySaid(event: MatterEvent, loop: Loop | undefined): boolean {
  if (event.type === 'MatterReported') return true
  return event.type === 'ActionTaken' && loop?.actions[event.action]?.visible !== false
}

/** Words of several texts; of a redacted one none are left. */
export function wordsOfTexts(bodies: Iterable<string | null>): Set<string> {
  const words = new Set<string>()
  for (const body of bodies) for (const word of body === null ? [] : wordsOf(body)) words.add(word)
  return words
}
