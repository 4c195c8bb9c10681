/** 批量写入 — rows as PostgreSQL's COPY text, appended to a file a table, and loaded when there are many. */
import { appendFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Pool } from '@huying/server/database/pool.ts'
import type { Json } from '@huying/server/matter/rows.ts'

export type Copy = {
  add(table: string, row: Json): void
  /** Loads what was added. */
  load(): Promise<void>
}

/** `owner` may read files of the server's machine; `name` tells two writers of one folder apart. */
export function openCopy(owner: Pool, folder: string, name: string): Copy {
  const pending = new Map<string, { columns: string; lines: string[] }>()
  return {
    add: (table, row) => {
      const of = pending.get(table) ?? { columns: Object.keys(row).join(', '), lines: [] }
      pending.set(table, of)
      of.lines.push(Object.values(row).map(fieldOf).join('\t'))
    },
    load: async () => {
      for (const [table, { columns, lines }] of pending) {
        const file = join(folder, `${name}.${table}.copy`)
        appendFileSync(file, `${lines.join('\n')}\n`, { mode: 0o644 })
        await owner.query(`copy ${table} (${columns}) from '${file}'`)
        rmSync(file)
      }
      pending.clear()
    },
  }
}

function fieldOf(value: unknown): string {
  if (value === null || value === undefined) return '\\N'
  if (Array.isArray(value)) return escaped(`{${value.map((v) => JSON.stringify(v)).join(',')}}`)
  return typeof value === 'string' ? escaped(value) : String(value)
}

const SPECIAL = /[\\\t\n\r]/g
const ESCAPED: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

function escaped(text: string): string {
  return text.replace(SPECIAL, (c) => ESCAPED[c] as string)
}
