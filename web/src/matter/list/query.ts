/** 列表地址 — which list is shown and what it is narrowed by, as the address of the page says it: a link shows the same list. */
import type { ListFilter, Tab } from '@huying/contract/matter/filter.ts'

export type ListState = { readonly tab: Tab; readonly filter: ListFilter }

export const TABS: readonly Tab[] = ['inbox', 'followed', 'scope']

const word = /^[\w.:-]{1,100}$/
const date = /^\d{4}-\d{2}-\d{2}$/
const oneOf =
  (...values: string[]) =>
  (text: string) =>
    values.includes(text)

/** Filters by the name they have in the address and in the API, each with what it may be; anything else is left out. */
const shapes = {
  loop: (text: string) => word.test(text),
  state: (text: string) => word.test(text),
  kind: (text: string) => word.test(text),
  lead: (text: string) => word.test(text),
  channel: (text: string) => word.test(text),
  pace: oneOf('on_time', 'near', 'late', 'paused'),
  urgent: oneOf('true', 'false'),
  supervised: oneOf('true', 'false'),
  reportedFrom: (text: string) => date.test(text),
  reportedTo: (text: string) => date.test(text),
  open: oneOf('true', 'false', 'all'),
  sort: oneOf('deadline', 'newest', 'oldest'),
} as const

export type FilterName = keyof typeof shapes
const NAMES = Object.keys(shapes) as FilterName[]

export function readState(params: URLSearchParams, first: Tab): ListState {
  const given = params.get('tab')
  const tab = TABS.find((one) => one === given) ?? first
  const entries = NAMES.flatMap((name) => {
    const text = params.get(name)
    return text !== null && shapes[name](text) ? [[name, typed(name, text)]] : []
  })
  return { tab, filter: Object.fromEntries(entries) as ListFilter }
}

const typed = (name: FilterName, text: string) =>
  name === 'urgent' || name === 'supervised' ? text === 'true' : text

/** The same address with another list; what else stands in it stays. */
export function writeState(params: URLSearchParams, { tab, filter }: ListState, first: Tab): URLSearchParams {
  const next = new URLSearchParams(params)
  for (const name of ['tab', ...NAMES]) next.delete(name)
  if (tab !== first) next.set('tab', tab)
  for (const name of NAMES) if (filter[name] !== undefined) next.set(name, String(filter[name]))
  return next
}

/** Only what tells the list: for links that lead to a matter beside it. */
export function listSearch(state: ListState, territory: string | null, first: Tab): string {
  const params = writeState(new URLSearchParams(), state, first)
  if (territory !== null) params.set('territory', territory)
  const text = params.toString()
  return text && `?${text}`
}

/** Filters that narrow the list, by name; the order does not. An inbox is of open matters anyway. */
export function narrowing({ tab, filter }: ListState): FilterName[] {
  return NAMES.filter(
    (name) => name !== 'sort' && filter[name] !== undefined && !(tab === 'inbox' && name === 'open'),
  )
}

export function without({ tab, filter }: ListState, name: FilterName): ListState {
  const { [name]: _, ...rest } = filter
  // A state belongs to a loop.
  if (name === 'loop') {
    const { state: __, ...others } = rest as ListFilter
    return { tab, filter: others }
  }
  return { tab, filter: rest }
}

/** What is asked of the API: everything open in one's scope, whatever one follows, unless the filter says otherwise. */
export function questionOf({ tab, filter }: ListState, territory: string | null) {
  const { open, ...shared } = filter
  const asked = territory === null ? shared : { ...shared, territory }
  if (tab === 'inbox') return asked
  if (tab === 'followed') return { ...asked, followed: true, open: open ?? ('all' as const) }
  return { ...asked, open: open ?? ('true' as const) }
}
