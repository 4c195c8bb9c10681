/**
 * 工作台 — the shipped pages in a real browser, on a city with 100,000 matters: what the inbox weighs, how soon it can be used, how
 * fast a matter opens beside it, whether scrolling ever stalls, and what Lighthouse says.
 *
 *     node bench/desk.bench.ts [--matters 100000] [--open 30000] [--runs 12] [--folder ...] [--json] [--keep]
 *
 * Targets: ≤ 300 kB of script (Brotli), inbox usable < 1.5 s cold, a matter < 150 ms, no main-thread task above 50 ms while
 * 10,000 rows go by, Lighthouse ≥ 90 / 100 / 100.
 */
import { openBrowser } from '../web/testing/browser.ts'
import { builtPages } from '../web/testing/built.ts'
import { filledFolder } from './fill.ts'
import { coldStarts, openings, scrolling, weightOf } from './support/desk.ts'
import { signIn } from './support/http.ts'
import { openLighthouse } from './support/lighthouse.ts'
import { option, report } from './support/report.ts'
import { openStand, serve } from './support/stand.ts'

const PORT = 9_333

const runs = option('runs', 12)
const { folder, filling } = await filledFolder({
  folder: '/var/tmp/huying-bench-desk',
  matters: 100_000,
  open: 30_000,
})
const stand = await openStand(folder)
const serving = await serve(stand, await builtPages())
const browser = await openBrowser([`--remote-debugging-port=${PORT}`])

try {
  const cookie = await signIn(serving.url, 'duty')
  const seat = { browser, url: serving.url, cookie }
  const script = await weightOf(seat)
  const cold = await coldStarts(seat, runs)
  const opening = await openings(seat, runs * 3)
  const scroll = await scrolling({ ...seat, cookie: await signIn(serving.url, 'operator') }, 10_000)
  const judge = await openLighthouse(PORT)
  const matter = opening.path
  await report('desk', {
    stored: filling,
    'script of the inbox': script,
    'inbox usable, cold': cold,
    'matter opened from the list': opening.times,
    'scrolling 10,000 rows': scroll,
    lighthouse: {
      inbox: await judge(`${serving.url}/`, cookie),
      matter: await judge(`${serving.url}${matter}`, cookie),
      report: await judge(`${serving.url}/report`, cookie),
    },
  })
} finally {
  await browser.close()
  await serving.stop()
  await stand.close()
}
