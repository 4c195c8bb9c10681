/**
 * 叙述 — puts an entry of the history into words: who, what, and the answers given with it. The same on the screen, on paper and
 * in the file.
 */
import type { Text } from '../kernel/common.ts'
import type { MatterView } from './view.ts'

type Entry = MatterView['timeline'][number]

export type Telling = { readonly who: string; readonly what: string; readonly details: readonly string[] }

export type Words = {
  /** A message; `defaultValue` stands in for one that is not there. */
  readonly t: (key: string, params?: Record<string, unknown>) => string
  readonly exists: (key: string) => boolean
  /** A text of the pack in the reader's language. */
  readonly words: (text: Text) => string
  /** Name of an organisation, path of a kind; null for any other id. */
  readonly nameOf: (id: string) => string | null
}

/** Of the engine's own events: related matters stand among the facts, `as` in the sentence; `basis` is for machines. */
const ELSEWHERE = new Set(['child', 'from', 'basis', 'as'])

export function tellerOf(given: Words): (entry: Entry) => Telling {
  const { t, words } = given
  return (entry) => {
    const title = entry.title ? words(entry.title) : ''
    const who = entry.organisation ? words(entry.organisation.name) : (entry.actor ?? t(whoElse(entry)))
    const as = t(`value.${String(entry.values.as)}`, { defaultValue: '' })
    const what = t(`event.${entry.type}`, { title, as, defaultValue: title })
    const told = Object.entries(entry.values).filter(([field, value]) => isTold(entry, field, value))
    return { who, what, details: told.map(([field, value]) => sayDetail(given, entry, field, value)) }
  }
}

/** What people answered is told whole, a "no" too. */
function isTold({ type }: Entry, field: string, value: unknown): boolean {
  if (value === null) return false
  if (type === 'ActionTaken' || type === 'MatterReported') return true
  return !ELSEWHERE.has(field) && !(field === 'directed' && value === false)
}

function sayDetail(given: Words, entry: Entry, field: string, value: unknown): string {
  const { t, exists, words } = given
  const own = entry.labels[field]
  const label = `field.${field}`
  const name = own ? words(own) : exists(label) ? t(label) : null
  const said = sayValue(given, value)
  return name === null ? said : t('app.pair', { name, value: said })
}

function sayValue(given: Words, value: unknown): string {
  const { t, words, nameOf } = given
  if (Array.isArray(value)) return value.map((each) => sayValue(given, each)).join(t('app.comma'))
  if (isWords(value)) return words(value)
  if (typeof value === 'boolean') return t(value ? 'form.yes' : 'form.no')
  const text = String(value)
  return nameOf(text) ?? t(`value.${text}`, { defaultValue: text })
}

const isWords = (value: unknown): value is Text =>
  typeof value === 'object' && value !== null && 'zh' in value

/** Without a unit it was the resident who acted, or time itself. */
const whoElse = ({ type }: Entry): string =>
  type === 'MatterReported' || type === 'ActionTaken' || type === 'ActionUndone' || type === 'MatterEvaluated'
    ? 'matter.reporter'
    : 'matter.system'
