/** 人员行 — one row of a file of people or posts: who, and where they stand; organisations, roles and places by id or by name. */
import { dayNumber } from '@huying/core/kernel/calendar/civil-date.ts'
import type { Words } from '@huying/core/kernel/words.ts'
import { findWrongName } from '../account/people.ts'
import { type Outcome, rejected } from '../import/note.ts'
import type { Row } from '../import/read-rows.ts'
import type { Ruleset } from '../services.ts'
import type { Places } from '../territory/places.ts'
import { type Columns, FIELDS, type Field } from './import-people-columns.ts'

export type PostWanted = {
  readonly organisationId: string
  readonly role: string
  readonly territory: string
  /** Null where the file does not say: from today on. */
  readonly fromOn: string | null
  readonly toOn: string | null
}

/** `name` is null in a file of posts, `post` in a file of people. */
export type Line = {
  readonly username: string
  readonly name: string | null
  readonly post: PostWanted | null
}

export type Where = {
  readonly ruleset: Pick<Ruleset, 'rules' | 'content'>
  readonly places: Pick<Places, 'byCode'>
  readonly jurisdiction: string
}

export function readLine(row: Row, { at }: Columns, where: Where): Outcome<Line> {
  if (row.reject) return { ok: false, reject: row.reject }
  const cell = (field: Field): string => (row.cells[at.get(field) ?? -1] ?? '').trim()
  const unreadable = FIELDS.find((field) => cell(field).includes('\uFFFD'))
  if (unreadable) return rejected('row.unreadable', { field: unreadable })
  const username = cell('username').toLowerCase()
  const name = at.has('name') ? cell('name') : null
  if (username === '') return rejected('row.empty', { field: 'username' })
  const wrong = findWrongName(username, name ?? username)
  if (wrong === 'username') return rejected('people.username_wrong', { value: username })
  if (wrong) return rejected('people.name_wrong')
  const post = readPost(cell, where)
  return post.ok ? { ok: true, value: { username, name, post: post.value } } : post
}

const OF_POST: readonly Field[] = ['organisation', 'role', 'territory', 'from', 'to']

function readPost(cell: (field: Field) => string, where: Where): Outcome<PostWanted | null> {
  if (OF_POST.every((field) => cell(field) === '')) return { ok: true, value: null }
  const { rules, content } = where.ruleset
  const empty = (['organisation', 'role'] as const).find((field) => cell(field) === '')
  if (empty) return rejected('row.empty', { field: empty })
  const organisations = [...rules.directory.byId.values()]
  const organisation = named('organisation', cell('organisation'), organisations)
  if (!organisation.ok) return organisation
  const roles = Object.entries(content.vocabularies.roles).map(([id, name]) => ({ id, name }))
  const role = named('role', cell('role'), roles)
  if (!role.ok) return role
  const { territory: served } = organisation.value
  const territory = territoryOf(cell('territory'), served, where)
  if (!territory.ok) return territory
  const days = periodOf(cell)
  if (!days.ok) return days
  const ids = { organisationId: organisation.value.id, role: role.value.id, territory: territory.value }
  return { ok: true, value: { ...ids, ...days.value } }
}

/** By its id, else by its name in either language, where only one is called so. */
function named<T extends { readonly id: string; readonly name: Words }>(
  field: 'organisation' | 'role',
  text: string,
  known: readonly T[],
): Outcome<T> {
  const exact = known.find(({ id }) => id === text)
  if (exact) return { ok: true, value: exact }
  const [found, ...others] = known.filter(({ name }) => name.zh === text || name.en === text)
  if (!found) return rejected(`people.${field}_unknown`, { value: text })
  return others.length > 0
    ? rejected(`people.${field}_ambiguous`, { value: text })
    : { ok: true, value: found }
}

/** What the organisation serves where nothing is said; else a code, or a name that only one part of it has. */
function territoryOf(text: string, served: string, { places, jurisdiction }: Where): Outcome<string> {
  if (text === '') return { ok: true, value: served }
  if (text === jurisdiction || places.byCode.has(text)) return { ok: true, value: text }
  if (/^\d+$/.test(text)) return rejected('place.code_unknown', { code: text })
  const [found, ...others] = [...places.byCode.values()].filter(
    ({ code, name }) => code.startsWith(served) && (name.zh === text || name.en === text),
  )
  if (!found) return rejected('place.area_unknown', { area: text })
  return others.length > 0
    ? rejected('place.area_ambiguous', { area: text })
    : { ok: true, value: found.code }
}

function periodOf(cell: (field: Field) => string): Outcome<Pick<PostWanted, 'fromOn' | 'toOn'>> {
  const [fromOn, toOn] = [dayOf(cell('from')), dayOf(cell('to'))]
  if (fromOn === undefined) return rejected('time.unreadable', { field: 'from', value: cell('from') })
  if (toOn === undefined) return rejected('time.unreadable', { field: 'to', value: cell('to') })
  if (fromOn !== null && toOn !== null && toOn < fromOn)
    return rejected('time.order', { field: 'to', before: 'from' })
  return { ok: true, value: { fromOn, toOn } }
}

const DAY = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?( 0?0:00(:00)?)?$/

/** Null where nothing stands, undefined where it is no day. A cell of a spreadsheet comes with its midnight. */
function dayOf(text: string): string | null | undefined {
  if (text === '') return null
  const [, year, month = '', day = ''] = DAY.exec(text) ?? []
  const on = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return Number.isNaN(dayNumber(on)) ? undefined : on
}
