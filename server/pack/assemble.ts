/** 合成 — merged entries and manifests become the lists of one pack. */
import { type CalendarOverlay, overlayCalendar } from '@huying/core/kernel/calendar/overlay.ts'
import type { CalendarData } from '@huying/core/kernel/calendar/schema.ts'
import type { Words } from '@huying/core/kernel/words.ts'
import type { ListName } from '@huying/core/pack/problem.ts'
import { VOCABULARY_NAMES, type Vocabularies } from '@huying/core/pack/schema.ts'
import type { PackData } from '@huying/core/pack/types.ts'
import type { GazetteerEntry, PlaceKind } from '@huying/core/territory/gazetteer.ts'
import type { Territory, Zone, ZoneMembership } from '@huying/core/territory/types.ts'
import { isWholeCalendar } from './calendar-file.ts'
import type { Part } from './folder.ts'
import type { PackEntry } from './source.ts'

/** `parts` from the pack that extends nothing to the one that was asked for; their entries already merged. */
export function assemble(parts: readonly Part[], entries: readonly PackEntry[]): PackData {
  const manifests = parts.map((part) => part.manifest)
  const own = manifests.at(-1)
  if (!own) throw new Error('a pack without parts')
  const last = <T>(pick: (manifest: Part['manifest']) => T | undefined): T | undefined =>
    manifests.map(pick).findLast((each) => each !== undefined)
  const code = last((each) => each.jurisdiction)?.code
  const list = <T>(name: ListName): T[] =>
    entries.filter((each) => each.list === name).map((each) => each.value as T)
  const territories = list<Territory>('territories').map((each) =>
    each.code === code ? { ...each, parentCode: null } : each,
  )
  return {
    id: own.id,
    title: own.title,
    declaredVersion: own.version,
    jurisdiction: last((each) => each.jurisdiction) ?? null,
    locale: last((each) => each.locale) ?? 'zh-CN',
    coordinates: own.coordinates ?? 'WGS84',
    vocabularies: vocabulariesOf(entries),
    calendar: calendarOf(parts),
    territories,
    ...zonesOf(list('zones')),
    organisations: list('organisations'),
    kinds: list('kinds'),
    duties: list('duties'),
    profiles: list('profiles'),
    forms: list('forms'),
    attachments: list('attachments'),
    loops: list('loops'),
    actionFiles: list('actions'),
    messages: list('messages'),
    gazetteer: withAreas(list('gazetteer'), territories),
    exemptions: list('exemptions'),
    demo: { signIns: own.demo ?? [], people: list('people'), posts: list('posts') },
  }
}

function vocabulariesOf(entries: readonly PackEntry[]): Vocabularies {
  const vocabularies = Object.fromEntries(VOCABULARY_NAMES.map((name) => [name, {} as Record<string, Words>]))
  for (const { list, key, value } of entries) {
    if (list !== 'vocabularies') continue
    const [name = '', id = ''] = key.split('/')
    const words = vocabularies[name]
    if (words) words[id] = value as Words
  }
  return vocabularies as Vocabularies
}

/** Districts, streets and communities are places too, by their own names, unless the gazetteer says more about them. */
function withAreas(entries: readonly GazetteerEntry[], territories: readonly Territory[]): GazetteerEntry[] {
  const known = new Set(entries.map(({ kind, territoryCode }) => `${kind}/${territoryCode}`))
  const kinds: Partial<Record<Territory['level'], PlaceKind>> = {
    district: 'area',
    street: 'area',
    community: 'community',
  }
  const areas = territories.flatMap(({ level, name, code }): GazetteerEntry[] => {
    const kind = kinds[level]
    return kind && !known.has(`${kind}/${code}`) ? [{ kind, name, territoryCode: code }] : []
  })
  return [...areas, ...entries]
}

/** Each pack's calendar replaces the one below, or is laid over it. */
function calendarOf(parts: readonly Part[]): CalendarData | null {
  let calendar: CalendarData | null = null
  for (const part of parts) {
    const data: CalendarData | CalendarOverlay | undefined = part.calendar?.data
    if (!data) continue
    if (isWholeCalendar(data)) calendar = data
    else if (calendar) calendar = overlayCalendar(calendar, data)
  }
  return calendar
}

function zonesOf(
  rows: (Zone & { territories: readonly string[] })[],
): Pick<PackData, 'zones' | 'memberships'> {
  const memberships: ZoneMembership[] = rows.flatMap(({ id, territories, validFrom, validTo }) =>
    territories.map((territoryId) => ({
      zoneId: id,
      territoryId,
      from: validFrom,
      ...(validTo === undefined ? {} : { to: validTo }),
    })),
  )
  return { zones: rows.map(({ territories: _, ...zone }) => zone), memberships }
}
