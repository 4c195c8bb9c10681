/** CSV 文字 — a table as text. */
import { csvCell } from '../../server/kernel/csv.ts'

export type Cell = string | number | null | undefined | readonly string[]

export function csvOf(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [header, ...rows].map((row) => `${row.map(cellText).join(',')}\n`).join('')
}

function cellText(cell: Cell): string {
  return csvCell(Array.isArray(cell) ? cell.join(';') : String(cell ?? ''))
}
