import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { COMPARED_LISTS, comparePacks, entriesOf } from './compare.ts'
import { contentOf } from './compile.ts'
import { soundPack } from './pack.fixture.ts'
import type { PackContent } from './types.ts'

const data = soundPack()
assert.ok(data.calendar)
const base: PackContent = contentOf(data, data.calendar, '1')

/** A version with some entries gone, some retitled, and the rest in another order. */
const versions = fc
  .record({
    gone: fc.integer({ min: 0, max: 3 }),
    renamed: fc.integer({ min: 0, max: 3 }),
    text: fc.string({ minLength: 1 }),
    turned: fc.boolean(),
  })
  .map(({ gone, renamed, text, turned }): PackContent => {
    const kinds = base.kinds
      .filter((_, at) => at !== gone)
      .map((kind, at) => (at === renamed ? { ...kind, title: { zh: text } } : kind))
    const duties = base.duties.filter((_, at) => at !== renamed)
    return { ...base, kinds: turned ? kinds.toReversed() : kinds, duties }
  })

/** What the changes say, applied to the ids of the version before. */
function idsAfter(before: PackContent, after: PackContent): Record<string, string[]> {
  const changes = comparePacks(before, after)
  return Object.fromEntries(
    COMPARED_LISTS.map((list) => {
      const ids = new Set(entriesOf(before)[list].keys())
      for (const change of changes.filter((each) => each.list === list)) {
        if (change.what === 'added') ids.add(change.id)
        if (change.what === 'removed') ids.delete(change.id)
      }
      return [list, [...ids].sort()]
    }),
  )
}

describe('comparing two versions of a pack', () => {
  it('finds nothing between a version and itself, in whatever order its lists are', () => {
    fc.assert(
      fc.property(versions, (version) => {
        assert.deepEqual(comparePacks(version, version), [])
        assert.deepEqual(comparePacks(version, { ...version, kinds: version.kinds.toReversed() }), [])
      }),
    )
  })

  it('names what was added and removed so that applying it gives the other version', () => {
    fc.assert(
      fc.property(versions, versions, (before, after) => {
        const expected = Object.fromEntries(
          COMPARED_LISTS.map((list) => [list, [...entriesOf(after)[list].keys()].sort()]),
        )
        assert.deepEqual(idsAfter(before, after), expected)
      }),
    )
  })

  it('is the same backwards, with before and after exchanged', () => {
    const turn = { added: 'removed', removed: 'added', changed: 'changed' } as const
    fc.assert(
      fc.property(versions, versions, (a, b) => {
        const there = comparePacks(a, b).map(({ list, id, what, fields }) => ({ list, id, what, fields }))
        const back = comparePacks(b, a).map(({ list, id, what, fields }) => ({
          ...{ list, id, what: turn[what] },
          fields: fields.map(({ path, before, after }) => ({ path, before: after, after: before })),
        }))
        assert.deepEqual(back, there)
      }),
    )
  })

  it('says of a changed entry where it differs, with both values', () => {
    const [first, ...rest] = base.kinds
    assert.ok(first)
    const after = { ...base, kinds: [{ ...first, title: { zh: '别的' } }, ...rest] }
    const [change, ...others] = comparePacks(base, after)
    assert.deepEqual(others, [])
    assert.deepEqual([change?.list, change?.id, change?.what], ['kinds', first.id, 'changed'])
    const path = change?.fields.find((field) => field.path === 'title.zh')
    assert.deepEqual(path, { path: 'title.zh', before: first.title.zh, after: '别的' })
  })

  it('tells two rules for one kind apart by territory and by their turn', () => {
    const [duty] = base.duties
    assert.ok(duty)
    const more = { ...base, duties: [...base.duties, duty, { ...duty, territory: '99' }] }
    const added = comparePacks(base, more).map(({ list, id, what }) => `${what} ${list} ${id}`)
    assert.equal(added.length, 2)
    assert.ok(added.includes(`added duties ${duty.kind}@99`))
    assert.ok(added.some((each) => each.startsWith(`added duties ${duty.kind}`) && each.endsWith('#2')))
  })
})
