/**
 * 一页 — rows, the cursor that the next page begins after, and the count. The cursor is the last row's place in the order, so a page
 * costs the same at the end as at the beginning.
 */
import type { Order } from '@huying/contract/matter/filter.ts'
import type { CountedTime } from '@huying/core/kernel/calendar/types.ts'
import { NotACursor } from '../../kernel/failure.ts'

export type ListRow = {
  readonly id: string
  readonly number: string
  readonly loop: string
  readonly kind: string
  readonly pack_id: string
  readonly pack_version: string
  readonly state: string
  readonly territory: string
  readonly lead: string | null
  readonly holder: string | null
  readonly channel: string
  readonly reported_at: Date
  readonly closed_at: Date | null
  readonly due_at: Date | number | null
  readonly counted: CountedTime | null
  readonly roster: string | null
  readonly warn_at: Date | null
  readonly paused_at: Date | null
  readonly urgent: boolean
  readonly supervised: boolean
  readonly followed: boolean
  readonly title: string | null
  readonly duty: string | null
  readonly cursor: string
}

export type Page = {
  readonly rows: readonly ListRow[]
  readonly next: string | null
  readonly count: number | null
}

/** Which page is asked for. */
export type Asked = {
  readonly cursor: string | null
  readonly limit: number
  /** Whether the whole list is counted with it. */
  readonly counts: boolean
}

/** `account` is where the account that reads is bound. */
export const columnsFor = (account: string) =>
  `m.id, m.number, m.loop, m.kind, m.pack_id, m.pack_version, m.state, m.territory, m.lead, m.holder, m.channel, m.reported_at,
  m.closed_at, m.urgent, m.supervised, m.due_paused_at as paused_at, c.body as title, exists (select from follow f
    where f.jurisdiction = m.jurisdiction and f.account_id = ${account} and f.matter_id = m.id) as followed`

export const TITLE = `left join content c
  on c.jurisdiction = m.jurisdiction and c.matter_id = m.id and c.seq = 1 and c.field = 'title'`

/** What a list is in order of; ids break ties, in the same direction. */
export type Ordering = {
  readonly order: Order
  readonly keys: readonly string[]
  readonly types: readonly string[]
  readonly direction: 'asc' | 'desc'
}

export const orderBy = ({ keys, direction }: Ordering): string =>
  keys.map((key) => `${key} ${direction}`).join(', ')

const ORDERS: readonly Order[] = ['deadline', 'newest', 'oldest']

/** The place of a row as text: the order it is a place in, then its keys. */
export function cursorColumn({ order, keys, types }: Ordering): string {
  const parts = keys.map((key, n) =>
    types[n] === 'timestamptz' ? `extract(epoch from ${key})::text` : `${key}::text`,
  )
  return `concat_ws(',', '${ORDERS.indexOf(order)}', ${parts.join(', ')}) as cursor`
}

/** Rows after that place. @throws NotACursor on what no list of this order has given out */
export function afterPlace(cursor: string, ordering: Ordering, values: unknown[]): string {
  const { order, keys, types, direction } = ordering
  const [given, ...places] = Buffer.from(cursor, 'base64url').toString().split(',')
  const fits =
    places.length === keys.length && places.every((place, n) => SHAPES[types[n] ?? '']?.test(place))
  if (given !== String(ORDERS.indexOf(order)) || !fits) throw new NotACursor()
  const bound = places.map((place, n) => {
    const value = types[n] === 'timestamptz' ? instantOf(place) : place
    return `$${values.push(value)}::${types[n]}`
  })
  return `(${keys.join(', ')}) ${direction === 'asc' ? '>' : '<'} (${bound.join(', ')})`
}

const SHAPES: Readonly<Record<string, RegExp>> = {
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  smallint: /^[01]$/,
  timestamptz: /^(Infinity|\d{1,11}(\.\d{1,6})?)$/,
}

/** PostgreSQL's reading of an epoch, exact to the microsecond, which a Date is not. */
function instantOf(epoch: string): string {
  if (epoch === 'Infinity') return 'infinity'
  const [whole = '0', fraction = '0'] = epoch.split('.')
  const second = new Date(Number(whole) * 1000).toISOString().slice(0, 19)
  return `${second}.${fraction.padEnd(6, '0')}Z`
}

export function pageOf(rows: ListRow[], limit: number, count: number | null): Page {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    rows: page,
    next: rows.length > limit && last ? Buffer.from(last.cursor).toString('base64url') : null,
    count,
  }
}
