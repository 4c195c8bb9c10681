/** 草稿 — what each row of a batch is to become: a new matter with its opening, or what is new about one that is there. */
import { resolveTarget } from '@huying/core/catalogue/dispatch.ts'
import type { Instant } from '@huying/core/kernel/instant.ts'
import type { Rules } from '@huying/core/matter/rules.ts'
import { newId } from '../kernel/ids.ts'
import { digests } from '../matter/form.ts'
import { writtenReport } from '../matter/handle-open.ts'
import type { Found } from '../resident/find.ts'
import type { Services } from '../services.ts'
import type { Line } from './group.ts'
import type { KindOf } from './kinds.ts'
import type { ImportMap } from './map.ts'
import { missingSteps } from './missing.ts'
import { type Note, noteLine, type Outcome, type Reject, rejected } from './note.ts'
import type { Placer } from './placing.ts'
import { checkTimes, type PlannedStep, reportChangedStep } from './plan.ts'
import { NOTES_FIELD } from './step.ts'
import type { KnownRow, Stored } from './stored.ts'
import { type Entry, isReportChanged } from './translate.ts'

export type Workshop = {
  readonly services: Services
  readonly jurisdiction: string
  readonly rules: Rules
  readonly map: ImportMap
  readonly place: Placer
  readonly kindOf: KindOf
  /** Source of the original by the source of the row that repeats it. */
  readonly originals: ReadonlyMap<string, string>
}

export type Fate = 'imported' | 'updated' | 'unchanged'

export type Draft = {
  readonly line: Line
  readonly entry: Entry | null
  readonly notes: readonly Note[]
  readonly found: Found | null
}

/** Rows seen for the first time. */
export async function draftNew(
  shop: Workshop,
  entries: readonly Entry[],
  now: Instant,
  fates: Map<Entry, Fate | Reject>,
): Promise<Draft[]> {
  const ready = entries.flatMap((entry) => {
    const made = readied(shop, entry, now)
    if (!made.ok) fates.set(entry, made.reject)
    return made.ok ? [made.value] : []
  })
  const { services, jurisdiction, rules, map } = shop
  const people = await services.vault.findExternal(
    jurisdiction,
    ready.map(({ entry: { fields } }) => ({
      source: map.source,
      externalId: fields.reporterId ?? null,
      input: { name: fields.reporterName, phone: fields.reporterPhone, address: fields.reporterAddress },
    })),
  )
  const numbers = await services.numbers.many(
    jurisdiction,
    rules.calendar,
    ready.map(({ entry, placed }) => ({
      territory: placed.territory,
      at: entry.times.reportedAt as Instant,
    })),
  )
  return ready.flatMap((row, index) => {
    const found = people[index]
    if (!found?.ok) {
      const field = String(found?.refusal.params.field ?? '')
      fates.set(row.entry, { code: found?.refusal.code ?? 'resident.invalid', params: { field } })
      return []
    }
    return [openingDraft(shop, row, found.value, numbers[index] as string)]
  })
}

type Ready = {
  readonly entry: Entry
  readonly kind: string
  readonly placed: { readonly territory: string; readonly point: readonly [number, number] | null }
  readonly steps: readonly PlannedStep[]
  readonly dueAt: Instant | undefined
  readonly notes: readonly Note[]
}

function readied(shop: Workshop, entry: Entry, now: Instant): Outcome<Ready> {
  const { title, text } = entry.fields
  if (title === undefined && text === undefined) return rejected('row.empty', { field: 'text' })
  const kind = shop.kindOf(entry)
  if (!kind.ok) return kind
  const placed = shop.place(entry)
  if (!placed.ok) return placed
  const wrong = checkTimes(entry, now)
  if (wrong) return { ok: false, reject: wrong }
  const due = dueOf(entry, shop.map)
  if (!due.ok) return due
  const notes = [...entry.notes, ...kind.value.notes, ...placed.value.notes, ...due.value.notes]
  return {
    ok: true,
    value: {
      entry,
      kind: kind.value.kind,
      placed: placed.value,
      steps: entry.steps,
      dueAt: due.value.dueAt,
      notes,
    },
  }
}

/** A deadline before the report cannot have been given: it is the moment of the report, or the row is refused. */
function dueOf(
  { times }: Entry,
  map: ImportMap,
): Outcome<{ dueAt: Instant | undefined; notes: readonly Note[] }> {
  const { dueAt, reportedAt = 0 } = times
  if (dueAt === undefined || dueAt >= reportedAt) return { ok: true, value: { dueAt, notes: [] } }
  if (map.time.order !== 'clamp') return rejected('time.order', { field: 'dueAt', before: 'reportedAt' })
  const said = new Date(dueAt).toISOString()
  const note = { code: 'time.clamped', params: { field: 'dueAt', before: 'reportedAt', said } }
  return { ok: true, value: { dueAt: reportedAt, notes: [note] } }
}

function openingDraft({ rules }: Workshop, row: Ready, found: Found, number: string): Draft {
  const { entry, kind, placed, steps, dueAt, notes } = row
  const { title, text = title ?? '', channel = 'import', address } = entry.fields
  const written = writtenReport({ title, text, address })
  const { territory, point } = placed
  const command = {
    ...{ id: newId(), number, kind, territory, point, channel },
    reporter: { residentId: found.residentId, organisationId: null, accountId: null },
    firstHandler: resolveTarget(rules.directory, 'duty:triage', territory),
    ...{ against: [], urgent: false, confidential: false, parentId: null, source: entry.source },
    form: notes.length > 0 ? { [NOTES_FIELD]: notes.map(noteLine) } : {},
    texts: digests(written),
    ...(dueAt === undefined ? {} : { dueAt }),
  }
  const opening = { command, at: entry.times.reportedAt as Instant, written }
  return { entry, notes, found, line: { opening, stored: null, rules, steps, dueAt: null, original: null } }
}

/** Rows that say something new about a matter that is there already. */
export function draftChanged(
  shop: Workshop,
  entries: readonly Entry[],
  known: ReadonlyMap<string, KnownRow>,
  stored: ReadonlyMap<string, Stored>,
  fates: Map<Entry, Fate | Reject>,
  now: Instant,
): Draft[] {
  return entries.flatMap((entry) => {
    const row = known.get(entry.source) as KnownRow
    const there = stored.get(row.matterId)
    const steps: Outcome<readonly PlannedStep[]> = there
      ? stepsOfChanged(shop, entry, row, there, now)
      : rejected('row.matter_gone', {})
    if (!there || !steps.ok) {
      fates.set(entry, steps.ok ? { code: 'row.matter_gone', params: {} } : steps.reject)
      return []
    }
    const dueAt = entry.times.dueAt ?? null
    const line: Line = {
      opening: null,
      stored: there,
      rules: there.rules,
      steps: entry.steps,
      dueAt,
      original: null,
    }
    return [{ entry, notes: [], found: null, line }]
  })
}

function stepsOfChanged(
  shop: Workshop,
  entry: Entry,
  row: KnownRow,
  there: Stored,
  now: Instant,
): Outcome<readonly PlannedStep[]> {
  const wrong = checkTimes(entry, now)
  if (wrong) return { ok: false, reject: wrong }
  const missing = missingSteps(entry.steps, there)
  if (!missing.ok || !isReportChanged(row.digest, entry.digest)) return missing
  const told = reportChangedStep(entry, shop.map, there.matter.changedAt)
  return told ? { ok: true, value: [told, ...missing.value] } : rejected('row.report_changed', {})
}
