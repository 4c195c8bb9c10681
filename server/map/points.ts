/** 图上的点 — offices of organisations, and the facilities that the pack names among the kinds of its gazetteer. */
import type { MapPoints, PointsQuery } from '@huying/contract/map/map.ts'
import type { Ruleset } from '../services.ts'
import type { Places } from '../territory/places.ts'

export function pointsOf({ layer }: PointsQuery, ruleset: Ruleset, places: Places): MapPoints {
  return { points: layer === 'unit' ? units(ruleset) : facilities(ruleset, places) }
}

function units({ rules, content }: Ruleset): MapPoints['points'] {
  const { organisationKinds } = content.vocabularies
  return [...rules.directory.byId.values()].flatMap(({ id, name, kind, point, phone }) => {
    if (!point) return []
    const [lon, lat] = point
    return [
      {
        id,
        name,
        kind: { id: kind, name: organisationKinds[kind] ?? { zh: kind } },
        lon,
        lat,
        phone: phone ?? null,
      },
    ]
  })
}

function facilities({ content }: Ruleset, { gazetteer }: Places): MapPoints['points'] {
  const { facilityKinds = {} } = content.vocabularies
  return gazetteer.entries.flatMap(({ kind, name, point, territoryCode }) => {
    const named = facilityKinds[kind]
    if (!point || !named) return []
    const [lon, lat] = point
    return [
      {
        id: `${kind}/${name.zh}/${territoryCode}`,
        name,
        kind: { id: kind, name: named },
        lon,
        lat,
        phone: null,
      },
    ]
  })
}
