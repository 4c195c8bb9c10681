/** 地点检查 — territories with their borders, zones, and the gazetteer. */
import { validateTerritories } from '../../territory/validate.ts'
import { placeKey } from '../merge.ts'
import { where } from '../problem.ts'
import { type Checking, knows } from './context.ts'

export function checkPlaces(checking: Checking): void {
  checkTerritories(checking)
  checkZones(checking)
  checkGazetteer(checking)
}

function checkTerritories(checking: Checking): void {
  const { data, territoryCodes, report } = checking
  for (const { code, severity, territoryCode, params } of validateTerritories(data.territories)) {
    report(severity, `territory.${code}`, where('territories', territoryCode ?? ''), {
      territory: territoryCode ?? '',
      ...params,
    })
  }
  for (const { code, gridKind } of data.territories) {
    if (gridKind !== undefined && !knows(checking, 'gridKinds', gridKind)) {
      report('error', 'territory.grid_kind_unknown', where('territories', code), {
        territory: code,
        kind: gridKind,
      })
    }
  }
  const code = data.jurisdiction?.code
  if (code !== undefined && !territoryCodes.has(code)) {
    report('error', 'jurisdiction.not_listed', where('pack', '', 'jurisdiction', 'code'), { code })
  }
  for (const territory of data.territories) {
    if (code === undefined || territory.code.startsWith(code)) continue
    report('error', 'territory.outside', where('territories', territory.code), {
      territory: territory.code,
      code,
    })
  }
}

function checkZones(checking: Checking): void {
  const { data, territoryCodes, report } = checking
  for (const { id, kind } of data.zones) {
    if (!knows(checking, 'zoneKinds', kind))
      report('error', 'zone.kind_unknown', where('zones', id), { id, kind })
  }
  const ids = new Set(data.territories.map((territory) => territory.id))
  for (const { zoneId, territoryId } of data.memberships) {
    if (ids.has(territoryId) || territoryCodes.has(territoryId)) continue
    report('error', 'zone.territory_unknown', where('zones', zoneId), { id: zoneId, territory: territoryId })
  }
}

function checkGazetteer({ data, territoryCodes, report }: Checking): void {
  for (const entry of data.gazetteer) {
    const at = where('gazetteer', placeKey(entry))
    const name = entry.name.zh
    for (const territory of [
      entry.territoryCode,
      ...(entry.numbers ?? []).map((range) => range.territoryCode),
    ]) {
      if (!territoryCodes.has(territory))
        report('error', 'gazetteer.territory_unknown', at, { name, territory })
    }
    for (const { from, to } of entry.numbers ?? []) {
      if (to < from) report('error', 'gazetteer.numbers_reversed', at, { name, from, to })
    }
  }
}
