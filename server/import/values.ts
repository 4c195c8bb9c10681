/** 取值 — the value of a field, from the cells of a row, as the map declares it. */
import type { Value } from './map.ts'
import { type Outcome, rejected } from './note.ts'

export type ReadValue = (cells: readonly string[]) => Outcome<string>

/** Columns a value is taken from. */
export function columnsOf(value: Value): readonly string[] {
  if (typeof value === 'string') return [value]
  return [...(value.column === undefined ? [] : [value.column]), ...(value.columns ?? [])]
}

/** Columns that are not in the header read as empty; the caller has checked them. */
export function valueReader(field: string, value: Value, header: readonly string[]): ReadValue {
  if (typeof value === 'string') {
    const at = header.indexOf(value)
    return (cells) => ({ ok: true, value: (cells[at] ?? '').trim() })
  }
  const places = columnsOf(value).map((column) => header.indexOf(column))
  const { constant, join = '\n', values, otherwise = 'reject', whenEmpty = '' } = value
  return (cells) => {
    const said =
      constant ??
      places
        .map((at) => (cells[at] ?? '').trim())
        .filter((cell) => cell !== '')
        .join(join)
    if (said === '') return { ok: true, value: whenEmpty }
    if (!values) return { ok: true, value: said }
    if (Object.hasOwn(values, said)) return { ok: true, value: values[said] as string }
    if (typeof otherwise === 'object') return { ok: true, value: otherwise.use }
    if (otherwise === 'reject') return rejected('row.value_unknown', { field, value: said.slice(0, 60) })
    return { ok: true, value: otherwise === 'keep' ? said : '' }
  }
}
