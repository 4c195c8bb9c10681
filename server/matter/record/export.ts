/** 导出 — matters with their histories as JSON lines: everything but personal data, with hashes, so that anybody can recompute. */

import { once } from 'node:events'
import type { Writable } from 'node:stream'
import type { Db } from '../../database/db.ts'
import { readHistories } from './history.ts'

/** Writes one line per matter. Returns how many. */
export async function exportMatters(
  db: Db,
  jurisdiction: string,
  out: Writable,
  onProgress: (matters: number) => void = () => {},
): Promise<number> {
  let matters = 0
  for await (const batch of readHistories(db, jurisdiction)) {
    for (const { id, lines, contents } of batch) {
      const line = JSON.stringify({
        id,
        journal: lines.map((l) => ({ body: JSON.parse(l.body), hash: l.hash.toString('hex') })),
        texts: contents.map(({ seq, field, body, redacted_at }) => ({
          seq,
          field,
          body,
          redacted: redacted_at !== null,
        })),
      })
      if (!out.write(`${line}\n`)) await once(out, 'drain')
      matters += 1
    }
    onProgress(matters)
  }
  return matters
}
