/** 底图 — tiles of another server under the map: the pages may ask that server, and still no other. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { readBasemap } from '@huying/server/territory/basemap.ts'
import { type Desk, openDesk, settled } from './desk.ts'

/** One blue pixel. */
const TILE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGOwqbjzHwAFFAKQiN82eQAAAABJRU5ErkJggg==',
  'base64',
)

type Tiles = { readonly url: string; readonly asked: string[]; readonly server: Server }

/** Gives a tile for every address, to every page, as tile servers do. */
async function openTiles(): Promise<Tiles> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.writeHead(200, { 'content-type': 'image/png', 'access-control-allow-origin': '*' }).end(TILE)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, server }
}

describe('a base map', { timeout: 200_000 }, () => {
  let desk: Desk
  let own: Tiles
  let foreign: Tiles
  before(async () => {
    own = await openTiles()
    foreign = await openTiles()
    const basemap = readBasemap(`${own.url}/tiles/{z}/{x}/{y}.png?key=1`)
    assert.ok(basemap && basemap !== 'wrong')
    desk = await openDesk({ basemap })
  })
  after(async () => {
    await desk?.close()
    own?.server.close()
    foreign?.server.close()
  })

  it('lies under the map, can be switched off, and opens the pages to no other server', async () => {
    const { page, complaints, leave } = await desk.sitDown('duty', { at: '/map?at=990101001001' })
    const map = page.locator('.map-canvas[data-ready=true][aria-busy=false]')
    await map.waitFor()
    await settled(page)
    assert.ok(own.asked.length > 0)
    assert.ok(
      own.asked.every((path) => /^\/tiles\/\d+\/\d+\/\d+\.png\?key=1$/.test(path)),
      own.asked.join(' '),
    )
    assert.deepEqual(complaints, [])
    const under = await map.screenshot()
    await page.getByRole('checkbox', { name: '底图' }).uncheck()
    await map.waitFor()
    await settled(page)
    assert.ok(!under.equals(await map.screenshot()), 'it was seen')
    const reached = await page.evaluate(
      (url) =>
        fetch(`${url}/tiles/1/1/1.png`).then(
          () => true,
          () => false,
        ),
      foreign.url,
    )
    assert.equal(reached, false)
    assert.deepEqual(foreign.asked, [])
    await leave()
  })
})
