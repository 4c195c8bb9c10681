import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { UnitRow } from '@huying/contract/matter/units.ts'
import { type Branch, shownUnits, treeOf } from './unit-tree.ts'

const unit = (id: string, parentId: string | null, zh = id): UnitRow => ({
  ...{ id, parentId, name: { zh, en: `${id} office` }, kind: { id: 'office', name: { zh: '部门' } } },
  ...{ open: 0, late: 0, held: null },
})
const units = [
  unit('town', null),
  unit('kites', 'town', '风筝局'),
  unit('strings', 'kites'),
  unit('winds', 'town'),
]
const shape = (tree: readonly Branch[]): unknown =>
  tree.map(({ id, children }) => (children ? [id, shape(children)] : id))

describe('the tree of units', () => {
  it('has each below its parent, and whose parent is not there at the top', () => {
    assert.deepEqual(shape(treeOf(units)), [['town', [['kites', ['strings']], 'winds']]])
    assert.deepEqual(shape(treeOf(units.slice(2))), ['strings', 'winds'])
  })

  it('keeps what is found by either name, and the way up to it', () => {
    assert.deepEqual(shape(treeOf(shownUnits(units, 'STRINGS'))), [['town', [['kites', ['strings']]]]])
    assert.deepEqual(shape(treeOf(shownUnits(units, '风筝'))), [['town', ['kites']]])
    assert.deepEqual(shownUnits(units, 'nobody'), [])
  })
})
