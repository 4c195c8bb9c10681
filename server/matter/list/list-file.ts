/** 列表文件 — a list as an Excel file: exactly the rows of the list, as they stood at one moment. Nothing personal is in it. */
import type { Readable } from 'node:stream'
import { finished } from 'node:stream'
import type { MatterRow } from '@huying/contract/matter/list.ts'
import type { Words } from '@huying/core/kernel/words.ts'
import type { Pool } from '../../database/pool.ts'
import { takeTurns } from '../../kernel/turns.ts'
import { type Column, writeSheet } from '../../kernel/xlsx.ts'
import type { Services } from '../../services.ts'
import { fileWords } from './list-file-words.ts'
import type { Listing } from './list-request.ts'
import { presentRows } from './query-list.ts'

/** Rows read at a time. */
const PAGE = 1_000

/** Files written at a time: each keeps a connection for as long as it is read. */
const turn = takeTurns(2)

export async function listFile(
  services: Services,
  pool: Pool,
  jurisdiction: string,
  listing: Listing,
  locale: 'zh' | 'en',
): Promise<Readable> {
  const end = await turn()
  const { rules, content } = services.registry.current(jurisdiction)
  const sheet = {
    name: fileWords[locale].sheet,
    columns: columnsIn(locale, content.vocabularies.channels ?? {}),
    offsetAt: rules.calendar.zone.offsetAt,
  }
  const file = writeSheet(rowsOf(services, pool, jurisdiction, listing), sheet)
  finished(file, end)
  return file
}

/** All rows as of one snapshot: what changes while the file is read neither doubles nor drops a row. */
async function* rowsOf(
  services: Services,
  pool: Pool,
  jurisdiction: string,
  listing: Listing,
): AsyncGenerator<MatterRow> {
  const client = await pool.connect()
  let failed = true
  try {
    await client.query('begin isolation level repeatable read read only')
    for (let cursor: string | null = null, more = true; more; more = cursor !== null) {
      const page = await listing.page(client, { cursor, limit: PAGE, counts: false })
      yield* await presentRows(services, jurisdiction, page.rows, listing.now)
      cursor = page.next
    }
    await client.query('commit')
    failed = false
  } finally {
    // A download that was left stands in the middle of a transaction: such a connection is not used again.
    client.release(failed)
  }
}

function columnsIn(
  locale: 'zh' | 'en',
  channels: Readonly<Record<string, Words>>,
): readonly Column<MatterRow>[] {
  const words = fileWords[locale]
  const say = (text: Words | undefined) =>
    text ? ((locale === 'en' ? text.en : undefined) ?? text.zh) : null
  const moment = (iso: string | null) => (iso === null ? null : Date.parse(iso))
  const yes = (is: boolean) => (is ? words.yes : null)
  const text = (header: string, value: (row: MatterRow) => string | null, width = 16) =>
    ({ header, kind: 'text', value, width }) as const
  const at = (header: string, value: (row: MatterRow) => string | null) =>
    ({ header, kind: 'moment', value: (row: MatterRow) => moment(value(row)), width: 17 }) as const
  return [
    text(words.number, (row) => row.number, 26),
    text(words.title, (row) => row.title, 48),
    text(words.loop, (row) => say(row.loop.name), 12),
    text(words.kind, (row) => say(row.kind.name), 20),
    text(words.state, (row) => say(row.state.name), 12),
    text(words.place, (row) => say(row.place), 36),
    text(words.lead, (row) => say(row.lead?.name), 20),
    text(words.holder, (row) => say(row.holder?.name), 20),
    at(words.due, (row) => row.dueAt),
    text(words.pace, (row) => (row.pace === null ? null : words[row.pace]), 10),
    { header: words.minutes, kind: 'number', value: (row) => row.left?.minutes ?? null, width: 12 },
    at(words.reported, (row) => row.reportedAt),
    at(words.closed, (row) => row.closedAt),
    text(words.channel, (row) => say(channels[row.channel]) ?? row.channel, 14),
    text(words.urgent, (row) => yes(row.urgent), 8),
    text(words.supervised, (row) => yes(row.supervised), 8),
  ]
}
