import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readBasemap } from './basemap.ts'

describe('the base map of an installation', () => {
  it('opens the pages to its own host only', () => {
    const template = 'https://t0.tianditu.gov.cn/img_w/wmts?TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk=key'
    assert.deepEqual(readBasemap(template), { tiles: template, hosts: ['https://t0.tianditu.gov.cn'] })
  })

  it('is none where nothing is set', () => {
    assert.equal(readBasemap(undefined), null)
    assert.equal(readBasemap(''), null)
  })

  it('is refused without places for z, x and y, without a protocol of the web, or with a host that is no host', () => {
    for (const wrong of [
      'https://a.cn/{z}/{x}',
      'a.cn/{z}/{x}/{y}',
      'javascript:{z}{x}{y}',
      'https://{s}.a.cn/{z}/{x}/{y}',
    ])
      assert.equal(readBasemap(wrong), 'wrong', wrong)
  })
})
