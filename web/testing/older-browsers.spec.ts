/**
 * 旧浏览器 — offices run browsers two years old. What came after Chromium 109 is taken away from a real browser before a page runs;
 * what cannot be taken away, syntax and styles, is looked for in the built files.
 */
import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { DEMO_PASSWORD } from '@huying/server/account/demo.ts'
import { opened, PLACE, WASTE } from '@huying/server/testing/requests.ts'
import { parse } from 'acorn'
import type { Page } from 'playwright-core'
import { builtPages } from './built.ts'
import { type Desk, openDesk } from './desk.ts'

/** What the language and the browser gained in Chromium 110 and later, by owner. */
const NEWER: Readonly<Record<string, readonly string[]>> = {
  Array: ['fromAsync'],
  'Array.prototype': ['toReversed', 'toSorted', 'toSpliced', 'with'],
  'Uint8Array.prototype.__proto__': ['toReversed', 'toSorted', 'with'],
  Map: ['groupBy'],
  'Map.prototype': ['getOrInsert', 'getOrInsertComputed'],
  Object: ['groupBy'],
  Promise: ['withResolvers', 'try'],
  'String.prototype': ['isWellFormed', 'toWellFormed'],
  'Set.prototype': [
    ...['union', 'intersection', 'difference', 'symmetricDifference'],
    ...['isSubsetOf', 'isSupersetOf', 'isDisjointFrom'],
  ],
  'Iterator.prototype': [
    ...['map', 'filter', 'take', 'drop', 'flatMap', 'reduce', 'toArray', 'forEach', 'some', 'every', 'find'],
  ],
  'ArrayBuffer.prototype': ['transfer', 'transferToFixedLength', 'resize'],
  Atomics: ['waitAsync', 'pause'],
  RegExp: ['escape'],
  Math: ['sumPrecise', 'f16round'],
  Error: ['isError'],
  URL: ['canParse', 'parse'],
  AbortSignal: ['any'],
  'URLSearchParams.prototype': ['size'],
  'Document.prototype': ['startViewTransition', 'caretPositionFromPoint'],
  'Element.prototype': ['checkVisibility', 'getHTML', 'setHTMLUnsafe'],
  'HTMLElement.prototype': ['showPopover', 'hidePopover', 'togglePopover', 'popover'],
  'CustomStateSet.prototype': [],
  window: [
    'Iterator',
    'scheduler',
    'CloseWatcher',
    'documentPictureInPicture',
    'ViewTransition',
    'sharedStorage',
  ],
}

/** Runs in the page, before anything else does. */
function takeAway(newer: Readonly<Record<string, readonly string[]>>): void {
  for (const [path, names] of Object.entries(newer)) {
    let owner: Record<string, unknown> | undefined = window as never
    if (path !== 'window') for (const step of path.split('.')) owner = owner?.[step] as typeof owner
    for (const name of names) if (owner) delete owner[name]
  }
}

