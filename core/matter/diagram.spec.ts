import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { graphOf } from './diagram/graph.ts'
import { placed } from './diagram/layout.ts'
import { planOf } from './diagram/route.ts'
import { widthOf, wrap } from './diagram/text.ts'
import { loopDiagram } from './diagram.ts'
import type { Loop } from './loop.ts'
import { kiteLoop } from './testing/kite-town.ts'
import { randomLoops } from './testing/random-loop.ts'

const graph = graphOf(kiteLoop, 'en')
const plan = planOf(graph, placed(graph), 20)

/** Throws where a tag is not closed or an attribute is not a number that can be drawn. */
function assertDrawable(svg: string): void {
  const open: string[] = []
  for (const [, closing, name, , alone] of svg.matchAll(/<(\/?)([a-zA-Z]+)([^<>]*?)(\/?)>/g)) {
    if (closing) assert.equal(open.pop(), name)
    else if (!alone) open.push(name ?? '')
  }
  assert.deepEqual(open, [])
  assert.doesNotMatch(svg, /NaN|undefined|Infinity/)
}

/** Without the spaces at which lines may break. */
const unbroken = (text: string) => text.replaceAll(' ', '')

/** Titles that tell the states and actions of the fixture apart. */
const named: Loop = {
  ...kiteLoop,
  actions: Object.fromEntries(
    Object.entries(kiteLoop.actions).map(([id, action]) => [
      id,
      { ...action, title: { zh: `做${id}`, en: `do ${id}` } },
    ]),
  ),
}

describe('the diagram of a loop', () => {
  it('shows every state and every action, in both languages', () => {
    for (const locale of ['zh', 'en'] as const) {
      const svg = loopDiagram(named, locale)
      assertDrawable(svg)
      const said = unbroken([...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, words]) => words).join(''))
      const titles = [...Object.values(named.states), ...Object.values(named.actions)].map(
        ({ title }) => title[locale] ?? title.zh,
      )
      for (const title of titles) {
        assert.ok(said.includes(unbroken(title)), title)
      }
    }
  })

  it('draws all ways between two states as one arrow that names them', () => {
    const once = new Set(graph.edges.map(({ from, to, look }) => `${from}>${to}>${look === 'clock'}`))
    assert.equal(once.size, graph.edges.length)
    const twoWays = graphOf(named, 'en').edges.find(({ from, to }) => from === 'desk' && to === 'landed')
    assert.deepEqual(twoWays?.labels, ['do answer', 'do merge', 'do split'])
  })

  it('lets no box cover another, and keeps all inside the picture', () => {
    const { boxes, height } = plan
    for (const [index, a] of boxes.entries()) {
      assert.ok(a.x >= 0 && a.y >= 0 && a.y + a.height <= height)
      for (const b of boxes.slice(index + 1)) {
        const apart =
          a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y
        assert.ok(apart, `${a.id} covers ${b.id}`)
      }
    }
  })

  it('runs no two arrows along the same line', () => {
    const across = plan.routes.map(({ points }) => ({
      y: points[1]?.[1],
      x: [points[1]?.[0] ?? 0, points[2]?.[0] ?? 0],
    }))
    for (const [index, a] of across.entries()) {
      for (const b of across.slice(index + 1)) {
        const apart = Math.max(...a.x) < Math.min(...b.x) || Math.max(...b.x) < Math.min(...a.x)
        assert.ok(a.y !== b.y || apart)
      }
    }
  })

  it('draws any loop that a pack could declare', () => {
    fc.assert(
      fc.property(randomLoops, ({ loop }) => {
        assertDrawable(loopDiagram(loop, 'zh'))
      }),
      { numRuns: 100 },
    )
  })

  it('lets no title break out of its text', () => {
    const svg = loopDiagram({ ...kiteLoop, title: { zh: '<b>"&' } }, 'zh')
    assertDrawable(svg)
    assert.ok(svg.includes('&lt;b&gt;&quot;&amp;'))
  })
})

describe('a text that is drawn', () => {
  it('is as wide as its characters: a Chinese one counts one em, a Latin one about half', () => {
    assert.equal(widthOf('待签收', 10), 30)
    assert.ok(widthOf('abc', 10) < 20)
  })

  it('breaks where the line is full and loses nothing', () => {
    assert.deepEqual(wrap('确认办结', 10, 20), ['确认', '办结'])
    assert.deepEqual(wrap('Close with an explanation', 12, 90), ['Close with an', 'explanation'])
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '办', ' ', '，', '·', '“', 'é', 'Ω') }), (text) => {
        assert.equal(unbroken(wrap(text, 12, 50).join('')), unbroken(text))
      }),
    )
  })
})
