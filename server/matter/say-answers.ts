/** 答案的说法 — what was answered on a form, with the form's own words for fields and choices and names for ids. */
import type { MatterView } from '@huying/contract/matter/view.ts'
import type { Field, Form } from '@huying/core/catalogue/types.ts'
import type { Words } from '@huying/core/kernel/words.ts'
import type { MatterEvent } from '@huying/core/matter/events.ts'
import { type Places, pathName } from '../territory/places.ts'
import { POST } from './inner-post.ts'

/** What ids in answers are called. */
export type Saying = {
  /** Names of who holds the posts that work was passed on to, by post. */
  readonly posts: ReadonlyMap<string, string>
  /** Numbers of the matters named in answers, by id. */
  readonly numbers: ReadonlyMap<string, string>
  readonly places: Places
  /** Instants are said by the clock of the city. */
  readonly timeZone: string
}

type Answers = Pick<MatterView['timeline'][number], 'values' | 'labels'>

export function answersOf(event: MatterEvent, form: Form | undefined, saying: Saying): Answers {
  const all = valuesOf(event)
  if (!form) return { values: all, labels: {} }
  // Files are shown, not told.
  const values = Object.fromEntries(
    Object.entries(all).filter(([name]) => form.properties[name]?.['x-ref'] !== 'attachment'),
  )
  const fields = Object.keys(values).flatMap((name) => {
    const field = form.properties[name]
    return field ? [{ name, field }] : []
  })
  return {
    values: {
      ...values,
      ...Object.fromEntries(fields.map(({ name, field }) => [name, said(field, values[name], saying)])),
    },
    labels: Object.fromEntries(fields.map(({ name, field }) => [name, field.title])),
  }
}

/** Organisations and kinds stay ids: every screen has their names. */
function said(field: Field, value: unknown, saying: Saying): unknown {
  if (Array.isArray(value)) return value.map((each) => said(field, each, saying))
  if (typeof value !== 'string') return value
  const title = field['x-titles']?.[value]
  if (title) return title
  if (field.format === 'date-time') return momentOf(value, saying.timeZone)
  return wordsOfRef(field['x-ref'], value, saying) ?? value
}

function wordsOfRef(ref: Field['x-ref'], id: string, saying: Saying): Words | null {
  if (ref === 'matter') return wordsOrNull(saying.numbers.get(id))
  if (ref === 'inner' && id.startsWith(POST)) return wordsOrNull(saying.posts.get(id.slice(POST.length)))
  if (ref !== 'territory') return null
  const path = pathName(saying.places, id)
  return path.zh === '' ? null : path
}

const wordsOrNull = (text: string | undefined): Words | null => (text === undefined ? null : { zh: text })

/** e.g. 2026-11-21 09:12 */
const momentOf = (iso: string, timeZone: string): string =>
  new Date(iso).toLocaleString('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** What in answers may be the id of a matter. */
export function idsAnswered(history: readonly MatterEvent[]): string[] {
  const answers = history.flatMap((event) => ('form' in event ? Object.values(event.form).flat() : []))
  return [...new Set(answers.map(String).filter((answer) => UUID.test(answer)))]
}

function valuesOf(event: MatterEvent): Record<string, unknown> {
  switch (event.type) {
    case 'ActionTaken':
    case 'MatterReported':
      return { ...event.form }
    case 'UnitAsked':
      return { as: event.as, directed: event.directed, basis: event.basis }
    case 'MatterEvaluated':
      return { solved: event.solved, satisfied: event.satisfied }
    case 'UnitRated':
      return { whom: event.whom, ...event.scores }
    case 'MatterClosed':
      return { outcome: event.outcome }
    case 'ChildOpened':
    case 'ChildClosed':
      return { child: event.child }
    case 'MergeReceived':
      return { from: event.from }
    default:
      return {}
  }
}
