/** 键盘 — a person without a mouse: goes on with Tab until what they look for has the focus, then presses or types. */
import assert from 'node:assert/strict'
import type { Locator, Page } from 'playwright-core'

/** More stops than any page of the desk has. */
const STOPS = 250

/** What can be looked for: its role and words that its accessible name contains. */
export type Sought = { readonly role: string; readonly name: string | RegExp }

/** Puts the focus on it with Tab alone. @throws where Tab never comes by */
export async function tabTo(page: Page, { role, name }: Sought): Promise<void> {
  // A required field's name begins with a star, an optional one's ends with a note.
  const exact = typeof name === 'string' && role !== 'textbox' && role !== 'combobox'
  const wanted = page.getByRole(role as 'button', { name, exact })
  await wanted.first().waitFor()
  for (let stop = 0; stop < STOPS; stop++) {
    // Looking for names is slow, so what is sought is marked; anew now and then, because a page may draw it anew.
    if (stop % 10 === 0) await mark(page, wanted)
    if (await page.evaluate(() => document.activeElement?.hasAttribute('data-sought') === true)) return
    await page.keyboard.press('Tab')
  }
  assert.fail(`Tab never comes to the ${role} ${name}`)
}

async function mark(page: Page, wanted: Locator): Promise<void> {
  await page.evaluate(() => {
    for (const one of document.querySelectorAll('[data-sought]')) one.removeAttribute('data-sought')
  })
  await wanted.evaluateAll((all) => {
    for (const one of all) one.setAttribute('data-sought', '')
  })
}

const isFocused = (wanted: Locator): Promise<boolean> =>
  wanted.evaluateAll((all) => all.some((one) => one === document.activeElement))

export async function press(page: Page, name: string | RegExp, role = 'button'): Promise<void> {
  await tabTo(page, { role, name })
  await page.keyboard.press('Enter')
}

/** Types into the field with this label. */
export async function type(page: Page, name: string | RegExp, text: string): Promise<void> {
  await tabTo(page, { role: 'textbox', name })
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.insertText(text)
}

/** Looks for `text` in a list that opens while one types, and takes the first that is left. */
export async function choose(page: Page, name: string | RegExp, text: string): Promise<void> {
  await tabTo(page, { role: 'combobox', name })
  await page.keyboard.insertText(text)
  // What Enter takes is the one that is marked, which is a moment later than the list.
  await page.locator('.ant-select-item-option-active', { hasText: text }).waitFor()
  await page.keyboard.press('Enter')
}

/** Chooses one of a few by the arrow keys, as radio buttons are. */
export async function pick(page: Page, option: string): Promise<void> {
  const radio = page.getByRole('radio', { name: option, exact: true })
  await radio.waitFor()
  for (let stop = 0; stop < STOPS; stop++) {
    if (await page.evaluate(() => (document.activeElement as HTMLInputElement | null)?.type === 'radio'))
      break
    await page.keyboard.press('Tab')
  }
  for (let step = 0; step < 20; step++) {
    await page.keyboard.press(step === 0 ? 'Space' : 'ArrowDown')
    if (await radio.isChecked()) return
  }
  assert.fail(`the arrow keys never come to ${option}`)
}

/** Opens the menu behind `button`, and takes `item` with the arrow keys; opens it again where the page moved on meanwhile. */
export async function takeFrom(page: Page, button: RegExp, item: string): Promise<void> {
  const wanted = page.getByRole('menuitem', { name: item, exact: true })
  for (let attempt = 0; attempt < 4; attempt++) {
    await press(page, button)
    if (!(await appears(wanted))) continue
    await page.keyboard.press('Tab')
    for (let step = 0; step < 30; step++) {
      if (await isFocused(wanted)) return page.keyboard.press('Enter')
      await page.keyboard.press('ArrowDown')
    }
  }
  assert.fail(`the arrow keys never come to ${item}`)
}

const appears = (wanted: Locator): Promise<boolean> =>
  wanted.waitFor({ timeout: 5_000 }).then(
    () => true,
    () => false,
  )
