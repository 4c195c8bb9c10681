/** 底图样式 — land, borders and names in the colours of the desk: paper land, hairlines, the lake for what is chosen. */
import type {
  ExpressionSpecification,
  LayerSpecification,
  SourceSpecification,
  StyleSpecification,
} from 'maplibre-gl'

export type Colours = Readonly<
  Record<
    | '--ink'
    | '--ink2'
    | '--ink3'
    | '--edge'
    | '--card'
    | '--paper'
    | '--lake'
    | '--green'
    | '--amber'
    | '--red'
    | '--blue',
    string
  >
>

export const LEVELS = ['district', 'street', 'community', 'grid'] as const
export type ShownLevel = (typeof LEVELS)[number]

export type BaseOptions = {
  readonly colours: Colours
  readonly locale: 'zh' | 'en'
  readonly levels: readonly ShownLevel[]
  readonly chosen: string | null
  /** Raster tiles under everything, with {z}/{x}/{y}; null draws paper land. */
  readonly basemap: string | null
}

export const FONT = ['sans-serif']

const origin = (): string => window.location.origin

/** Thicker for wider territories. */
const WIDTHS: Record<ShownLevel | 'city', number> = {
  city: 2.4,
  district: 2.2,
  street: 1.8,
  community: 1.3,
  grid: 0.9,
}

/** The edges of a fill are under a line: drawn softly they would be drawn once more. */
const FILL = { 'fill-antialias': false } as const

export function baseStyle(options: BaseOptions): StyleSpecification {
  return {
    version: 8,
    sources: baseSources(options.basemap),
    layers: [...baseLayers(options), ...nameLayers(options)],
  }
}

export function baseSources(basemap: string | null): Record<string, SourceSpecification> {
  return {
    ...(basemap ? { basemap: { type: 'raster', tiles: [basemap], tileSize: 256 } as const } : {}),
    territory: {
      type: 'vector',
      tiles: [`${origin()}/api/tiles/territory/{z}/{x}/{y}`],
      minzoom: 3,
      maxzoom: 16,
    },
  }
}

export function baseLayers({ colours, levels, chosen, basemap }: BaseOptions): LayerSpecification[] {
  const border = { source: 'territory', 'source-layer': 'border' } as const
  const land: LayerSpecification = {
    ...{ id: 'land', type: 'fill', ...border },
    filter: ['in', ['get', 'level'], ['literal', ['city', 'district']]],
    paint: { ...FILL, 'fill-color': colours['--ink'], 'fill-opacity': basemap ? 0 : 0.035 },
  }
  const lines = (['city', ...LEVELS] as const)
    .filter((level) => level === 'city' || levels.includes(level))
    .toReversed()
    .map(
      (level): LayerSpecification => ({
        ...{ id: `line-${level}`, type: 'line', ...border, filter: ['==', ['get', 'level'], level] },
        layout: { 'line-join': 'round' },
        paint: {
          'line-color': level === 'grid' || level === 'community' ? colours['--edge'] : colours['--ink3'],
          'line-width': WIDTHS[level],
        },
      }),
    )
  return [
    { id: 'ground', type: 'background', paint: { 'background-color': colours['--card'] } },
    ...(basemap ? [{ id: 'basemap', type: 'raster', source: 'basemap' } as const] : []),
    land,
    {
      ...{ id: 'chosen', type: 'fill', ...border, filter: ['==', ['get', 'code'], chosen ?? ''] },
      paint: { ...FILL, 'fill-color': colours['--lake'], 'fill-opacity': 0.1 },
    },
    ...lines,
    {
      ...{ id: 'chosen-line', type: 'line', ...border, filter: ['==', ['get', 'code'], chosen ?? ''] },
      paint: { 'line-color': colours['--lake'], 'line-width': 2.5 },
    },
    // Not seen, but felt by a click also between the lines.
    {
      ...{
        id: 'touch',
        type: 'fill',
        ...border,
        filter: ['in', ['get', 'level'], ['literal', ['city', ...levels]]],
      },
      paint: { 'fill-color': colours['--card'], 'fill-opacity': 0 },
    },
  ]
}

/** From where on a level is named: earlier, names would be all there is to see. */
const NAMED: Record<ShownLevel, number> = { district: 3, street: 9, community: 11.5, grid: 13.5 }

/** A name of 60 characters is three lines of the map and not eight; the panel says all of it. */
function shortName(locale: 'zh' | 'en'): ExpressionSpecification {
  const most = locale === 'zh' ? 20 : 40
  const name: ExpressionSpecification = ['get', locale]
  return ['case', ['>', ['length', name], most], ['concat', ['slice', name, 0, most - 1], '…'], name]
}

/** Where two names meet, the wider territory's stands. */
export function nameLayers({ colours, locale, levels }: BaseOptions): LayerSpecification[] {
  return LEVELS.filter((level) => levels.includes(level))
    .toReversed()
    .map((level) => ({
      ...{ id: `name-${level}`, type: 'symbol', source: 'territory', 'source-layer': 'name' },
      minzoom: NAMED[level],
      filter: ['==', ['get', 'level'], level],
      layout: {
        'text-field': shortName(locale),
        'text-font': FONT,
        'text-size': level === 'grid' ? 11 : level === 'community' ? 12 : 14,
        'text-max-width': 8,
        'text-padding': 6,
      },
      paint: {
        'text-color': level === 'grid' ? colours['--ink3'] : colours['--ink2'],
        'text-halo-color': colours['--card'],
        'text-halo-width': 1.2,
      },
    })) as LayerSpecification[]
}
