/** CSV 单元格 — one cell as text; quoted where it holds what would end a cell or a line. */
export function csvCell(value: string | number): string {
  const text = String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
