/** CSV 文字 — a table as text; cells with separators are quoted. */
export type Cell = string | number | null | undefined | readonly string[]

export function csvOf(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [header, ...rows].map((row) => `${row.map(cellText).join(',')}\n`).join('')
}

function cellText(cell: Cell): string {
  const text = Array.isArray(cell) ? cell.join(';') : String(cell ?? '')
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
