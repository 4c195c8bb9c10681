/** 编译与继承 — what a loop takes in, what an extending pack replaces, and that rules come back from their content. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { dispatch } from '../catalogue/dispatch.ts'
import { compileLoop, contentOf, rulesFromContent } from './compile.ts'
import { type Entry, mergeEntries } from './merge.ts'
import { soundPack } from './pack.fixture.ts'

describe('a loop that includes shared actions', () => {
  const pack = soundPack()
  const [loop] = pack.loops
  const [file] = pack.actionFiles
  assert.ok(loop && file)

  it('has them beside its own, and each is still found where it is written', () => {
    const compiled = compileLoop(loop, new Map([[file.id, file]]))
    assert.deepEqual(Object.keys(compiled.loop.actions).sort(), [
      'direct',
      'extend',
      'note',
      'park',
      'pass_on',
      'resolve',
      'sign',
    ])
    assert.deepEqual(compiled.actionAt('note', 'by'), {
      list: 'actions',
      key: 'shared',
      path: ['actions', 'note', 'by'],
    })
    assert.deepEqual(compiled.actionAt('sign'), { list: 'loops', key: 'plain', path: ['actions', 'sign'] })
    assert.equal(compiled.loop.includes, undefined)
  })

  it('keeps its own action where a shared one has the same name', () => {
    const note = { title: { zh: '自己的记录' }, by: ['lead'], from: 'open' as const }
    const compiled = compileLoop({ ...loop, actions: { ...loop.actions, note } }, new Map([[file.id, file]]))
    assert.equal(compiled.loop.actions.note, note)
    assert.equal(compiled.actionAt('note').list, 'loops')
  })
})

describe('a pack that extends another', () => {
  const entry = (list: Entry<string>['list'], key: string, value: unknown): Entry<string> => ({
    list,
    key,
    value,
    source: String(value),
  })
  const values = (packs: Entry<string>[][]) => mergeEntries(packs).map(({ key, value }) => `${key}=${value}`)

  it('replaces what has the same key, in its place, and adds the rest', () => {
    const base = [entry('kinds', 'a', 1), entry('kinds', 'b', 1), entry('forms', 'a', 1)]
    assert.deepEqual(values([base, [entry('kinds', 'c', 2), entry('kinds', 'a', 2)]]), [
      'a=2',
      'b=1',
      'a=1',
      'c=2',
    ])
  })

  it('replaces all duty rules for one kind and place together, for their order decides', () => {
    const base = [entry('duties', 'a@#0', 1), entry('duties', 'a@#1', 1), entry('duties', 'a@99#0', 1)]
    assert.deepEqual(values([base, [entry('duties', 'a@#0', 2)]]), ['a@99#0=1', 'a@#0=2'])
  })
})

describe('the content of a pack', () => {
  const pack = soundPack()
  assert.ok(pack.calendar)
  const content = contentOf(pack, pack.calendar, '1+abc')

  it('survives as JSON and gives the same rules again', () => {
    const rules = rulesFromContent(JSON.parse(JSON.stringify(content)))
    const direct = rulesFromContent(content)
    assert.equal(rules.version, '1+abc')
    assert.equal(rules.jurisdiction, '9903')
    assert.deepEqual(rules.loops, direct.loops)
    assert.deepEqual(rules.catalogue, direct.catalogue)
    assert.deepEqual(rules.directory, direct.directory)
    assert.ok(rules.loops.get('plain')?.actions.note)
  })

  it('decides who answers without any file', () => {
    const { catalogue, directory } = rulesFromContent(content)
    const decided = dispatch(catalogue, directory, 'road.hole', '990301001002')
    assert.deepEqual([decided.lead, decided.assists, decided.informs], ['works', ['town'], ['desk']])
  })
})
