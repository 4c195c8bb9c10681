/** 一张图样式 — matters as clusters and shapes, units and facilities, over the land. Shape and colour always say the same. */
import type { MapMarks, MapPoints } from '@huying/contract/map/map.ts'
import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl'
import {
  type BaseOptions,
  baseLayers,
  baseSources,
  type Colours,
  FONT,
  nameLayers,
} from '../territory/map-style.ts'

export type MapOptions = BaseOptions & {
  readonly matters: boolean
  readonly units: MapPoints['points']
  readonly facilities: MapPoints['points']
  /** Day that is shown; now where null. */
  readonly on: string | null
  readonly pace: MapMarks['marks'][number]['pace'] | null
  /** Changes when what is open changed: the tiles are asked for anew. */
  readonly revision: string
}

export function mapStyle(options: MapOptions): StyleSpecification {
  const { matters, units, facilities } = options
  return {
    version: 8,
    sources: {
      ...baseSources(options.basemap),
      matter: { type: 'vector', tiles: [matterTiles(options)], minzoom: 3, maxzoom: 18 },
      unit: { type: 'geojson', data: collection(units, options.locale) },
      facility: { type: 'geojson', data: collection(facilities, options.locale) },
    },
    layers: [
      ...baseLayers(options),
      ...nameLayers(options),
      ...pointLayers('facility', options.colours, 14),
      ...pointLayers('unit', options.colours, 13),
      ...(matters ? matterLayers(options) : []),
    ],
  }
}

function matterTiles({ on, pace, revision }: MapOptions): string {
  const asked = new URLSearchParams({ ...(on ? { on } : {}), ...(pace ? { pace } : {}), revision })
  return `${window.location.origin}/api/tiles/matters/{z}/{x}/{y}?${asked}`
}

function collection(points: MapPoints['points'], locale: 'zh' | 'en') {
  return {
    type: 'FeatureCollection' as const,
    features: points.map(({ id, name, lon, lat }) => ({
      type: 'Feature' as const,
      properties: { id, name: locale === 'en' ? (name.en ?? name.zh) : name.zh },
      geometry: { type: 'Point' as const, coordinates: [lon, lat] },
    })),
  }
}

function pointLayers(source: 'unit' | 'facility', colours: Colours, named: number): LayerSpecification[] {
  const colour = source === 'unit' ? colours['--blue'] : colours['--ink3']
  return [
    {
      ...{ id: source, type: 'symbol', source },
      layout: {
        ...{ 'text-field': source === 'unit' ? '⌂' : '＋', 'text-font': FONT, 'text-size': 16 },
        ...{ 'text-allow-overlap': true, 'text-ignore-placement': true },
      },
      paint: { 'text-color': colour, 'text-halo-color': colours['--card'], 'text-halo-width': 1.5 },
    },
    {
      ...{ id: `${source}-name`, type: 'symbol', source, minzoom: named },
      layout: {
        ...{ 'text-field': ['get', 'name'], 'text-font': FONT, 'text-size': 11, 'text-offset': [0, 1.2] },
        ...{ 'text-anchor': 'top', 'text-max-width': 9 },
      },
      paint: { 'text-color': colour, 'text-halo-color': colours['--card'], 'text-halo-width': 1.5 },
    },
  ]
}

const LATE: ExpressionSpecification = ['>', ['coalesce', ['get', 'late'], 0], 0]
const NEAR: ExpressionSpecification = ['>', ['coalesce', ['get', 'near'], 0], 0]
const CLUSTER: ExpressionSpecification = ['has', 'point_count']

/** A cluster says how many there are, and below how many are late (▲) or else near (◆): the shapes of the legend. */
function matterLayers({ colours, on }: MapOptions): LayerSpecification[] {
  const colour: ExpressionSpecification = [
    'case',
    LATE,
    colours['--red'],
    NEAR,
    colours['--amber'],
    // How things stood on a past day is not known: nothing is called in time.
    colours[on === null ? '--green' : '--blue'],
  ]
  const text: ExpressionSpecification = [
    'case',
    LATE,
    ['concat', ['get', 'point_count'], '\n▲', ['get', 'late']],
    NEAR,
    ['concat', ['get', 'point_count'], '\n◆', ['get', 'near']],
    ['to-string', ['get', 'point_count']],
  ]
  return [
    {
      ...{ id: 'cluster', type: 'circle', source: 'matter', 'source-layer': 'matter', filter: CLUSTER },
      paint: {
        'circle-color': colours['--card'],
        'circle-stroke-color': colour,
        'circle-stroke-width': 2.5,
        'circle-radius': ['step', ['get', 'point_count'], 16, 20, 20, 100, 25, 1000, 31],
      },
    },
    {
      ...{ id: 'cluster-count', type: 'symbol', source: 'matter', 'source-layer': 'matter', filter: CLUSTER },
      layout: {
        ...{ 'text-field': text, 'text-font': FONT, 'text-size': 11.5, 'text-line-height': 1.05 },
        ...{ 'text-allow-overlap': true, 'text-ignore-placement': true },
      },
      paint: { 'text-color': colour },
    },
    {
      ...{ id: 'matter', type: 'symbol', source: 'matter', 'source-layer': 'matter', filter: ['!', CLUSTER] },
      layout: {
        'text-field': ['match', ['get', 'pace'], 'late', '▲', 'near', '◆', 'paused', '■', '●'],
        'text-font': FONT,
        // The older, the larger: three days, two weeks, more.
        'text-size': ['step', ['get', 'age'], 13, 3, 17, 14, 22],
        ...{ 'text-allow-overlap': true, 'text-ignore-placement': true },
      },
      paint: {
        'text-color': [
          'match',
          ['get', 'pace'],
          ...[
            'late',
            colours['--red'],
            'near',
            colours['--amber'],
            'paused',
            colours['--ink3'],
            'on_time',
            colours['--green'],
          ],
          colours['--blue'],
        ] as unknown as ExpressionSpecification,
        'text-halo-color': colours['--card'],
        'text-halo-width': 1.5,
      },
    },
  ]
}
