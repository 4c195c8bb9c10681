import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { coverageOf, storiesIn } from './make-coverage.ts'

const names = { J01: '甲', J02: '乙', Z01: '丙' }
const spec = (title: string, how = 'it') => `${how}('${title}', () => {})`

describe('what is proven', () => {
  it('is what a running story names in its title, counted once', () => {
    const stories = [
      ...storiesIn('scenarios/a.spec.ts', `${spec('J01 Z01: both')}\n  ${spec('J01: again')}`),
      ...storiesIn(
        'scenarios/b.spec.ts',
        `${spec('no id')}\n${spec('J02: skipped', 'it.skip')}\n// J02 in a comment`,
      ),
    ]
    const text = coverageOf(names, stories)
    assert.match(text, /\*\*2 of 3\*\*/)
    assert.match(text, /\| J01 \| 甲 \| J01 Z01: both/)
    assert.match(text, /## Not yet\n\nJ02 乙\n/)
  })

  it('reads titles in any quotes, over several lines, with quotes inside', () => {
    const [story] = storiesIn('a', `it(\n  "J01: 'quoted'",\n  () => {})`)
    assert.equal(story?.title, "J01: 'quoted'")
    assert.equal(storiesIn('a', spec("J01: it\\'s"))[0]?.title, "J01: it's")
  })

  it('does not count what is not in the list', () => {
    assert.throws(() => coverageOf(names, storiesIn('a.spec.ts', spec('J99: unknown'))), /a\.spec\.ts: J99/)
  })
})
