/** 一张图画布 — the map itself: a click on a grid chooses it, on a cluster goes nearer, on a matter opens it. */
import type { MapPoints } from '@huying/contract/map/map.ts'
import { useEffect, useMemo, useRef } from 'react'
import { useNavigate } from 'react-router'
import { paletteOf } from '../app/theme.ts'
import { useDark } from '../app/use-dark.ts'
import { useLocale } from '../kernel/i18n.ts'
import { DEEPEST_ZOOM, type Engine, type MapGeoJSONFeature } from '../territory/map-engine.ts'
import { useEngine } from '../territory/use-engine.ts'
import '../territory/map.css'
import type { Spot } from './gathered.tsx'
import type { Layers } from './layers.ts'
import { mapStyle } from './map-style.ts'

export type MapCanvasProps = {
  layers: Layers
  on: string | null
  chosen: string
  bounds: readonly [number, number, number, number]
  revision: string
  units: MapPoints['points']
  facilities: MapPoints['points']
  basemap: string | null
  onChoose: (code: string) => void
  /** What stands together in one spot, and cannot be drawn apart. */
  onGather: (spot: Spot) => void
}

export default function MapCanvas(props: MapCanvasProps) {
  const { layers, on, chosen, bounds, revision, units, facilities, basemap, onChoose, onGather } = props
  const navigate = useNavigate()
  const box = useRef<HTMLDivElement>(null)
  const isDark = useDark()
  const colours = paletteOf(isDark)
  const locale = useLocale()
  const style = useMemo(
    () =>
      mapStyle({
        ...{ colours, locale, chosen, on, revision, units, facilities, levels: layers.levels },
        ...{ matters: layers.matters, pace: on === null ? layers.pace : null },
        basemap: layers.basemap ? basemap : null,
      }),
    [colours, locale, chosen, on, revision, units, facilities, layers, basemap],
  )
  const [west, south, east, north] = bounds
  const engine = useEngine(box, style, [west, south, east, north])
  useEffect(() => {
    engine?.fitBounds([west, south, east, north], { padding: 40, animate: false })
  }, [engine, west, south, east, north])
  const acts = useRef({ onChoose, onGather, navigate })
  acts.current = { onChoose, onGather, navigate }
  useEffect(() => {
    if (!engine) return
    engine.on('click', ({ point }) => {
      const found = engine.queryRenderedFeatures(point, { layers: standing(engine) })
      const [first] = found
      if (!first) return
      if (first.layer.id === 'matter') return void acts.current.navigate(`/matters/${first.properties.id}`)
      if (first.layer.id === 'unit') return void acts.current.navigate(`/units/${first.properties.id}`)
      if (isCluster(first)) {
        if (engine.getZoom() < DEEPEST_ZOOM - 0.5) return nearer(engine, first)
        return acts.current.onGather(spotOf(engine, first))
      }
      const code = deepest(found)
      if (code) acts.current.onChoose(code)
    })
  }, [engine])
  return (
    <div className={isDark ? 'map-canvas is-dark' : 'map-canvas'} ref={box} data-ready={engine !== null} />
  )
}

/** From the top down: what can be clicked, as far as it is switched on. */
const standing = (engine: Engine): string[] =>
  ['matter', 'cluster', 'unit', 'touch'].filter((id) => engine.getLayer(id) !== undefined)

const isCluster = ({ layer }: MapGeoJSONFeature): boolean => layer.id === 'cluster'

function nearer(engine: Engine, { geometry }: MapGeoJSONFeature): void {
  if (geometry.type !== 'Point') return
  const [lng = 0, lat = 0] = geometry.coordinates
  engine.easeTo({ center: [lng, lat], zoom: Math.min(engine.getZoom() + 2, DEEPEST_ZOOM), duration: 200 })
}

/** Twice the pixels within which matters stand together: what belongs to it lies inside. */
const REACH = 104

function spotOf(engine: Engine, { geometry, properties }: MapGeoJSONFeature): Spot {
  const [lng = 0, lat = 0] = geometry.type === 'Point' ? geometry.coordinates : []
  const { x, y } = engine.project([lng, lat])
  const west = engine.unproject([x - REACH, y + REACH])
  const east = engine.unproject([x + REACH, y - REACH])
  const box = [west.lng, west.lat, east.lng, east.lat].map((degrees) => degrees.toFixed(7)).join(',')
  return { at: [lng, lat], count: Number(properties.point_count), box }
}

/** Of the territories at a point the narrowest: the one with the longest code. */
function deepest(found: readonly MapGeoJSONFeature[]): string | null {
  const codes = found
    .filter(({ layer }) => layer.id === 'touch')
    .map(({ properties }) => String(properties.code))
  return codes.reduce<string | null>(
    (best, code) => (best !== null && best.length >= code.length ? best : code),
    null,
  )
}
