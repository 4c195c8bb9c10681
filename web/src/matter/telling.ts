/** 叙述 — puts an entry of the history into words: who, what, and the answers given with it. */
import { useTranslation } from 'react-i18next'
import { kindPath } from '../catalogue/kind-tree.ts'
import { useCatalogue } from '../catalogue/use-catalogue.ts'
import { useWords } from '../kernel/i18n.ts'
import type { EntryView } from './use-matter.ts'

export type Telling = { readonly who: string; readonly what: string; readonly details: readonly string[] }

/** Of the engine's own events: related matters stand among the facts, `as` in the sentence; `basis` is for machines. */
const ELSEWHERE = new Set(['child', 'from', 'basis', 'as'])

/** What people answered is told whole, a "no" too. */
function isTold({ type }: EntryView, field: string, value: unknown): boolean {
  if (value === null) return false
  if (type === 'ActionTaken' || type === 'MatterReported') return true
  return !ELSEWHERE.has(field) && !(field === 'directed' && value === false)
}

export function useTelling(): (entry: EntryView) => Telling {
  const { t, i18n } = useTranslation()
  const words = useWords()
  const { kinds, organisations } = useCatalogue()
  const sayValue = (value: unknown): string => {
    if (Array.isArray(value)) return value.map(sayValue).join(t('app.comma'))
    if (isWords(value)) return words(value)
    if (typeof value === 'boolean') return t(value ? 'form.yes' : 'form.no')
    const text = String(value)
    const organisation = organisations.find((one) => one.id === text)
    if (organisation) return words(organisation.name)
    if (kinds.some((kind) => kind.id === text)) return kindPath(kinds, text, words)
    return t(`value.${text}`, { defaultValue: text })
  }
  const sayDetail = (entry: EntryView, field: string, value: unknown): string => {
    const label = `field.${field}`
    const own = entry.labels[field]
    const name = own ? words(own) : i18n.exists(label) ? t(label) : null
    return name === null ? sayValue(value) : t('app.pair', { name, value: sayValue(value) })
  }
  return (entry) => {
    const title = entry.title ? words(entry.title) : ''
    const who = entry.organisation ? words(entry.organisation.name) : (entry.actor ?? t(whoElse(entry)))
    const what = t(`event.${entry.type}`, { title, as: t(`value.${entry.values.as}`), defaultValue: title })
    const given = Object.entries(entry.values).filter(([field, value]) => isTold(entry, field, value))
    return { who, what, details: given.map(([field, value]) => sayDetail(entry, field, value)) }
  }
}

const isWords = (value: unknown): value is { zh: string; en?: string } =>
  typeof value === 'object' && value !== null && 'zh' in value

/** Without a unit it was the resident who acted, or time itself. */
const whoElse = ({ type }: EntryView): string =>
  type === 'MatterReported' || type === 'ActionTaken' || type === 'ActionUndone' || type === 'MatterEvaluated'
    ? 'matter.reporter'
    : 'matter.system'
