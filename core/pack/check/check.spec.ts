/** 整包检查 — each thing that can be wrong with a pack is found, and where it stands. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { breakPack } from '../break.fixture.ts'
import { BROKEN_LISTS } from '../broken-lists.fixture.ts'
import { BROKEN_LOOPS } from '../broken-loops.fixture.ts'
import { soundPack } from '../pack.fixture.ts'
import type { Problem } from '../problem.ts'
import { checkPack } from './check.ts'

const on = '2026-03-02'
const placeOf = ({ code, at }: Problem) => [`${code} ${at.list}`, at.key, ...at.path].join('/')

describe('a sound pack', () => {
  it('has no problem', () => assert.deepEqual(checkPack(soundPack(), { on }), []))

  it('that is only there to be extended needs no places and no organisations', () => {
    const pack = { ...soundPack(), jurisdiction: null, territories: [], organisations: [], gazetteer: [] }
    const demo = { signIns: [], people: [], posts: [] }
    assert.deepEqual(checkPack({ ...pack, demo }, { on }), [])
  })
})

describe('a pack with one thing wrong', () => {
  for (const broken of [...BROKEN_LOOPS, ...BROKEN_LISTS]) {
    it(`is found out: ${broken.what}`, () => {
      const problems = checkPack(breakPack(soundPack(), broken), { on })
      const found = problems.find((problem) => placeOf(problem) === broken.expects)
      assert.ok(found, `${broken.expects} is not among:\n${problems.map(placeOf).join('\n')}`)
      assert.equal(found.severity, broken.severity ?? 'error')
    })
  }
})
