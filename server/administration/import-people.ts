/** 导入人员 — the staff of a city from its own tables: accounts with first passwords, and posts; run again, it adds nothing. */
import { type FileHandle, open } from 'node:fs/promises'
import { localDate } from '@huying/core/kernel/calendar/civil-date.ts'
import type { People } from '../account/people.ts'
import { BrokenFile, type Reject } from '../import/note.ts'
import { openTable, type Row, type Table } from '../import/read-rows.ts'
import { openRejectFile, type RejectFile } from '../import/reject-file.ts'
import { csvCell } from '../kernel/csv.ts'
import type { Services } from '../services.ts'
import { type Handed, planBatch, storeBatch } from './import-people-batch.ts'
import { readColumns } from './import-people-columns.ts'
import { type Line, readLine } from './import-people-rows.ts'

/** Rows stored at once: hashing their passwords takes some seconds. */
const BATCH = 100

export type PeopleImport = {
  readonly services: Services
  readonly people: People
  readonly jurisdiction: string
  readonly file: string
  /** Where rows that cannot go in are written. */
  readonly rejectFile: string
  /** First passwords are added to it; nobody but its owner reads it. */
  readonly passwordFile: string
  readonly onProgress?: (bytes: number, of: number) => void
}

export type PeopleSummary = {
  readonly rows: number
  readonly accounts: number
  readonly posts: number
  readonly unchanged: number
  readonly rejected: number
  readonly reasons: Readonly<Record<string, number>>
  /** Headings of columns that are not read. */
  readonly ignored: readonly string[]
  /** Set where the file breaks off; everything before it is in. */
  readonly broken: BrokenFile | null
}

type Counts = { rows: number; accounts: number; posts: number; unchanged: number; rejected: number }
type Entry = { readonly row: Row; readonly line: Line }

/** What the rows of one file are put into. */
type Run = {
  readonly given: PeopleImport
  readonly counts: Counts
  readonly reasons: Map<string, number>
  readonly rejects: RejectFile
  readonly passwords: Passwords
  readonly today: string
}

/** @throws BrokenFile where the file is no table of people or posts */
export async function importPeople(given: PeopleImport): Promise<PeopleSummary> {
  const { services, jurisdiction } = given
  const table = await openTable(given.file)
  const columns = readColumns(table.header)
  const ruleset = services.registry.current(jurisdiction)
  const run: Run = {
    given,
    counts: { rows: 0, accounts: 0, posts: 0, unchanged: 0, rejected: 0 },
    reasons: new Map(),
    rejects: openRejectFile(given.rejectFile, table.header),
    passwords: openPasswords(given.passwordFile),
    today: localDate(ruleset.rules.calendar.zone.dayOf(services.now())),
  }
  const where = { ruleset, places: services.places(jurisdiction), jurisdiction }
  try {
    const broken = await takeAll(run, table, (row) => readLine(row, columns, where))
    await run.rejects.close()
    return {
      ...{ ...run.counts, reasons: Object.fromEntries(run.reasons) },
      ...{ ignored: columns.ignored, broken },
    }
  } catch (error) {
    await run.rejects.discard()
    throw error
  } finally {
    await run.passwords.close()
  }
}

/** What breaks off is given back: the rows before it are good, and go in. */
async function takeAll(
  run: Run,
  table: Table,
  read: (row: Row) => ReturnType<typeof readLine>,
): Promise<BrokenFile | null> {
  let batch: Entry[] = []
  let broken: BrokenFile | null = null
  try {
    for await (const row of table.rows) {
      run.counts.rows += 1
      const line = read(row)
      if (line.ok) batch.push({ row, line: line.value })
      else reject(run, row, line.reject)
      if (batch.length < BATCH) continue
      await take(run, batch)
      batch = []
      run.given.onProgress?.(table.readBytes(), table.bytes)
    }
  } catch (error) {
    if (!(error instanceof BrokenFile)) throw error
    broken = error
  }
  await take(run, batch)
  return broken
}

async function take(run: Run, batch: readonly Entry[]): Promise<void> {
  const { people, jurisdiction } = run.given
  const lines = batch.map(({ line }) => line)
  const { plan, told } = await planBatch({ people, jurisdiction, today: run.today }, lines)
  await storeBatch(people, jurisdiction, plan, run.passwords.keep)
  for (const [index, one] of told.entries()) {
    if (!one.ok) reject(run, (batch[index] as Entry).row, one.reject)
    else if (!one.adds.account && !one.adds.post) run.counts.unchanged += 1
  }
  run.counts.accounts += plan.accounts.length
  run.counts.posts += plan.posts.length
}

function reject({ counts, reasons, rejects }: Run, row: Row, why: Reject): void {
  counts.rejected += 1
  reasons.set(why.code, (reasons.get(why.code) ?? 0) + 1)
  rejects.add(row, why)
}

type Passwords = {
  keep(accounts: readonly Handed[]): Promise<void>
  close(): Promise<void>
}

/** Made when the first password comes; what an earlier run has left there stays. On the disk before the account is. */
function openPasswords(file: string): Passwords {
  let handle: FileHandle | undefined
  const begin = async (): Promise<FileHandle> => {
    const opened = await open(file, 'a', 0o600)
    handle = opened
    await opened.chmod(0o600)
    // Spreadsheets take a CSV without the mark for the local encoding.
    if ((await opened.stat()).size === 0) await opened.write('\uFEFFusername,name,password\r\n')
    return opened
  }
  return {
    async keep(accounts) {
      if (accounts.length === 0) return
      const to = handle ?? (await begin())
      const lines = accounts.map(({ username, name, password }) => [username, name, password])
      await to.write(lines.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join(''))
      await to.sync()
    },
    close: async () => handle?.close(),
  }
}
