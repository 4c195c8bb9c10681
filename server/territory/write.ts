/** 辖区写出 — territories as the tables of a pack: codes and names as CSV, borders as GeoJSON. */
import type { Territory } from '@huying/core/territory/types.ts'
import { csvCell } from '../kernel/csv.ts'

export function territoryTables(territories: readonly Territory[]): { csv: string; geojson: string } {
  const rows = territories.map((t) => [
    t.code,
    t.name.zh,
    t.name.en ?? '',
    t.gridKind ?? '',
    t.households ?? '',
  ])
  const lines = [['code', 'name', 'name_en', 'grid_kind', 'households'], ...rows].map((row) =>
    row.map(csvCell).join(','),
  )
  const features = territories
    .filter((t) => t.geometry)
    .map(({ code, geometry }) => JSON.stringify({ type: 'Feature', properties: { code }, geometry }))
  return {
    csv: `${lines.join('\n')}\n`,
    geojson: `{"type":"FeatureCollection","features":[\n${features.join(',\n')}\n]}\n`,
  }
}
