import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { coordinateSystemOf, coordinateSystems, fromWgs84, geometryToWgs84, toWgs84 } from './coordinates.ts'
import { type Position, polygonsOf } from './types.ts'

const METRE = 1 / 111_320
const inChina = fc.tuple(
  fc.double({ min: 100, max: 120, noNaN: true }),
  fc.double({ min: 25, max: 38, noNaN: true }),
)

describe('coordinates', () => {
  it('move by some hundred metres between WGS-84 and GCJ-02, and not at all in CGCS2000', () => {
    const point: Position = [117.02, 36.66]
    const [lon, lat] = fromWgs84(point, 'GCJ02')
    const metres = Math.hypot((lon - 117.02) * Math.cos((36.66 * Math.PI) / 180), lat - 36.66) / METRE
    assert.ok(metres > 300 && metres < 800, `${metres} m`)
    assert.deepEqual(fromWgs84(point, 'CGCS2000'), point)
  })

  it('come back to within two metres from every system', () => {
    fc.assert(
      fc.property(inChina, fc.constantFrom(...coordinateSystems), (point, system) => {
        const [lon, lat] = toWgs84(fromWgs84(point, system), system)
        assert.ok(
          Math.abs(lon - point[0]) < 2 * METRE && Math.abs(lat - point[1]) < 2 * METRE,
          `${lon} ${lat}`,
        )
      }),
    )
  })

  it('stay where they are outside China', () => {
    assert.deepEqual(toWgs84([-76.61, 39.29], 'GCJ02'), [-76.61, 39.29])
  })

  it('keep shared vertices shared when a whole geometry is converted', () => {
    const edge: Position[] = [
      [117.1, 36.7],
      [117.2, 36.8],
    ]
    const west = geometryToWgs84(
      { type: 'Polygon', coordinates: [[[117, 36.7], ...edge, [117, 36.7]]] },
      'GCJ02',
    )
    const east = geometryToWgs84(
      { type: 'MultiPolygon', coordinates: [[[[117.3, 36.7], ...edge, [117.3, 36.7]]]] },
      'GCJ02',
    )
    const [ofWest, ofEast] = [west, east].map((each) => polygonsOf(each)[0]?.[0]?.[1])
    assert.deepEqual(ofWest, ofEast)
    assert.notDeepEqual(ofWest, edge[0])
  })

  it('know the spellings that files declare', () => {
    assert.equal(coordinateSystemOf('EPSG:4326'), 'WGS84')
    assert.equal(coordinateSystemOf('urn:ogc:def:crs:OGC:1.3:CRS84'), 'WGS84')
    assert.equal(coordinateSystemOf('urn:ogc:def:crs:EPSG::4490'), 'CGCS2000')
    assert.equal(coordinateSystemOf('gcj-02'), 'GCJ02')
    assert.equal(coordinateSystemOf('bd09ll'), 'BD09')
    assert.equal(coordinateSystemOf('EPSG:3857'), null)
  })
})
