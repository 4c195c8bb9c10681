/**
 * 一张图 — the map in a real browser: drawn with WebGL2 and, where there is none, as a plan; the same numbers as the list in both,
 * and all of it by keyboard.
 */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { inSquare } from '@huying/core/territory/tile.ts'
import { opened, WASTE } from '@huying/server/testing/requests.ts'
import type { BrowserContext, Locator, Page } from 'playwright-core'
import { assertUsable, type Desk, openDesk, settled } from './desk.ts'

const STREET = '990101001'
const COMMUNITY = '990101001001'

describe('the map', { timeout: 280_000 }, () => {
  let desk: Desk
  before(async () => {
    desk = await openDesk()
    const operator = await desk.city.signIn('operator')
    const { entries } = desk.city.world.services.places('9901').gazetteer
    const points = entries.flatMap(({ point, territoryCode }) =>
      point && territoryCode.startsWith(COMMUNITY) ? [{ lon: point[0], lat: point[1] }] : [],
    )
    assert.ok(points.length > 1)
    for (let n = 0; n < 6; n++)
      await opened(operator, { ...WASTE, place: points[n % points.length] as object })
    await opened(operator, { ...WASTE, place: { territory: COMMUNITY } })
  })
  after(() => desk?.close())

  const counted = async (page: Page) => Number(await page.locator('.map-numbers b').first().textContent())

  /** How many open matters the reader's own list has there. */
  async function listed(context: BrowserContext, code: string): Promise<number> {
    const answer = await context.request.get(`${desk.city.url}/api/map/territories/${code}`)
    const list = await context.request.get(`${desk.city.url}/api/matters?open=true&territory=${code}`)
    const { count } = await list.json()
    assert.equal((await answer.json()).tally.open, count)
    return count
  }

  async function atMap(page: Page, code: string): Promise<void> {
    await page.goto(`${desk.city.url}/map?at=${code}`)
    await drawn(page)
  }

  /** Everything on it is loaded and drawn; it says itself that it is busy until then. */
  async function drawn(page: Page): Promise<void> {
    await page.locator('.map-canvas[data-ready=true][aria-busy=false]').waitFor()
    await page.locator('.map-numbers b').first().waitFor()
    await settled(page)
  }

  it('draws land and matters with tiles of its own, and complains of nothing', async () => {
    const { page, context, assertQuiet, leave } = await desk.sitDown('duty')
    const asked: string[] = []
    page.on('request', (request) => void asked.push(request.url()))
    await atMap(page, COMMUNITY)
    assert.equal(await counted(page), await listed(context, COMMUNITY))
    await page.getByText('其中 1 件没有坐标').waitFor()
    const picture = await page.locator('.map-canvas').screenshot()
    await page.getByRole('checkbox', { name: '未办结事项' }).uncheck()
    await drawn(page)
    const bare = await page.locator('.map-canvas').screenshot()
    assert.ok(picture.length > 8_000 && !picture.equals(bare), 'matters are seen')
    assert.ok(
      asked.every(
        (url) => url.startsWith(desk.city.url) || url.startsWith('blob:') || url.startsWith('data:'),
      ),
    )
    assertQuiet()
    await leave()
  })

  it('shows for a grid that is clicked who serves it, with the numbers of its list', async () => {
    const { page, context, leave } = await desk.sitDown('duty')
    await atMap(page, COMMUNITY)
    const box = await page.locator('.map-canvas').boundingBox()
    assert.ok(box)
    await page.getByRole('checkbox', { name: '未办结事项' }).uncheck()
    await drawn(page)
    await page.mouse.click(box.x + box.width * 0.42, box.y + box.height * 0.3)
    await page.waitForURL(/at=\d{15}/)
    const code = new URL(page.url()).searchParams.get('at') as string
    assert.ok(code.startsWith(COMMUNITY))
    await page.getByRole('link', { name: '网格页' }).waitFor()
    assert.equal(await counted(page), await listed(context, code))
    await page.locator('.map-team dd').first().waitFor()
    const link = await page.locator('.map-numbers a').first().getAttribute('href')
    assert.equal(link, `/?tab=scope&territory=${code}`)
    await leave()
  })

  it('lists what stands in one spot, where going nearer would not part it', async () => {
    const operator = await desk.city.signIn('operator')
    const { entries } = desk.city.world.services.places('9901').gazetteer
    const spot = entries.find(({ point, territoryCode }) => point && territoryCode.startsWith('990101001003'))
    assert.ok(spot?.point)
    const [lon, lat] = spot.point
    for (let n = 0; n < 3; n++) await opened(operator, { ...WASTE, place: { lon, lat } })
    const { page, context, leave } = await desk.sitDown('duty')
    await atMap(page, spot.territoryCode)
    await page.waitForFunction(() => document.querySelector('.map-numbers b')?.textContent !== '0')
    const plan = await context.request.get(`${desk.city.url}/api/territories/${spot.territoryCode}/plan`)
    const box = await page.locator('.map-canvas').boundingBox()
    assert.ok(box)
    const [x, y] = onScreen((await plan.json()).bounds, [lon, lat], box)
    const dialog = page.getByRole('dialog', { name: '这一处有 3 件' })
    await drawn(page)
    await page.mouse.click(x, y)
    // Each click goes nearer, until there is no nearer.
    for (let n = 0; n < 6 && !(await appears(dialog)); n++) {
      await drawn(page)
      await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
    }
    await dialog.getByRole('link').nth(2).waitFor()
    assert.equal(await dialog.getByRole('link').count(), 3)
    await assertUsable(page, 'matters in one spot')
    await dialog.getByRole('link').first().click()
    await page.waitForURL(/\/matters\//)
    await leave()
  })

  it('names the heads of a large team, and all of it when asked', async () => {
    const { page, leave } = await desk.sitDown('duty', { at: '/map?at=990101' })
    const rest = page.getByRole('button', { name: /^还有 \d+ 人$/ })
    await rest.waitFor()
    const shown = await page.locator('.map-team dd').count()
    const folded = Number(((await rest.textContent()) ?? '').replace(/\D/g, ''))
    await rest.click()
    await page
      .locator('.map-team dd')
      .nth(shown + folded - 1)
      .waitFor()
    assert.equal(await page.locator('.map-team dd').count(), shown + folded)
    await leave()
  })

  it('is worked by keyboard alone: down into a part and up again, a past day and back', async () => {
    const { page, leave } = await desk.sitDown('duty')
    await atMap(page, STREET)
    const open = await counted(page)
    const part = page.locator('.map-place .ant-table-row button').first()
    await part.focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(/at=\d{12}$/)
    const up = page.getByRole('button', { name: '上一级' })
    await up.focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(new RegExp(`at=${STREET}$`))
    await page.getByRole('slider', { name: '日期' }).focus()
    await page.keyboard.press('ArrowLeft')
    await page
      .getByText(/^\d{4}-\d{2}-\d{2}$/)
      .first()
      .waitFor()
    await page.getByText('往日只显示当日未办结').waitFor()
    await page.waitForFunction(() => document.querySelector('.map-numbers b')?.textContent === '0')
    await page.getByRole('button', { name: '回到现在' }).focus()
    await page.keyboard.press('Enter')
    await page.waitForFunction(
      (count) => document.querySelector('.map-numbers b')?.textContent === String(count),
      open,
    )
    await leave()
  })

  it('follows what happens while it is looked at', async () => {
    const { page, leave } = await desk.sitDown('duty')
    await atMap(page, '990101001002')
    const before = await counted(page)
    await opened(await desk.city.signIn('operator'), { ...WASTE, place: { territory: '990101001002' } })
    await page.waitForFunction(
      (count) => document.querySelector('.map-numbers b')?.textContent === String(count),
      before + 1,
    )
    await leave()
  })

  it('is a plan with the same numbers where there is no WebGL2', async () => {
    const { page, context, assertQuiet, leave } = await desk.sitDown('duty')
    await context.addInitScript(() => {
      const real = HTMLCanvasElement.prototype.getContext
      HTMLCanvasElement.prototype.getContext = function (
        this: HTMLCanvasElement,
        kind: string,
        ...rest: unknown[]
      ) {
        return kind.startsWith('webgl')
          ? null
          : (real as (...all: unknown[]) => unknown).call(this, kind, ...rest)
      } as typeof real
    })
    await page.goto(`${desk.city.url}/map?at=${COMMUNITY}`)
    await page.getByText('改用平面图').waitFor()
    assert.equal(await counted(page), await listed(context, COMMUNITY))
    await page.locator('.plan .mark').nth(5).waitFor()
    assert.equal(await page.locator('.plan .mark').count(), 6)
    const stops = page.locator('.plan .mark-link[tabindex="0"]')
    assert.equal(await stops.count(), 1)
    await stops.focus()
    await page.keyboard.press('ArrowRight')
    const second = page.locator('.plan .mark-link').nth(1)
    assert.ok(await second.evaluate((mark) => mark === document.activeElement))
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/matters\/[0-9a-f-]{36}$/)
    await page.goBack()
    await page.locator('.plan .mark-link').first().waitFor()
    await assertUsable(page, 'map as a plan')
    await page.locator('.plan .piece-child').first().focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(/at=\d{15}/)
    assert.equal(await page.locator('.maplibregl-map').count(), 0)
    assertQuiet()
    await leave()
  })
})

/** Within a moment; a map that goes nearer instead is busy meanwhile. */
const appears = (dialog: Locator): Promise<boolean> =>
  dialog.waitFor({ timeout: 1_000 }).then(
    () => true,
    () => false,
  )

/** Where a place is on a map that was fitted to `bounds` with 40 pixels around. */
function onScreen(
  [west, south, east, north]: [number, number, number, number],
  place: readonly [number, number],
  box: { x: number; y: number; width: number; height: number },
): readonly [number, number] {
  const [left, top] = inSquare(west, north)
  const [right, bottom] = inSquare(east, south)
  const scale = Math.min((box.width - 80) / (right - left), (box.height - 80) / (bottom - top))
  const [x, y] = inSquare(place[0], place[1])
  return [
    box.x + box.width / 2 + (x - (left + right) / 2) * scale,
    box.y + box.height / 2 + (y - (top + bottom) / 2) * scale,
  ]
}
