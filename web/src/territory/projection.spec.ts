import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { projectionOf } from './projection.ts'

const lon = fc.double({ min: 73, max: 135, noNaN: true })
const lat = fc.double({ min: 18, max: 54, noNaN: true })

describe('the projection of a plan', () => {
  it('comes back from a pixel to the same place', () => {
    fc.assert(
      fc.property(lon, lat, (x, y) => {
        const { toPixel, toPlace } = projectionOf([x - 0.01, y - 0.02, x + 0.03, y + 0.01], 302, 196, 12)
        const [backX, backY] = toPlace(toPixel([x, y]))
        assert.ok(Math.abs(backX - x) < 1e-9 && Math.abs(backY - y) < 1e-9)
      }),
    )
  })

  it('keeps all of the territory inside the margin, north up', () => {
    const { toPixel } = projectionOf([116, 36, 116.4, 36.1], 302, 196, 12)
    const [left, top] = toPixel([116, 36.1])
    const [right, bottom] = toPixel([116.4, 36])
    assert.ok(Math.abs(left - 12) < 1e-6 && Math.abs(right - 290) < 1e-6)
    assert.ok(top >= 12 && bottom <= 184 && top < bottom)
  })

  it('draws a territory that is a single point without an infinite scale', () => {
    const [x, y] = projectionOf([116, 36, 116, 36], 302, 196, 12).toPixel([116, 36])
    assert.deepEqual([x, y], [151, 98])
  })
})
