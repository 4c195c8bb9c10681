/** 导入映射 — the map by which the file itself, and later ones like it, are imported into the pack made from it. */
import type { ImportMap } from '@huying/server/import/map.ts'
import { COLUMNS, type Survey } from './survey.ts'

const STATUSES = {
  New: 'new',
  Open: 'open',
  'In Progress': 'open',
  Pending: 'pending',
  Closed: 'closed',
  'Closed (Transferred)': 'transferred',
  'Closed (Duplicate)': 'duplicate',
  'Open (Duplicate)': 'duplicate',
  'New (Duplicate)': 'duplicate',
}

const CHANNELS = {
  ...{ Phone: 'phone', API: 'api', Internal: 'internal', Mail: 'mail', System: 'system' },
  ...{ Email: 'email', Web: 'web', Other: 'other' },
}

export function importMap(
  id: string,
  { agencies, types, bounds, useless }: Survey,
  timeZone: string,
): ImportMap {
  return {
    source: id,
    file: { encoding: 'auto', delimiter: ',' },
    time: { zone: timeZone, formats: ['MM/dd/yyyy hh:mm:ss a'], order: 'clamp' },
    id: COLUMNS.id,
    fields: {
      title: COLUMNS.type,
      text: { columns: [COLUMNS.type, COLUMNS.address] },
      kind: { column: COLUMNS.type, values: Object.fromEntries(types.map((type) => [type.name, type.id])) },
      area: COLUMNS.area,
      address: COLUMNS.address,
      lon: COLUMNS.lon,
      lat: COLUMNS.lat,
      channel: { column: COLUMNS.channel, values: CHANNELS, otherwise: { use: 'other' } },
      reportedAt: COLUMNS.created,
      dueAt: COLUMNS.due,
      closedAt: COLUMNS.closed,
      statusAt: COLUMNS.statusDate,
      status: { column: COLUMNS.status, values: STATUSES },
      unit: {
        column: COLUMNS.agency,
        values: Object.fromEntries(
          agencies.flatMap((agency) => agency.spellings.map((name) => [name, agency.id])),
        ),
      },
    },
    // Street addresses carry names of neighbourhoods that they do not lie in: the column of the neighbourhood decides.
    place: {
      system: 'WGS84',
      wholeDegrees: 'useless',
      bounds: [...bounds],
      ...(useless.length > 0 ? { useless: useless.map((point) => [...point]) } : {}),
      readAddress: false,
      otherwise: 'jurisdiction',
    },
    duplicate: { if: { status: ['duplicate'] }, same: ['kind', 'address'] },
    history: [
      // Where the file names another agency than the duty list, it was assigned to that one.
      {
        action: 'assign',
        at: 'reportedAt',
        as: 'duty:triage',
        form: { lead: '$unit' },
        has: ['unit'],
        unlessLead: 'unit',
      },
      { action: 'start', at: 'statusAt', as: 'lead', if: { status: ['open', 'pending'] } },
      { action: 'wait', at: 'statusAt', as: 'lead', if: { status: ['pending'] } },
      closing('merge', 'duplicate', { has: ['original'], form: { into: '$original' } }),
      closing('close_duplicate', 'duplicate', { lacks: ['original'] }),
      closing('transfer', 'transferred'),
      closing('complete', 'closed'),
    ],
  }
}

type Step = NonNullable<ImportMap['history']>[number]

/** A request that is closed without a date was closed when it got that status. */
function closing(action: string, status: string, more: Partial<Step> = {}): Step {
  return { action, at: ['closedAt', 'statusAt'], as: 'duty:triage', if: { status: [status] }, ...more }
}
