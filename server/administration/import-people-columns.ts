/** 人员列 — which column of a file is what: by our own names, or by the headings of the Excel file of people in either language. */
import en from '@huying/contract/messages/administration.en.json' with { type: 'json' }
import zh from '@huying/contract/messages/administration.zh.json' with { type: 'json' }
import { BrokenFile } from '../import/note.ts'

export const FIELDS = ['username', 'name', 'organisation', 'role', 'territory', 'from', 'to'] as const
export type Field = (typeof FIELDS)[number]

export type Columns = {
  readonly at: ReadonlyMap<Field, number>
  /** Headings of columns that are not read. */
  readonly ignored: readonly string[]
}

/** People have names, posts have an organisation and a role; one file may have both. @throws BrokenFile where it can be neither */
export function readColumns(header: readonly string[]): Columns {
  const at = new Map<Field, number>()
  const ignored: string[] = []
  for (const [index, heading] of header.entries()) {
    const field = fieldOf(heading)
    if (field === undefined) ignored.push(heading)
    else if (at.has(field)) throw new BrokenFile('people.column_twice', { column: heading })
    else at.set(field, index)
  }
  const wanted: Field[] = at.has('organisation') ? ['username', 'role'] : ['username', 'name']
  const missing = wanted.filter((field) => !at.has(field))
  if (missing.length > 0)
    throw new BrokenFile('people.columns_missing', { missing: missing.join(', '), header: header.join(', ') })
  return { at, ignored }
}

function fieldOf(heading: string): Field | undefined {
  const text = heading.trim().toLowerCase()
  return FIELDS.find((field) =>
    [field, zh.admin.people[field], en.admin.people[field]].some((name) => name.toLowerCase() === text),
  )
}