/** Styles that Chromium 109 drops, and without which something would not be seen or not be reached. */
const NEWER_STYLES = {
  nesting: /[;{}]\s*&/,
  'color-mix()': /color-mix\(/,
  'light-dark()': /light-dark\(/,
  'relative colours': /(rgb|hsl|oklch|oklab|lch|lab)\(\s*from /,
  'oklch and the like': /\b(oklch|oklab|lch|lab|color)\(/,
  '@starting-style': /@starting-style/,
  '@scope': /@scope/,
  'anchor positioning': /anchor-name|position-anchor|anchor\(/,
  'field-sizing': /field-sizing/,
  'animation-timeline': /animation-timeline/,
  'calc-size and keywords': /calc-size\(|interpolate-size/,
  trigonometry: /\b(sin|cos|tan|asin|acos|atan2?|pow|sqrt|hypot|round|mod|rem)\(/,
  'nth-child of': /:nth-child\([^)]* of /,
  ':user-valid': /:user-(in)?valid/,
  'media ranges with style()': /@container\s+style\(/,
}

describe('the built pages', { timeout: 120_000 }, () => {
  it('are written in the JavaScript and the CSS of Chromium 109', async () => {
    const pages = await builtPages()
    const scripts = globSync('assets/**/*.js', { cwd: pages })
    assert.ok(scripts.length > 20)
    for (const script of scripts) {
      const text = await readFile(join(pages, script), 'utf8')
      assert.doesNotThrow(
        () => parse(text, { ecmaVersion: 2022, sourceType: 'module' }),
        `${script} has syntax after ES2022`,
      )
    }
    const sheets = globSync('assets/**/*.css', { cwd: pages })
    assert.ok(sheets.length > 3)
    for (const sheet of sheets) {
      const text = await readFile(join(pages, sheet), 'utf8')
      for (const [what, pattern] of Object.entries(NEWER_STYLES))
        assert.doesNotMatch(text, pattern, `${sheet} uses ${what}`)
    }
  })
})

describe('the desk in a browser two years old', { timeout: 240_000 }, () => {
  let desk: Desk
  before(async () => {
    desk = await openDesk()
  })
  after(() => desk?.close())

  /** Signed in, in a browser that has nothing newer. */
  async function sitDownWithOld(username: string): Promise<{ page: Page; complaints: string[] }> {
    const context = await desk.browser.newContext({ viewport: { width: 1366, height: 768 } })
    await context.addInitScript(takeAway, NEWER)
    const page = await context.newPage()
    page.setDefaultTimeout(20_000)
    const complaints: string[] = []
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(String(error)))
    await page.goto(desk.city.url)
    await page.locator('#username').fill(username)
    await page.locator('#password').fill(DEMO_PASSWORD)
    await page.locator('button[type=submit]').click()
    await page.locator('.shell').waitFor()
    return { page, complaints }
  }

  it('shows every page, takes a report in and lets an officer act on it', async () => {
    const { id } = await opened(await desk.city.signIn('operator'), WASTE)
    const { page, complaints } = await sitDownWithOld('operator')
    assert.equal(
      await page.evaluate(() => typeof (Object as unknown as { groupBy: unknown }).groupBy),
      'undefined',
      'what is newer was taken away',
    )
    await page.keyboard.press('c')
    await page.getByLabel('反映的是什么事').fill('澜心社区门口的路灯不亮')
    await page.getByText('内容里提到“澜心社区”').waitFor()
    await page.getByRole('button', { name: '提交登记' }).click()
    await page.getByRole('heading', { name: '已登记' }).waitFor()
    const look = async (path: string, seen: string) => {
      await page.goto(`${desk.city.url}${path}`)
      await page.locator(seen).first().waitFor()
    }
    await look(`/matters/${id}`, '#matter-title')
    await look('/search?text=垃圾', 'main h1')
    await look('/map', 'main h1')
    await look('/grids', 'main h1')
    await look(`/grids/${PLACE.territory}002`, 'main h1')
    await look('/units', 'main h1')
    await look('/units/s1', 'main h1')
    await look('/leave', 'main h1')
    assert.deepEqual(complaints, [])

    const officer = await sitDownWithOld('duty')
    await officer.page.goto(`${desk.city.url}/matters/${id}`)
    await officer.page.getByRole('button', { name: '签收', exact: true }).click()
    await officer.page.getByRole('button', { name: '记录进展' }).click()
    await officer.page.getByLabel('进展说明').fill('已到现场')
    await officer.page.locator('.action-form button[type=submit]').click()
    await officer.page.locator('.entry q', { hasText: '已到现场' }).waitFor()
    assert.deepEqual(officer.complaints, [])

    const admin = await sitDownWithOld('admin')
    await admin.page.goto(`${desk.city.url}/admin`)
    await admin.page.locator('main h1').first().waitFor()
    for (const tab of await admin.page.getByRole('tab').all()) await tab.click()
    assert.deepEqual(admin.complaints, [])
  })
})
