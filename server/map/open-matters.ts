/**
 * 在办快照 — the open matters that a reader may see, now or on a past day, as one list in memory: counts, clusters and marks are
 * all made of the same list, by the same condition as the list of matters, so they cannot disagree.
 */
import { dayNumber } from '@huying/core/kernel/calendar/civil-date.ts'
import type { LocalDate } from '@huying/core/kernel/instant.ts'
import type { Pace } from '@huying/core/matter/pace.ts'
import { type ReadScope, readScopeOf } from '@huying/core/matter/policy.ts'
import type { Signed } from '../app.ts'
import { type Changes, keepUnchanged } from '../feed/changes.ts'
import { scopeOf } from '../matter/scope.ts'
import type { Services } from '../services.ts'

export type OpenMatter = {
  readonly id: string
  readonly territory: string
  readonly lon: number | null
  readonly lat: number | null
  readonly pace: Pace | null
  /** Days since it was reported. */
  readonly age: number
}

export type Snapshot = { readonly key: string; readonly matters: readonly OpenMatter[] }

/** `on`: at the end of that day; now where null. */
export type OpenMatters = (signed: Signed, on: LocalDate | null) => Promise<Snapshot>

/** Most matters kept in memory, over all readers. */
const KEPT_MATTERS = 600_000
const DAY_MS = 86_400_000

export function keepOpenMatters(services: Services, changes: Changes): OpenMatters {
  const keep = keepUnchanged<Snapshot>(services, changes, {
    ...{ most: KEPT_MATTERS, sizeOf: ({ matters }) => matters.length },
  })
  return ({ account: { jurisdiction }, actor }, on) => {
    const scope = readScopeOf(actor)
    return keep(jurisdiction, [scope, on], async (key) => ({
      key,
      matters: await read(services, jurisdiction, scope, on),
    }))
  }
}

const COLUMNS = `m.id, m.territory, m.lon, m.lat, m.reported_at, m.due_at, m.due_counted, m.due_warn_at, m.due_paused_at`

type Row = {
  readonly id: string
  readonly territory: string
  readonly lon: number | null
  readonly lat: number | null
  readonly reported_at: Date
  readonly due_at: Date | null
  readonly due_counted: string | null
  readonly due_warn_at: Date | null
  readonly due_paused_at: Date | null
}

async function read(
  services: Services,
  jurisdiction: string,
  scope: ReadScope,
  on: LocalDate | null,
): Promise<OpenMatter[]> {
  const values: unknown[] = [jurisdiction]
  const admitted = scopeOf(scope, values)
  const at = on === null ? services.now() : endOf(services, jurisdiction, on)
  const open =
    on === null
      ? 'm.closed_at is null'
      : `m.reported_at < $${values.push(new Date(at))} and (m.closed_at is null or m.closed_at >= $${values.length})`
  const { rows } = await services.db.query<Row>(
    `select ${COLUMNS} from matter m where m.jurisdiction = $1 and ${admitted} and ${open} order by m.id`,
    values,
  )
  return rows.map((row) => ({
    ...{ id: row.id, territory: row.territory, lon: row.lon, lat: row.lat },
    // Deadlines are kept as they stand today: of a past day nothing is claimed.
    pace: on === null ? paceOfRow(row, at) : null,
    age: Math.max(0, Math.floor((at - row.reported_at.getTime()) / DAY_MS)),
  }))
}

/** The first instant after the day. */
function endOf({ registry }: Services, jurisdiction: string, on: LocalDate): number {
  const { zone } = registry.current(jurisdiction).rules.calendar
  return zone.instantOf(dayNumber(on) + 1, 0)
}

const HOUR_MS = 3_600_000

/** The same three instants that badges and filters are made of (`core/matter/pace.ts`, `matter/list-filter.ts`). */
function paceOfRow({ due_at, due_counted, due_warn_at, due_paused_at }: Row, now: number): Pace | null {
  if (due_paused_at !== null) return 'paused'
  if (due_at === null || due_counted === null) return null
  if (due_at.getTime() < now) return 'late'
  const presses = due_warn_at?.getTime() ?? due_at.getTime() - HOUR_MS
  return presses <= now ? 'near' : 'on_time'
}
