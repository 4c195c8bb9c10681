/** 图层选择 — what is switched on; kept for this machine. */
import type { Pace } from '@huying/core/matter/pace.ts'
import { useState } from 'react'
import { LEVELS, type ShownLevel } from '../territory/map-style.ts'

export type Layers = {
  readonly levels: readonly ShownLevel[]
  readonly matters: boolean
  readonly units: boolean
  readonly facilities: boolean
  readonly basemap: boolean
  readonly pace: Pace | null
}

const KEY = 'huying.map.layers'
const usual: Layers = {
  levels: LEVELS,
  matters: true,
  units: false,
  facilities: false,
  basemap: true,
  pace: null,
}

export function useLayers(): readonly [Layers, (next: Partial<Layers>) => void] {
  const [layers, setLayers] = useState(kept)
  return [
    layers,
    (next) => {
      const all = { ...layers, ...next }
      localStorage.setItem(KEY, JSON.stringify(all))
      setLayers(all)
    },
  ]
}

/** What is kept may be of an earlier release: only what still fits is taken. */
function kept(): Layers {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Layers>
    const levels = LEVELS.filter((level) => found.levels?.includes(level) ?? true)
    const flag = (name: 'matters' | 'units' | 'facilities' | 'basemap') =>
      typeof found[name] === 'boolean' ? found[name] : usual[name]
    return {
      levels,
      ...{
        matters: flag('matters'),
        units: flag('units'),
        facilities: flag('facilities'),
        basemap: flag('basemap'),
      },
      pace: null,
    }
  } catch {
    return usual
  }
}
